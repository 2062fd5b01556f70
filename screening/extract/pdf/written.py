"""What the order in which a page was written tells about the order in which it is read.

Word processors and browsers write a page as it is read: tables row by row, columns one after
the other. Design tools do not. The written order is therefore heard only where it runs down the
page as reading does, and only to choose between orders that the places of the words allow.
"""

from itertools import groupby, pairwise

from screening.extract.pdf.pieces import Row, Segment

_RUNS_DOWN = 0.8
_FEW = 4
_SLACK = 2.0
_INDENT = 0.5
_MOST = 0.9


def runs_down(segments: list[Segment]) -> bool:
    """Tell whether the page was written roughly from top to bottom."""
    written = sorted(segments, key=lambda segment: segment.number)
    if len(written) < _FEW:
        return True
    natural = sum(_follows(before, after) for before, after in pairwise(written))
    return natural >= _RUNS_DOWN * (len(written) - 1)


def _follows(before: Segment, after: Segment) -> bool:
    if after.middle > before.middle + 0.3 * before.height:
        return True
    beside = abs(after.middle - before.middle) <= _SLACK * max(before.height, after.height)
    return beside and after.left >= before.right - before.height


def parted(rows: list[Row]) -> list[list[Row]]:
    """Cut between rows where all that stands above was written before all that stands below."""
    highest: list[int] = []
    top = -1
    for row in rows:
        top = max(top, *(segment.number for segment in row))
        highest.append(top)
    groups: list[list[Row]] = [[]]
    lowest = _lowest_below(rows)
    for index, row in enumerate(rows):
        groups[-1].append(row)
        if index + 1 == len(rows) or highest[index] > lowest[index + 1]:
            continue
        beside = any(len(other) > 1 for other in groups[-1])
        if not (beside and _goes_on(row[-1], rows[index + 1])):
            groups.append([])
    return groups


def _goes_on(last: Segment, below: Row) -> bool:
    """Tell whether the next row only goes on with the rightmost column."""
    first = below[0]
    under = abs(first.left - last.left) < _INDENT * last.height
    near = first.middle - last.middle < _SLACK * last.height
    return len(below) == 1 and under and near and first.number == last.number + 1


def _lowest_below(rows: list[Row]) -> list[int]:
    lowest = [0] * len(rows)
    least = -1
    for index in range(len(rows) - 1, -1, -1):
        own = min(segment.number for segment in rows[index])
        least = own if least < 0 else min(least, own)
        lowest[index] = least
    return lowest


def switches(left: list[Segment], right: list[Segment]) -> int:
    """Count how often the writing went from one side to the other."""
    sides = sorted([(s.number, 0) for s in left] + [(s.number, 1) for s in right])
    return sum(a[1] != b[1] for a, b in pairwise(sides))


def labels(left: list[Segment], right: list[Segment]) -> bool:
    """Tell whether what was written left stands level with, or centred beside, what followed."""
    sides = sorted([(s.number, 0, s) for s in left] + [(s.number, 1, s) for s in right])
    runs = [(side, [entry[2] for entry in run]) for side, run in groupby(sides, lambda e: e[1])]
    pairs = [(a, b) for (side, a), (_, b) in pairwise(runs) if side == 0]
    level = sum(_level(label, value) for label, value in pairs)
    return level >= _MOST * len(pairs)


def _level(label: list[Segment], value: list[Segment]) -> bool:
    near = 0.3 * label[0].height
    centre = (label[0].middle + label[-1].middle - value[0].middle - value[-1].middle) / 2
    return min(abs(centre), abs(label[0].middle - value[0].middle)) <= near
