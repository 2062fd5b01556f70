"""Shows a day count as a date or a time: years of the Western and the Japanese calendar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from screening.extract.sheet.calendar_names import (
    DAYS,
    MONTHS,
    MONTHS_OF,
    SHORT_DAYS,
    SHORT_RUSSIAN_MONTHS,
)

_LAST_DAY: Final = 2_958_466
"""Beyond the year 9999."""
_FROM_1904: Final = 1_462
_ERAS: Final = (
    (date(2019, 5, 1), ("R", "令", "令和")),
    (date(1989, 1, 8), ("H", "平", "平成")),
    (date(1926, 12, 25), ("S", "昭", "昭和")),
    (date(1912, 7, 30), ("T", "大", "大正")),
    (date(1868, 1, 25), ("M", "明", "明治")),
)
_NOONS: Final = {"ja": ("午前", "午後")}
_LANGUAGES: Final = {0x09: "en", 0x11: "ja", 0x19: "ru"}
_NUMERALS: Final = {
    "1": "〇一二三四五六七八九",
    "2": "〇壱弐参四伍六七八九",
    "3": "０１２３４５６７８９",
}

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Locale:
    """What the brackets of a format say about language and figures."""

    language: str | None = None
    numerals: str = ""
    """The figures wanted: "1" and "2" kanji, "3" full-width; empty for plain ones."""
    first_year: bool = False
    """Whether the first year of an era is written 元."""
    of_month: bool = False
    """Whether Russian months are bent as beside a day."""
    system: str = ""
    """"f800" and "f400" ask for the system's own long date and time."""

    def told(self, tag: str) -> "Locale":
        """Add what a tag such as "ja-JP-x-gannen" or "411" says."""
        name = tag.partition(",")[0].lower()
        if name in {"f800", "f400"}:
            return replace(self, system=name)
        if re.fullmatch(r"[0-9a-f]{1,8}", name):
            number = int(name, 16)
            language = _LANGUAGES.get(number & 0x3FF)
            return replace(self, language=language, of_month=number & 0xF000 == 0xF000)
        language = name[:2] if name[:2] in DAYS else self.language
        return replace(self, language=language, first_year="gannen" in name)

    def numbered(self, figures: str) -> "Locale":
        """Add the figures wanted."""
        return replace(self, numerals=figures)


def is_date(tokens: Sequence[Token]) -> bool:
    """Tell a format of dates or times from one of numbers."""
    kinds = {kind for kind, _ in tokens}
    return bool(kinds & {"date", "elapsed", "noon"}) and "general" not in kinds


def numerals(text: str, figures: str) -> str:
    """Write the figures of a text in kanji or full-width where the format asks for it."""
    if figures not in _NUMERALS:
        return text
    return re.sub(r"\d+", lambda found: _kanji(found[0], figures), text)


def _kanji(number: str, figures: str) -> str:
    names = _NUMERALS[figures]
    ten = {"1": "十", "2": "拾"}.get(figures)
    value = int(number)
    if ten is None or not 10 <= value < 100:
        return "".join(names[int(digit)] for digit in number[:40])
    tens, ones = divmod(value, 10)
    head = names[tens] if tens > 1 or figures == "2" else ""
    return f"{head}{ten}{names[ones] if ones else ''}"


def date_text(
    serial: float, tokens: Sequence[Token], locale: Locale, *, from_1904: bool, language: str
) -> str | None:
    """Show a day count; ``None`` when it is no day that can be shown."""
    if not 0 <= serial < _LAST_DAY:
        return None
    moment = _moment(serial, tokens, from_1904=from_1904)
    if locale.system:
        tokens = _system_format(locale.system, locale.language or language) or tokens
    # a Japanese system writes months and days of the week in English unless it is asked not to
    language = locale.language or ("ru" if language == "ru" else "en")
    shown = _Shown(moment, serial, locale, language, twelve=any(k == "noon" for k, _ in tokens))
    text = "".join(shown.token(*token) for token in _roles(tokens))
    return numerals(text, locale.numerals)


def _moment(serial: float, tokens: Sequence[Token], *, from_1904: bool) -> datetime:
    days = serial + (_FROM_1904 if from_1904 else 0)
    start = datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001  # cells know no zones
    exact = any(kind == "date" and "." in text for kind, text in tokens)
    seconds = days * 86_400
    return start + timedelta(seconds=seconds if exact else round(seconds))


def _system_format(kind: str, language: str) -> list[Token] | None:
    """Return what a system of the language shows for its long date or its time."""
    if kind == "f400":
        return [("date", "h"), ("other", ":"), ("date", "mm"), ("other", ":"), ("date", "ss")]
    if language == "ja":
        pairs = (("yyyy", "年"), ("m", "月"), ("d", "日"))
        return [token for run, mark in pairs for token in (("date", run), ("other", mark))]
    return None


def _roles(tokens: Sequence[Token]) -> Iterator[Token]:
    """Tell minutes from months: after hours or before seconds "m" means minutes."""
    marks = [(at, text[0].lower()) for at, (kind, text) in enumerate(tokens)
             if kind in {"date", "elapsed"}]  # fmt: skip
    minutes = {
        at
        for n, (at, letter) in enumerate(marks)
        if letter == "m"
        and ((n and marks[n - 1][1] == "h") or (n + 1 < len(marks) and marks[n + 1][1] == "s"))
    }
    days = any(letter == "d" for _, letter in marks)
    for at, (kind, text) in enumerate(tokens):
        run = text.lower()
        if kind == "date" and at in minutes and len(run) < 3:
            yield "minute", run
        elif kind == "date" and run.startswith("m") and days:
            yield "month-of", run
        else:
            yield kind, run if kind == "date" else text


@dataclass(frozen=True, slots=True)
class _Shown:
    moment: datetime
    serial: float
    locale: Locale
    language: str
    twelve: bool

    def token(self, kind: str, text: str) -> str:
        if kind == "minute":
            return f"{self.moment.minute:0{min(len(text), 2)}}"
        if kind == "month-of":
            return self._month(text, beside_day=True)
        if kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            return f"{round(self.serial * 86_400) // unit:0{len(text)}}"
        if kind == "noon":
            return self._noon(text)
        if kind == "date":
            return self._date(text)
        if kind == "space":
            return " "
        return text if kind in {"quoted", "escaped", "other"} or text in tuple("./,-") else ""

    def _date(self, run: str) -> str:
        moment, letter = self.moment, run[0]
        if letter == "y":
            return f"{moment.year % 100:02}" if len(run) < 3 else f"{moment.year:04}"
        if letter == "m":
            return self._month(run, beside_day=False)
        if letter == "d":
            return self._day(run)
        if letter == "a":
            names = DAYS if len(run) > 3 else SHORT_DAYS
            return names["ja"][moment.weekday()]
        if letter == "h":
            hour = (moment.hour % 12 or 12) if self.twelve else moment.hour
            return f"{hour:0{min(len(run), 2)}}"
        if letter == "s":
            return self._seconds(run)
        return self._era(run)

    def _month(self, run: str, *, beside_day: bool) -> str:
        month = self.moment.month
        if len(run) < 3:
            return f"{month:0{len(run)}}"
        names = MONTHS.get(self.language, MONTHS["en"])
        name = names[month - 1]
        if self.language == "ru":
            bent = MONTHS_OF[month - 1] if beside_day or self.locale.of_month else name
            return SHORT_RUSSIAN_MONTHS[month - 1] if len(run) == 3 else bent
        if len(run) == 5:
            return name[0]
        return name[:3] if len(run) == 3 else name

    def _day(self, run: str) -> str:
        if len(run) < 3:
            return f"{self.moment.day:0{len(run)}}"
        names = SHORT_DAYS if len(run) == 3 else DAYS
        return names.get(self.language, names["en"])[self.moment.weekday()]

    def _seconds(self, run: str) -> str:
        whole, _, fraction = run.partition(".")
        text = f"{self.moment.second:0{min(len(whole), 2)}}"
        figures = min(len(fraction), 6)
        return (
            f"{text}.{self.moment.microsecond:06}"[: len(text) + 1 + figures] if figures else text
        )

    def _noon(self, text: str) -> str:
        late = self.moment.hour >= 12
        if text.lower() == "a/p":
            return "P" if late else "A"
        return _NOONS.get(self.language, ("AM", "PM"))[late]

    def _era(self, run: str) -> str:
        """Show the era ("g") or the year in it ("e"); "r" is both for short."""
        today = self.moment.date()
        era = next((era for era in _ERAS if today >= era[0]), None)
        if era is None:
            return f"{today.year}" if run[0] != "g" else ""
        first_day, names = era
        if run[0] == "g":
            return names[min(len(run), 3) - 1]
        year = today.year - first_day.year + 1
        name = names[-1] if run == "rr" else ""
        if year == 1 and self.locale.first_year:
            return f"{name}元"
        return f"{name}{year:0{2 if run in {'ee', 'r', 'rr'} else 1}}"
