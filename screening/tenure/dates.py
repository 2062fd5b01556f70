"""Finds the dates in a line, as Japanese, English and Russian documents write them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from screening.tenure.moments import Found, Fragment, Now, Unreadable, What, moment

_Match = re.Match[str]

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "reiwa": 2018, "heisei": 1988, "showa": 1925}
_ERA_LETTERS = {"r": 2018, "h": 1988, "s": 1925}
_LAST_YEAR_OF_ERA = {2018: 99, 1988: 31, 1925: 64}

_EN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_RU = (
    r"(?:янв(?:ар[ьяе])?|февр?(?:ал[ьяе])?|март[ае]?|мар|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?"
    r"|июл[ьяе]?|авг(?:уст[ае]?)?|сент?(?:ябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:б(?:р[ьяе])?)?"
    r"|дек(?:абр[ьяе])?)\b"
)
_NAMES = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "янв фев мар апр мае июн июл авг сен окт ноя дек",
)
_MONTHS = {name: number for names in _NAMES for number, name in enumerate(names.split(), start=1)}
_OF_YEAR = r"(?:\s?(?:гг|г|года|году|год|годы)\b\.?)?"
_COUNTED = r"(?:名|人|円|件|社|台|万|店|個|本|回|種|чел|руб|user|people)"
_PRODUCT = (
    r"(?<!server )(?<!office )(?<!windows )(?<!studio )(?<!exchange )(?<!excel )(?<!autocad )"
    r"(?<!word )(?<!sharepoint )(?<!visio )"
)
_CLOSING = re.compile(r"\s?[)\]]")
_VAGUE = (
    r"(?:spring|summer|autumn|fall|winter|early|mid|late|q[1-4]|весн\w+|лето\w?|летом|осен\w+"
    r"|зим\w+|начал\w+|середин\w+|кон[еч]ц?\w*|[1-4]\s?кв\w*\.?)"
)


def dates(line: str) -> tuple[Found, ...]:
    """Return every date of a plain line, in its order."""
    left = line
    found: list[Found] = []
    for pattern, read in _WAYS:
        found += [Found(one.start(), one.end(), read(one)) for one in pattern.finditer(left)]
        left = pattern.sub(lambda one: "\0" * len(one[0]), left)
    found.sort(key=lambda one: one.start)
    return tuple(_said_once(line, found))


def _said_once(line: str, found: list[Found]) -> Iterator[Found]:
    """Take a date in brackets that says the one before it again, 2019年4月(平成31年4月), as one."""
    before: Found | None = None
    for one in found:
        closing = _CLOSING.match(line, one.end)
        if before and closing and line[before.end : one.start].strip() in {"(", "["}:
            before = replace(before, end=closing.end())
            continue
        if before:
            yield before
        before = one
    if before:
        yield before


def _number(found: _Match, group: str) -> int | None:
    return int(found[group]) if found.groupdict().get(group) else None


def _year_first(found: _Match) -> What:
    return moment(int(found["y"]), _number(found, "m"), day=_number(found, "d"))


def _of_era(found: _Match) -> What:
    before = _ERAS.get(found["e"]) or _ERA_LETTERS[found["e"]]
    year = 1 if found["y"] == "元" else int(found["y"])
    if not 1 <= year <= _LAST_YEAR_OF_ERA[before]:
        return Unreadable()
    return moment(before + year, _number(found, "m"), day=_number(found, "d"), era=before)


def _of_same_era(found: _Match) -> What:
    year = 1 if found["y"] == "元" else int(found["y"])
    return Fragment(int(found["m"]), _number(found, "d"), era_year=year)


def _day_and_month(found: _Match) -> What:
    """Read 15.03.2020; with other signs only if one number can be no month, or both are equal."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if found["s"] == "." or first > 12 or first == second:
        return moment(year, second, day=first)
    return moment(year, first, day=second) if second > 12 else Unreadable()


def _named(found: _Match) -> What:
    year = int(found["y"].lstrip("'"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    day = _number(found, "d") or _number(found, "d2")
    return moment(year, _MONTHS[found["m"][:3]], day=day)


def _numbered_month(found: _Match) -> What:
    later = 1 if found["r"] == "翌年" else 0
    return Fragment(int(found["m"]), _number(found, "d"), years_later=later)


def _named_month(found: _Match) -> What:
    return Fragment(_MONTHS[found["m"][:3]], _number(found, "d"))


def _now(_: _Match) -> What:
    return Now()


def _unreadable(_: _Match) -> What:
    return Unreadable()


def _way(pattern: str, read: Callable[[_Match], What]) -> tuple[re.Pattern[str], "_Reader"]:
    return re.compile(pattern), read


_Reader = Callable[[_Match], What]
_JA_MONTH = r"\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?日)?"
_ERA_NAME = "|".join(_ERAS)
_TH = r"(?:st|nd|rd|th)?"

# The first that matches takes the characters; those after it do not see them.
_WAYS = (
    _way(r"現在|現職|在職中?|在籍中|継続中|\b(?:present(?: day| time)?|now|current(?:ly)?|today"
         r"|ongoing)\b|(?<=to )date\b|(?<=till )date\b|\bн\.?\s?/?в(?:р)?\b\.?"
         r"|\bнаст(?:\.|оящ\w*)?\s?(?:врем\w*|вр\b\.?|момент\w*)|\b(?:сейчас|сегодня\w*|сей день)\b"
         r"|\bтекущ\w+ (?:врем\w*|момент\w*)", _now),
    _way(rf"\b{_VAGUE}[\s,./-]?(?:of |in )?\d{{4}}(?!\d){_OF_YEAR}", _unreadable),
    _way(r"\d{4}\s?年?\s?(?:度|春|夏|秋|冬|初頭|初め|末|頃|ごろ|前半|後半|上期|下期)", _unreadable),
    _way(rf"(?P<e>{_ERA_NAME})\s?(?P<y>元|\d{{1,2}})\s?年(?:{_JA_MONTH})?", _of_era),
    _way(rf"(?P<e>{_ERA_NAME})\s?(?P<y>元|\d{{1,2}})[./-](?P<m>\d{{1,2}})(?!\d)", _of_era),
    _way(r"(?<![a-z\d])(?P<e>[rhs])\s?(?P<y>元|\d{1,2})\s?(?:年|[./-])\s?(?P<m>\d{1,2})"
         r"(?:\s?月|\.(?P<d>\d{1,2}))?(?!\d)", _of_era),
    _way(rf"(?<!\d)(?P<y>\d{{4}})\s?年(?:{_JA_MONTH})?", _year_first),
    _way(rf"(?<!\d)(?P<y>元|\d{{1,2}})\s?年{_JA_MONTH}", _of_same_era),
    _way(rf"(?<![\d.])(?P<a>\d{{1,2}})(?P<s>[./-])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}})(?!\d){_OF_YEAR}",
         _day_and_month),
    *(
        # the same sign twice, or a year on the other side, is a part of something longer
        _way(rf"(?<![\d,']){alone}(?P<m>\d{{1,2}}){sign}(?P<y>\d{{4}})(?!\d|{goes_on})"
             rf"{_OF_YEAR}", _year_first)
        for alone, sign, goes_on in (
            (r"(?<!\d\.)", r"\.", r"\.\d"),
            (r"(?<!\d/)", "/", r"/\d|-\d{1,2}(?![\d./])"),
            (r"(?<!\d-)(?<!\d{4}[./])", "-", r"[./-]\d"),
        )
    ),
    _way(r"(?<!\d)(?P<y>\d{4})(?P<s>[.-]|\s?/\s?)(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?(?!\d)月?",
         _year_first),
    _way(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?!\d)", _year_first),
    _way(rf"(?<!\d)(?P<y>\d{{4}}){_OF_YEAR}[\s,]{{1,2}}(?P<m>{_EN}|{_RU})\.?(?!,?\s?'?\d)", _named),
    _way(rf"(?:(?<!\d)(?P<d>\d{{1,2}}){_TH}[\s-]?(?:of )?)?\b(?P<m>{_EN})\.?"
         rf"(?:\s(?P<d2>\d{{1,2}}){_TH}(?=[,\s]))?,?[\s/-]?(?:of )?(?P<y>'\d\d|\d{{4}})(?!\d)",
         _named),
    _way(rf"(?:(?<!\d)(?P<d>\d{{1,2}})\s)?\b(?P<m>{_RU})\.?,?\s?(?P<y>'\d\d|\d{{4}})(?!\d){_OF_YEAR}",
         _named),
    _way(rf"(?P<r>翌年|同年)?(?<!\d){_JA_MONTH}(?!間)", _numbered_month),
    _way(rf"(?:(?<!\d)(?P<d>\d{{1,2}}){_TH}\s)?\b(?P<m>{_EN}|{_RU})\.?", _named_month),
    _way(rf"{_PRODUCT}(?<![\d.,¥$€£₽])(?P<y>(?:19|20)\d\d)(?![\d%]|[a-z_]|\s?{_COUNTED}){_OF_YEAR}",
         _year_first),
)  # fmt: skip
