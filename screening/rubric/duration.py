"""How long something must have been done, read from a requirement's words.

Only a clear minimum counts: 3年以上, "at least 18 months", «от 3 лет». What is about a limit, a
recent period, an age or a date is none, and a line with two different lengths says nothing clear.
"""

import re
from collections.abc import Iterator

from screening.rubric.tongue import plain

_MOST_MONTHS = 720
_MARGIN = 40
"""How many characters before a length say what it is the length of."""

_KANJI = "一二三四五六七八九"
_WORDS: dict[str, float] = {
    **{word: number for number, word in enumerate(f"{_KANJI}十", 1)},
    "a": 1,
    "an": 1,
    "half a": 0.5,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "один": 1,
    "одного": 1,
    "одной": 1,
    "полтора": 1.5,
    "полутора": 1.5,
    "два": 2,
    "двух": 2,
    "три": 3,
    "трех": 3,
    "четыре": 4,
    "четырех": 4,
    "пять": 5,
    "пяти": 5,
    "шесть": 6,
    "шести": 6,
    "семь": 7,
    "семи": 7,
    "восемь": 8,
    "восьми": 8,
    "девять": 9,
    "девяти": 9,
    "десять": 10,
    "десяти": 10,
}
_DIGITS = r"\d{1,3}(?:[.,]\d)?"
_TO = r"\s*(?:[-–—~〜]|to|or|до|или)\s*"
_EN_NUMBER = rf"(?:{_DIGITS}|one|two|three|four|five|six|seven|eight|nine|ten)"
_RU_NUMBER = (
    rf"(?:{_DIGITS}|одн(?:ого|ой)|дв(?:а|ух)|тр(?:и|ех)|четыр(?:е|ех)|пят(?:ь|и)|шест(?:ь|и)"
    r"|сем(?:ь|и)|восем(?:ь)|восьми|девят(?:ь|и)|десят(?:ь|и)|полутора|полтора)"
)

_LENGTHS = (
    re.compile(
        rf"(?<![\d.,])(?P<number>{_DIGITS}|[{_KANJI}十])(?:[~〜-]{_DIGITS}|、{_DIGITS})?\s*"
        r"(?P<unit>年|[ヶケかカヵ箇]月)間?(?P<half>半)?(?=(?P<after>[^、。]{0,6}))"
        r"|(?P<half_year>半年)間?(?=(?P<after_half>[^、。]{0,6}))"
    ),
    re.compile(
        rf"(?<![\w.,])(?P<number>{_EN_NUMBER})(?:\s?\+)?(?P<half> and a half)?"
        rf"(?:{_TO}{_EN_NUMBER}|\s+or more)?(?:\s?\+)?[\s-]*(?P<unit>years?|yrs?\b"
        rf"|months?)(?=(?P<after>.{{0,12}}))"
        r"|\b(?P<one>half a|a|an) (?P<unit_one>year"
        r"|month)\b(?P<half_one> and a half)?(?=(?P<after_one>.{0,12}))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.,])(?P<number>{_RU_NUMBER})(?:{_TO}{_RU_NUMBER})?\s*\+?[\s-]*(?:х\s+)?"
        r"(?P<unit>лет|год(?:а|ов)?|месяц(?:а|ев)?)\b(?=(?P<after>.{0,12}))"
        r"|\b(?:(?P<half_word>полугода|полгода)|(?P<bare>от|более|свыше|минимум|не менее) года?)\b"
        r"(?=(?P<after_one>.{0,12}))",
        re.IGNORECASE,
    ),
)
_OF_WORK = re.compile(
    r"経験|実務|業務|従事|勤務|携わ|在籍|キャリア|実績|開発|運用|設計|営業"
    r"|\b(?:experience|experienced|work(?:ed|ing)?|practice|track record|hands-on|of|in|with"
    r"|building"
    r"|using|professional|background)\b"
    r"|\b(?:опыт|стаж|работ|практик|разработ)\w*",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:過去|直近|最近|ここ|創業|入社|社歴|卒業後|満|約|およそ|最大|毎|第|\d{2})\s*$"
    r"|\b(?:last|past|recent|within|under|below|(?<!not )(?<!no )(?:less|fewer) than|up to"
    r"|maximum(?: of)?|max\.?"
    r"|no more than|not more than|about|around|roughly|approximately|every|per|aged?|next|first)"
    r"(?: the)?(?: last| past)?\s*$"
    r"|\b(?:последни[ех]|за|в течение|до|(?<!не )менее|не более|не больше|максимум|около|примерно"
    r"|каждые"
    r"|возраст\w*(?: от)?|старше|младше|раз в)\s*$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^(?:以内|以下|未満|まで|程度|前後|くらい|ぐらい|ほど|後|目|連続|代|度|前|ごと|おき|卒|保証"
    r"|以上(?:稼働|続|前|継続|運営|経過))"
    r"|^[\s-]*(?:old|of age|plans?|degrees?|ago|warranty|contract|anniversary|end)\b|^-?(?:end|old)"
    r"|^\s*(?:назад|контракт|гаранти)",
    re.IGNORECASE,
)


def minimum_months(text: str) -> int | None:
    """Return the least number of months that a requirement names, ``None`` without a clear one."""
    line = plain(text)
    if not _OF_WORK.search(line):
        return None
    found = {months for pattern in _LENGTHS for months in _lengths(pattern, line)}
    return found.pop() if len(found) == 1 else None


def _lengths(pattern: re.Pattern[str], line: str) -> Iterator[int]:
    for found in pattern.finditer(line):
        parts = found.groupdict()
        after = next(
            (text for name, text in parts.items() if name.startswith("after") and text), ""
        )
        if _NOT_BEFORE.search(
            line[max(0, found.start() - _MARGIN) : found.start()]
        ) or _NOT_AFTER.search(after):
            continue
        months = _months(parts)
        if 1 <= months <= _MOST_MONTHS:
            yield months


def _months(parts: dict[str, str | None]) -> int:
    if parts.get("half_year") or parts.get("half_word"):
        return 6
    if parts.get("bare"):
        return 12
    number = _number(parts.get("number") or parts.get("one") or "0")
    number += 0.5 if parts.get("half") or parts.get("half_one") else 0
    unit = (parts.get("unit") or parts.get("unit_one") or "").lower()
    by_month = unit.endswith("月") or unit.startswith(("month", "месяц"))
    return round(number if by_month else number * 12)


def _number(text: str) -> float:
    return _WORDS.get(text.lower()) or float(text.replace(",", "."))
