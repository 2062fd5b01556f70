"""Finds ruby: small readings above (or, in vertical writing, beside) the words they belong to."""

import re
from bisect import bisect_left, bisect_right

from screening.extract.pdf.pieces import Piece, Row, Segment
from screening.extract.pdf.rows import rows_of

_KANA = re.compile("[\u3040-\u30ff\\s]+")
_KANJI = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3005]")
_SMALL = 0.65
_GAP = 0.35
_SUNK = 0.5
_LOOSE = 1.2
_MOST = 200


def without_ruby(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Part the text from its ruby."""
    small = [piece for piece in pieces if _KANA.fullmatch(piece.text)]
    if not small:
        return pieces, []
    bases = sorted((p for p in pieces if _KANJI.search(p.text)), key=lambda p: p.top)
    tops = [base.top for base in bases]
    reach = max([base.height for base in bases], default=0)
    ruby = set()
    for piece in small:
        first = bisect_left(tops, piece.middle - reach)
        last = bisect_right(tops, piece.bottom + reach)
        if any(_above(piece, base) for base in bases[first : min(last, first + _MOST)]):
            ruby.add(id(piece))
    text = [piece for piece in pieces if id(piece) not in ruby]
    return text, [piece for piece in pieces if id(piece) in ruby]


def readings(ruby: list[Piece]) -> list[Row]:
    """Group the ruby of each word; it is often set loosely."""
    found: list[Row] = []
    for row in rows_of([Segment([piece], 0) for piece in ruby]):
        for segment in row:
            before = found[-1][-1] if found and segment is not row[0] else None
            if before and segment.left - before.right < _LOOSE * segment.height:
                found[-1].append(segment)
            else:
                found.append([segment])
    return found


def _above(piece: Piece, base: Piece) -> bool:
    if piece.height > _SMALL * base.height or piece.middle > base.top + 0.3 * base.height:
        return False
    gap = base.top - piece.bottom
    overhang = 0.7 * base.height
    inside = piece.left > base.left - overhang and piece.right < base.right + overhang
    return inside and -_SUNK * base.height < gap < _GAP * base.height
