"""Invented people for measuring blind mode: all that a CV may say of one, in every spelling.

Nothing here knows how anything is taken out.
"""

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from screening.model import Language, Person
from screening.normalise import normalise

_TEXTS = TypeAdapter(list[str])
_ROWS = TypeAdapter(list[list[str]])
_ERA = {"昭和": ("S", 1925), "平成": ("H", 1988)}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_RU_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_ROWS_OF_KANA = (
    ("アイウエオカキクケコサシスセソタチツテトナニヌネノ", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉ"),
    ("ハヒフヘホマミムメモヤユヨラリルレロワヲン", "ﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    ("ァィゥェォャュョッー", "ｧｨｩｪｫｬｭｮｯｰ"),
)
_HALF = dict(pair for full, half in _ROWS_OF_KANA for pair in zip(full, half, strict=True))
_HALF |= {
    chr(ord(kana) + 1): _HALF[kana] + "ﾞ" for kana in "カキクケコサシスセソタチツテトハヒフヘホ"
}
_HALF |= {chr(ord(kana) + 2): _HALF[kana] + "ﾟ" for kana in "ハヒフヘホ"}
_NARROWED = {ord(full): half for full, half in _HALF.items()}


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person: what the ATS knows, and every way in which a CV may put it."""

    ats: Person
    region: str
    says: Mapping[str, str]
    """What stands for each name of a template."""
    names: tuple[str, ...]
    """Every spelling of a part of the name that may be found nowhere afterwards."""


def invent(language: Language, words: Mapping[str, object], dice: random.Random) -> Invented:
    """Make up one person from word lists and a seeded source of chance."""
    match language:
        case Language.JA:
            return _japanese(words, dice)
        case Language.EN:
            return _english(words, dice)
        case Language.RU:
            return _russian(words, dice)


def _birth(dice: random.Random) -> tuple[int, int, int, int]:
    year = dice.randint(1966, 2003)
    return year, dice.randint(1, 12), dice.randint(1, 28), 2026 - year


def _texts(words: Mapping[str, object], name: str) -> list[str]:
    return _TEXTS.validate_python(words[name])


def _rows(words: Mapping[str, object], name: str) -> list[list[str]]:
    return _ROWS.validate_python(words[name])


def _filled(dice: random.Random, choices: list[str]) -> str:
    return dice.choice(choices).replace("{n}", str(dice.randint(1, 9)))


# ---------------------------------------------------------------- Japanese


def _japanese(words: Mapping[str, object], dice: random.Random) -> Invented:
    woman = dice.random() < 0.5
    sur, given = (
        dice.choice(_rows(words, "surnames")),
        dice.choice(_rows(words, "women" if woman else "men")),
    )
    kata = [_katakana(part[1]) for part in (sur, given)]
    latin = [sur[2], given[2]]
    plain = [part.replace("'", "").lower() for part in latin]
    local = dice.choice(
        (
            f"{plain[1]}.{plain[0]}",
            f"{plain[0]}{plain[1]}",
            f"{plain[1][0]}.{plain[0]}{dice.randint(1, 99)}",
            f"{plain[0]}_{plain[1][0]}",
        )
    )
    mail = f"{local}@example.{dice.choice(('jp', 'com', 'org'))}"
    mobile = f"0{dice.choice('789')}0-0000-{dice.randint(0, 9999):04}"
    town = f"{dice.choice(_texts(words, 'cities'))}{dice.choice(_texts(words, 'towns'))}"
    spaced = "　" if dice.random() < 0.6 else " "
    says = {
        "kanji": f"{sur[0]}{spaced}{given[0]}",
        "kanji_joined": sur[0] + given[0],
        "kanji_spaced": " ".join(sur[0]) + "　" + " ".join(given[0]),
        "sur": sur[0],
        "given": given[0],
        "hira": f"{sur[1]}{spaced}{given[1]}",
        "hira_joined": sur[1] + given[1],
        "kata": f"{kata[0]}{spaced}{kata[1]}",
        "half": f"{kata[0]} {kata[1]}".translate(_NARROWED),
        "romaji_gs": f"{latin[1]} {latin[0]}",
        "romaji_sg": f"{latin[0]} {latin[1]}",
        "romaji_upper": f"{latin[0].upper()} {latin[1]}",
        "email": mail,
        "mobile": mobile,
        "mobile_flat": mobile.replace("-", ""),
        "phone": dice.choice(
            ("03-0000-{n}", "06-0000-{n}", "(045) 000-{n}", "０３－００００－{n}")
        ).replace("{n}", f"{dice.randint(0, 9999):04}"),
        "phone_intl": "+81 " + mobile[1:].replace("-", dice.choice(("-", " "))),
        "github": f"https://github.com/{plain[1]}-{plain[0]}",
        "linkedin": f"linkedin.com/in/{plain[1]}-{plain[0]}-{dice.randint(100, 999)}",
        "handle": f"@{plain[1]}_{plain[0][:4]}",
        "site": f"https://{plain[0]}.example.com/portfolio",
        "sex": "女" if woman else "男",
        "sex_long": "女性" if woman else "男性",
        "nationality_ja": dice.choice(_texts(words, "nationalities")),
        "status_ja": dice.choice(_texts(words, "statuses")),
        "postal": f"000-{dice.randint(0, 9999):04}",
        "city": dice.choice(_texts(words, "cities")),
        "street": town
        + dice.choice(("{n}丁目2番{n}号", "{n}-{n}-12", "１－{n}－{n}")).replace(
            "{n}", str(dice.randint(1, 9))
        ),
        "building": _filled(dice, _texts(words, "buildings")),
        "station": _filled(dice, _texts(words, "stations")),
        "commute": dice.choice(("約1時間10分", "約 45分", "40分")),
        "dependents": str(dice.randint(0, 3)),
        "spouse": dice.choice(("有", "無")),
        "health_ja": dice.choice(_texts(words, "healths")),
        "family_ja": dice.choice(_texts(words, "families")),
        "married_ja": dice.choice(_texts(words, "married")),
        "children_ja": dice.choice(_texts(words, "children")),
        "origin_ja": dice.choice(_texts(words, "origins")),
    } | _japanese_birth(dice)
    known = dice.choice(
        (
            (says["kanji"],),
            (says["kanji_joined"],),
            (says["kanji"], says["kata"]),
            (f"{says['kanji']}（{says['hira']}）",),
            (says["kanji"], says["romaji_gs"]),
        )
    )
    return Invented(
        ats=_ats(dice, known, says["email"], mobile),
        region=dice.choice(_texts(words, "regions")),
        says=says,
        names=(sur[0], sur[0] + given[0], sur[1] + given[1], *kata, *latin, *plain),
    )


def _katakana(hiragana: str) -> str:
    return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in hiragana)


def _japanese_birth(dice: random.Random) -> dict[str, str]:
    year, month, day, age = _birth(dice)
    era = "昭和" if year < 1989 else "平成"
    short, zero = _ERA[era]
    return {
        "age": str(age),
        "birth_seireki": f"{year}年{month}月{day}日",
        "birth_wareki": f"{era}{year - zero}年{month}月{day}日",
        "birth_slash": f"{year}/{month:02}/{day:02}",
        "birth_short": f"{short}{year - zero}.{month}.{day}",
    }


def _ats(dice: random.Random, names: tuple[str, ...], *contacts: str) -> Person:
    return Person(names=names, contacts=tuple(one for one in contacts if dice.random() < 0.4))


# ---------------------------------------------------------------- English


def _english(words: Mapping[str, object], dice: random.Random) -> Invented:
    woman = dice.random() < 0.5
    given = dice.choice(_texts(words, "women" if woman else "men"))
    sur = dice.choice(_texts(words, "surnames"))
    plain = [_handle(part) for part in (given, sur)]
    year, month, day, age = _birth(dice)
    digits = f"{dice.randint(0, 99):02}"
    says = {
        "full": f"{given} {sur}",
        "upper": f"{given} {sur}".upper(),
        "title_full": f"{'Ms.' if woman else 'Mr.'} {given} {sur}",
        "sur_title": f"{'Ms' if woman else 'Mr'} {sur}",
        "comma": f"{sur}, {given}",
        "given": given,
        "sur": sur,
        "sur_possessive": f"{sur}'s",
        "initial_sur": f"{given[0]}. {sur}",
        "email": dice.choice(
            (f"{plain[0]}.{plain[1]}", f"{plain[0][0]}{plain[1]}", f"{plain[1]}{year % 100}")
        )
        + "@example."
        + dice.choice(("com", "org")),
        "phone": dice.choice(
            (
                f"+1 (212) 555-01{digits}",
                f"+44 7700 9001{digits}",
                f"(415) 555-01{digits}",
                f"+49 30 0000 01{digits}",
                f"07700 9001{digits}",
            )
        ),
        "phone_flat": f"+44770090012{digits}"[:13],
        "linkedin": f"https://www.linkedin.com/in/{plain[0]}{plain[1]}",
        "github": f"github.com/{plain[1]}",
        "site": f"www.{plain[0]}-{plain[1]}.example.org",
        "handle": f"live:{plain[0]}.{plain[1]}",
        "birth": dice.choice(
            (
                f"{day} {_MONTHS[month - 1]} {year}",
                f"{_MONTHS[month - 1]} {day}, {year}",
                f"{day:02}/{month:02}/{year}",
                f"{day:02}.{month:02}.{year}",
            )
        ),
        "birth_words": f"{_MONTHS[month - 1]} {day}, {year}",
        "birth_iso": f"{year}-{month:02}-{day:02}",
        "year": str(year),
        "age": str(age),
        "sex": "Female" if woman else "Male",
        "sex_short": "F" if woman else "M",
        "nationality": dice.choice(_texts(words, "nationalities")),
        "religion": dice.choice(_texts(words, "religions")),
        "marital": dice.choice(_texts(words, "maritals")),
        "married": dice.choice(_texts(words, "marrieds")),
        "children": dice.choice(_texts(words, "childrens")),
        "two_children": dice.choice(_texts(words, "twos")),
        "military": dice.choice(_texts(words, "militaries")),
        "street": _filled(dice, _texts(words, "streets")),
        "birthplace": dice.choice(_texts(words, "birthplaces")),
    }
    known = dice.choice(((says["full"],), (says["comma"],), (given, sur), (says["upper"],)))
    return Invented(
        ats=_ats(dice, known, says["email"], says["phone"]),
        region=dice.choice(_texts(words, "regions")),
        says=says,
        names=(given, sur, plain[1], f"{given} {sur}"),
    )


def _handle(part: str) -> str:
    return "".join(c for c in normalise(_bare(part)).text if c.isascii() and c.isalpha())


def _bare(part: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", part) if not unicodedata.combining(c))


# ---------------------------------------------------------------- Russian


def _russian(words: Mapping[str, object], dice: random.Random) -> Invented:
    woman = dice.random() < 0.5
    given = dice.choice(_rows(words, "women" if woman else "men"))
    sur = dice.choice(_rows(words, "surnames_f" if woman else "surnames_m"))
    father = dice.choice(_texts(words, "patronymics_f" if woman else "patronymics_m"))
    latin = [_latin(part) for part in (given[0], sur[0])]
    plain = [part.lower().replace("-", "") for part in latin]
    year, month, day, age = _birth(dice)
    years = "год" if age % 10 == 1 else "года" if 2 <= age % 10 <= 4 else "лет"
    born = "родилась" if woman else "родился"
    digits = f"{dice.randint(0, 99):02}"
    says = {
        "fio": f"{sur[0]} {given[0]} {father}",
        "io_f": f"{given[0]} {sur[0]}",
        "init_sur": f"{given[0][0]}. {father[0]}. {sur[0]}",
        "init2": f"{sur[0]} {given[0][0]}.{father[0]}.",
        "given": given[0],
        "sur": sur[0],
        "sur_gen": sur[1],
        "given_dat": f"{given[2]} {father[:-2] + 'не' if woman else father + 'у'}",
        "ins": f"{given[3]} {sur[3]}",
        "prep": f"{given[4]} {sur[4]}",
        "latin": f"{latin[0]} {latin[1]}",
        "email": dice.choice(
            (f"{plain[0]}.{plain[1]}", f"{plain[1]}.{plain[0][0]}", f"{plain[1]}{year}")
        )
        + "@example."
        + dice.choice(("com", "org")),
        "phone": dice.choice(
            (
                f"+7 (000) 000-01-{digits}",
                f"8 (000) 0000-1{digits}",
                f"+7 000 00001{digits}",
                f"8-000-000-01-{digits}",
            )
        ),
        "handle": f"@{plain[0]}_{plain[1][:6]}",
        "github": f"github.com/{plain[1]}-dev",
        "born": born,
        "birth_hh": f"{day} {_RU_MONTHS[month - 1]} {year}",
        "birth_num": f"{day:02}.{month:02}.{year}",
        "birth_gr": f"{year} г.р.",
        "birth_year": str(year),
        "age_ru": f"{age} {years}",
        "sex_hh": "Женщина" if woman else "Мужчина",
        "sex_ru": "женский" if woman else "мужской",
        "citizenship": dice.choice(_texts(words, "citizenships")),
        "marital_ru": dice.choice(_texts(words, "maritals")),
        "married_ru": dice.choice(_texts(words, "marrieds")),
        "children_ru": dice.choice(_texts(words, "childrens")),
        "two_children_ru": dice.choice(_texts(words, "twos")),
        "military_ru": dice.choice(_texts(words, "militaries")),
        "street": _filled(dice, _texts(words, "streets")),
        "metro": dice.choice(_texts(words, "metros")),
        "birthplace": dice.choice(_texts(words, "birthplaces")),
    }
    known = dice.choice(((says["fio"],), (says["io_f"],), (says["fio"],), (says["latin"],)))
    return Invented(
        ats=_ats(dice, known, says["email"], says["phone"]),
        region=dice.choice(_texts(words, "regions")),
        says=says,
        names=(*given, *sur, *latin, *plain),
    )


def _latin(part: str) -> str:
    made = "".join(_LATIN.get(c, c) for c in part.lower()).replace("_", "")
    return "-".join(each.capitalize() for each in made.split("-"))
