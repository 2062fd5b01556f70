"""Invented people who write Russian: cases, patronymics, initials, transliteration."""

import random

from screening.bench.invented.person import Birth, Invented, Words, known

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа"),
    *("сентября", "октября", "ноября", "декабря"),
)
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SPELLED = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
_LATIN = dict(zip(_LETTERS, _SPELLED.split(), strict=True))


def russian(words: Words, dice: random.Random) -> Invented:
    """Make up one person."""
    woman = dice.random() < 0.5
    given = dice.choice(words.women if woman else words.men)
    sur = dice.choice(words.surnames_f if woman else words.surnames_m)
    father = dice.choice(words.patronymics_f if woman else words.patronymics_m)
    latin = [_latin(part) for part in (given[0], sur[0])]
    plain = [part.lower().replace("-", "") for part in latin]
    birth = Birth.draw(dice)
    says = {
        **words.said(dice),
        **_names(given, sur, father),
        **_contacts(plain[0], plain[1], birth, dice),
        **_birth(birth),
        "latin": " ".join(latin),
        "born": "родилась" if woman else "родился",
        "given_dat": f"{given[2]} {father[:-2] + 'не' if woman else father + 'у'}",
        "sex_hh": "Женщина" if woman else "Мужчина",
        "sex_ru": "женский" if woman else "мужской",
    }
    in_ats = ((says["fio"],), (says["io_f"],), (says["fio"],), (says["latin"],))
    return Invented(
        ats=known(dice, dice.choice(in_ats), says["email"], says["phone"]),
        region=dice.choice(words.regions),
        says=says,
        names=(*given, *sur, *latin, *plain),
    )


def _names(given: tuple[str, ...], sur: tuple[str, ...], father: str) -> dict[str, str]:
    return {
        "fio": f"{sur[0]} {given[0]} {father}",
        "io_f": f"{given[0]} {sur[0]}",
        "init_sur": f"{given[0][0]}. {father[0]}. {sur[0]}",
        "init2": f"{sur[0]} {given[0][0]}.{father[0]}.",
        "given": given[0],
        "sur": sur[0],
        "sur_gen": sur[1],
        "ins": f"{given[3]} {sur[3]}",
        "prep": f"{given[4]} {sur[4]}",
    }


def _contacts(given: str, sur: str, birth: Birth, dice: random.Random) -> dict[str, str]:
    local = dice.choice((f"{given}.{sur}", f"{sur}.{given[0]}", f"{sur}{birth.year}"))
    return {
        "email": f"{local}@example.{dice.choice(('com', 'org'))}",
        "handle": f"@{given}_{sur[:6]}",
        "github": f"github.com/{sur}-dev",
    }


def _birth(birth: Birth) -> dict[str, str]:
    last = birth.age % 10
    years = "год" if last == 1 else "года" if 2 <= last <= 4 else "лет"
    return {
        "birth_hh": f"{birth.day} {_MONTHS[birth.month - 1]} {birth.year}",
        "birth_num": f"{birth.day:02}.{birth.month:02}.{birth.year}",
        "birth_gr": f"{birth.year} г.р.",
        "birth_year": str(birth.year),
        "age_ru": f"{birth.age} {years}",
    }


def _latin(part: str) -> str:
    made = "".join(_LATIN.get(c, c) for c in part.lower()).replace("_", "")
    return "-".join(each.capitalize() for each in made.split("-"))
