"""From a free text to its items: bullets, numbers, lines or sentences, each with its section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.rubric.markup import plain_lines
from screening.rubric.wording import (
    Section,
    bare_heading,
    heading,
    introduces,
    offers_a_choice,
    only_wished,
    speaks_of_work,
)

_SIGN = re.compile(
    r"(?P<bullet>[・･●■□◆◇○◯◎▪▫•‣⁃▼▶►➢➤✓✔☑★☆※→＊·]|[*+–—―](?=\s|[^\W\d])|-(?=\D))\s*"
    r"|(?P<number>[(（]\d{1,2}[)）]|\d{1,2}[)）]|\d{1,2}[.．](?=\s|\D)|\d{1,2}、(?!\s*\d)"
    r"|[①-⑳❶-❿]|[一二三四五六七八九十]{1,2}[、．](?![一二三四五六七八九十\d])|[a-z][.)](?=\s))\s*"
)
_BRACKETED = re.compile(
    r"^(?:【([^】]*)】|《([^》]*)》|〈([^〉]*)〉|≪([^≫]*)≫|[\[［]([^\]］]*)[\]］]|[<＜]([^>＞]*)[>＞])\s*[:：]?\s*"
)
_LABELLED = re.compile(r"^([^:：]{1,40})[:：]\s*(.+)$")
_SENTENCE_END = re.compile(
    r"(?<=[。！？])(?![)）」』】])\s*"
    r"|(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!т\.[дпек]\.)(?<!\bг\.)(?<!\bNo\.)\s+(?=[A-ZА-ЯЁ])"
)
_GOES_ON = re.compile(r"(?:[、,・(（/]|\b(?:and|or|with|и|или|с))$", re.IGNORECASE)
_LONG_LINE = 30
_HEADING_SIGNS = "■□◆◇▼●○★☆▶►"
_SHORT_HEADING = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a requirements text."""

    text: str
    section: Section
    remark: bool = False
    """A ※ line: a comment on the list, not a part of it."""


@dataclass(frozen=True, slots=True)
class _Row:
    indent: int
    sign: str
    """The bullet, ``1`` for any number, empty for neither."""
    body: str

    @property
    def says_something(self) -> bool:
        return any(map(str.isalnum, self.body))


@dataclass(slots=True)
class _Open:
    """An item that later lines may still lengthen."""

    row: _Row
    section: Section
    text: str
    is_choice: bool
    options: list[str] = field(default_factory=list)
    option_sign: tuple[int, str] | None = None

    @property
    def awaits_options(self) -> bool:
        return self.is_choice and not self.options


def items(text: str) -> Iterator[Item]:
    """Yield the items of a text in their order; headings, announcements and decoration are gone."""
    for opened in _opened(text):
        if opened.row.sign == "※":
            yield Item(opened.text, opened.section, remark=True)
            continue
        for piece in _pieces(opened):
            yield Item(piece, opened.section)


def sentences(text: str) -> list[str]:
    """Split a text into its sentences; what stands in brackets is not split."""
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and _left_open(parts[-1]):
            parts[-1] = _joined(parts[-1], part)
        elif part.strip():
            parts.append(part.strip())
    return parts


def _left_open(text: str) -> bool:
    return sum(map(text.count, "(（「『")) > sum(map(text.count, ")）」』"))


def _opened(text: str) -> Iterator[_Open]:
    section, last = Section.FIELD, None
    rows = [_row(line) for line in plain_lines(text)]
    for row, following in zip(rows, _followings(rows), strict=True):
        if not row.says_something:
            if last and not last.awaits_options:
                yield from _closed(last)
                last = None
            continue
        found = _heading(row, following)
        if found:
            yield from _closed(last)
            last, (section, rest) = None, (found[0] or section, found[1])
            row = _row(rest)
        if not row.body or (last and _lengthens(last, row, following)):
            continue
        yield from _closed(last)
        last = None if _announces(row, following) else _start(row, following, section)
    yield from _closed(last)


def _followings(rows: list[_Row]) -> list[_Row | None]:
    """Return for each row the next one that says something."""
    followings: list[_Row | None] = []
    following = None
    for row in reversed(rows):
        followings.append(following)
        following = row if row.says_something else following
    return followings[::-1]


def _closed(opened: _Open | None) -> Iterator[_Open]:
    if opened is None:
        return
    if opened.options:
        opened.text = f"{opened.text.rstrip(' :：')}: {' / '.join(opened.options)}"
    yield opened


def _start(row: _Row, following: _Row | None, section: Section) -> _Open:
    return _Open(row, section, row.body, is_choice=_opens_a_choice(row, following))


def _opens_a_choice(row: _Row, following: _Row | None) -> bool:
    """Tell whether the list below a line names things of which some are enough."""
    if following is None or not following.sign or not offers_a_choice(row.body):
        return False
    return not row.sign or row.body[-1] in ":：" or introduces(row.body)


def _pieces(opened: _Open) -> Iterator[str]:
    """Split sentences; those of a bullet stay together, except one that is only a wish."""
    parts = [opened.text] if opened.is_choice else sentences(opened.text)
    if not opened.row.sign or len(parts) < 2:
        yield from parts
        return
    kept = ""
    for part in parts:
        kept = kept if only_wished(part) else _joined(kept, part)
    if kept:
        yield kept
    yield from (part for part in parts if only_wished(part))


def _lengthens(last: _Open, row: _Row, following: _Row | None) -> bool:
    """Add a line to the item above it if it belongs there, and tell whether it did."""
    if last.is_choice and row.sign not in {"", "※"}:
        if last.option_sign not in {None, (row.indent, row.sign)}:
            return False
        last.option_sign = (row.indent, row.sign)
        last.options.append(row.body.rstrip(";；,、 "))
        return True
    if row.sign or _announces(row, following) or not _continues(last, row):
        return False
    if last.options:
        last.options[-1] = _joined(last.options[-1], row.body)
    else:
        last.text = _joined(last.text, row.body)
    return True


def _continues(last: _Open, row: _Row) -> bool:
    """Tell whether a line without a sign goes on with what stands above it."""
    text = last.options[-1] if last.options else last.text
    if last.row.sign == "※":
        return False
    if _GOES_ON.search(text) or row.body[0] in "(（":
        return True
    wrapped = len(text) >= _LONG_LINE and text[-1] not in ".;。；！"
    if last.row.sign or last.options:
        return wrapped or row.indent > last.row.indent
    return wrapped and row.body[0].islower()


def _joined(first: str, second: str) -> str:
    """Join two pieces with a space, except where one of them is written without spaces."""
    spaced = first and max(first[-1], second[:1]) < "\u2e80"
    return f"{first} {second}" if spaced else first + second


def _announces(row: _Row, following: _Row | None) -> bool:
    if _opens_a_choice(row, following):
        return False
    listed = following is not None and bool(following.sign)
    labelled = row.body[-1] in ":："
    return labelled or (listed and not row.sign and introduces(row.body))


def _heading(row: _Row, following: _Row | None) -> tuple[Section | None, str] | None:
    """Return the section of a heading, ``None`` if it stays, and what follows on the same line."""
    bracketed = _BRACKETED.match(row.body)
    if bracketed:
        label, rest = next(filter(None, bracketed.groups()), ""), row.body[bracketed.end() :]
        section = heading(label)
        subheading = not rest and not _stands_alone(label, following)
        return (section, rest) if section or subheading else None
    labelled = _LABELLED.match(row.body)
    if labelled and (section := bare_heading(labelled[1].strip())):
        return section, labelled[2]
    plain = row.body.rstrip(" :：")
    section = heading(plain) if row.body != plain and not offers_a_choice(plain) else None
    section = section or bare_heading(plain)
    return (section, "") if section or _is_subheading(row, following) else None


def _stands_alone(label: str, following: _Row | None) -> bool:
    """Tell whether brackets with nothing below them are themselves what is asked for."""
    empty = following is None or bool(_BRACKETED.match(following.body))
    return empty and speaks_of_work(label)


def _is_subheading(row: _Row, following: _Row | None) -> bool:
    """Tell whether a short line under ■ or its like has a list of other signs below it."""
    if following is None or not row.sign or row.sign not in _HEADING_SIGNS:
        return False
    short = len(row.body) <= _SHORT_HEADING and not any(map(str.isdigit, row.body))
    return short and following.sign not in {"", row.sign}


def _row(line: str) -> _Row:
    bare = line.strip()
    found = _SIGN.match(bare)
    body = " ".join((bare[found.end() :] if found else bare).split())
    sign = "" if not found else found["bullet"] or "1"
    return _Row(len(line) - len(line.lstrip()), sign, body)
