"""Reads a length that a line states outright, such as ``Python 5年`` or "опыт 4 года".

Ages, school years, the age of a company and times gone by are no lengths of anything done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from screening.tenure.plain import plain

MOST_YEARS = 50


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length, and the clause of the line that states it."""

    months: int
    most: int | None
    """The longest that it can mean; ``None`` for "5 years or more"."""
    clause: str


_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "один": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7,
    "восемь": 8, "девять": 9, "десять": 10, "пятнадцать": 15, "двадцать": 20,
}  # fmt: skip
_WORD = rf"\b(?:{'|'.join(_WORDS)})\b"
_N = rf"(?P<n>\d{{1,2}}(?:[.,]\d)?|{_WORD})"
_MORE = r"(?P<more>\s?\+\s?)?"

_LENGTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.])(?<!平成)(?<!令和)(?<!昭和)(?<!大正){_N}\s?年(?P<nth>目)?(?:間)?"
        r"(?:(?P<half>半)|と?\s?(?P<m>\d{1,2})\s?[ヶケか箇カヵ]月)?",
        r"(?P<half>半年)間?",
        r"(?<![\d.])(?P<m>\d{1,3})\s?[ヶケか箇カヵ]月間?",
        rf"(?<![\d.,]){_N}{_MORE}(?P<half> and a half)?[ -]?(?:years?|yrs?)\b\.?"
        rf"(?:(?:,| and)? ?(?P<m>\d{{1,2}}|{_WORD}) ?(?:months?|mos?|mths?)\b\.?)?",
        r"\b(?P<n>a) year (?P<half>and a half)\b",
        r"\b(?P<half>half a year)\b",
        rf"(?<![\d.,])(?P<m>\d{{1,3}}|{_WORD}){_MORE}[ -]?(?:months?|mos)\b",
        rf"(?<![\d.,]){_N}{_MORE}(?P<half> с половиной)?\s?"
        r"(?:год(?:а|у)?|лет|г\.(?=\s?\d))(?![^\W\d])"
        r"(?:\s?(?:и\s)?(?P<m>\d{1,2})\s?(?:месяц\w*|мес)\b\.?)?",
        r"\b(?P<n>полтора) года\b",
        r"\b(?P<half>полгода)\b",
        rf"(?<![\d.,])(?P<m>\d{{1,3}}|{_WORD}){_MORE}\s?(?:месяц\w*|мес)\b",
    )
)
_CLAUSE_END = re.compile(r"[、。,;；|/／()\[\]\t]|\.(?=\s|$)")

_NOT_DONE_AFTER = re.compile(
    r"[\s-]?(?:生|制|次|前|後|度|卒|式|来|周年|連続|保証|契約|ぶり|の(?:歴史|老舗)|\d{1,2}月"
    r"|of age|old\b|young\b|ago\b|later\b|[a-z]+[ -]old|warranty|from now"
    r"|назад|тому|спустя|на рынке|гаранти)"
)
_NOT_DONE_BEFORE = re.compile(
    r"(?:\d\s?[~-]|\d to|この|創業|設立|創立|今後|あと|満|第|入社後?|age[d:]?|next|within|coming"
    r"|after|через|возраст\w*:?|мне|мужчина,?|женщина,?|исполнилось|компани\w+|ближайши\w+|следующи\w+)\s?$"
)
_UNDER = re.compile(r"\s?(?:未満|以内|以下)")
_UNDER_BEFORE = re.compile(r"(?:under|less than|fewer than|up to|менее|меньше|до|не более)\s$")
_OVER = re.compile(r"\s?(?:以上|超|強|余り?)")
_OVER_BEFORE = re.compile(
    r"(?:over|more than|at least|above|более|больше|свыше|не менее|от|минимум)\s$"
)
_NEARLY = re.compile(r"\s?(?:弱|近く)")
_NEARLY_BEFORE = re.compile(r"(?:nearly|almost|почти|без малого)\s$")


def lengths(text: str) -> tuple[Length, ...]:
    """Return the lengths that a line states, in no certain order; never raises."""
    return tuple(_lengths(plain(text)))


def _lengths(line: str) -> Iterator[Length]:
    left = line
    for pattern in _LENGTHS:
        for found in pattern.finditer(left):
            length = _length(line, found)
            if length:
                yield length
        left = pattern.sub(lambda one: "\0" * len(one[0]), left)


def _length(line: str, found: re.Match[str]) -> Length | None:
    before, after = line[: found.start()], line[found.end() :]
    if not _named(found, "nth") and _is_no_work(before, after):
        return None  # 入社3年目, three years begun in the firm, is work
    if _UNDER.match(after) or _UNDER_BEFORE.search(before):
        return None
    months, most = _months(found)
    if not 0 < months <= 12 * MOST_YEARS:
        return None
    if _NEARLY.match(after) or _NEARLY_BEFORE.search(before):
        months, most = months - 1, months - 1
    over = _named(found, "more") or _OVER.match(after) or _OVER_BEFORE.search(before)
    return Length(months, None if over else most, _clause(line, found))


def _is_no_work(before: str, after: str) -> bool:
    return bool(_NOT_DONE_AFTER.match(after) or _NOT_DONE_BEFORE.search(before))


def _months(found: re.Match[str]) -> tuple[int, int]:
    """Return the fewest and the most months: someone in the sixth year also writes 5 years."""
    years, half, months = _named(found, "n"), _named(found, "half"), _named(found, "m")
    total = int(12 * _number(years)) + (6 if half else 0) + int(_number(months))
    if _named(found, "nth"):
        return total - 12, total
    return total, total if half or months else total + 11


def _number(written: str) -> Decimal:
    if not written:
        return Decimal(0)
    if written == "полтора":
        return Decimal("1.5")
    if written == "a":
        return Decimal(1)
    return Decimal(_WORDS[written]) if written in _WORDS else Decimal(written.replace(",", "."))


def _named(found: re.Match[str], group: str) -> str:
    return found.groupdict().get(group) or ""


def _clause(line: str, found: re.Match[str]) -> str:
    before = _CLAUSE_END.split(line[: found.start()])[-1]
    return before + found[0] + _CLAUSE_END.split(line[found.end() :])[0]
