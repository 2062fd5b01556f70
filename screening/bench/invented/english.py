"""Invented people who write English, of names with accents, particles and hyphens."""

import random
import unicodedata

from screening.bench.invented.person import Birth, Invented, Words, known

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def english(words: Words, dice: random.Random) -> Invented:
    """Make up one person."""
    woman = dice.random() < 0.5
    ((given,), (sur,)) = (
        dice.choice(words.women if woman else words.men),
        dice.choice(words.surnames),
    )
    birth = Birth.draw(dice)
    says = {
        **words.said(dice),
        **_names(given, sur, "Ms" if woman else "Mr"),
        **_contacts(_plain(given), _plain(sur), birth, dice),
        **_birth(birth, dice),
        "sex": "Female" if woman else "Male",
        "sex_short": "F" if woman else "M",
    }
    in_ats = ((says["full"],), (says["comma"],), (given, sur), (says["upper"],))
    return Invented(
        ats=known(dice, dice.choice(in_ats), says["email"], says["phone"]),
        region=dice.choice(words.regions),
        says=says,
        names=(given, sur, _plain(sur), says["full"]),
    )


def _names(given: str, sur: str, title: str) -> dict[str, str]:
    return {
        "full": f"{given} {sur}",
        "upper": f"{given} {sur}".upper(),
        "title_full": f"{title}. {given} {sur}",
        "sur_title": f"{title} {sur}",
        "comma": f"{sur}, {given}",
        "given": given,
        "sur": sur,
        "sur_possessive": f"{sur}'s",
        "initial_sur": f"{given[0]}. {sur}",
    }


def _contacts(given: str, sur: str, birth: Birth, dice: random.Random) -> dict[str, str]:
    local = dice.choice((f"{given}.{sur}", f"{given[0]}{sur}", f"{sur}{birth.year % 100}"))
    return {
        "email": f"{local}@example.{dice.choice(('com', 'org'))}",
        "linkedin": f"https://www.linkedin.com/in/{given}{sur}",
        "github": f"github.com/{sur}",
        "site": f"www.{given}-{sur}.example.org",
        "handle": f"live:{given}.{sur}",
    }


def _birth(birth: Birth, dice: random.Random) -> dict[str, str]:
    month = _MONTHS[birth.month - 1]
    forms = (
        f"{birth.day} {month} {birth.year}",
        f"{month} {birth.day}, {birth.year}",
        f"{birth.day:02}/{birth.month:02}/{birth.year}",
        f"{birth.day:02}.{birth.month:02}.{birth.year}",
    )
    return {
        "birth": dice.choice(forms),
        "birth_words": forms[1],
        "birth_iso": f"{birth.year}-{birth.month:02}-{birth.day:02}",
        "year": str(birth.year),
        "age": str(birth.age),
    }


def _plain(part: str) -> str:
    apart = unicodedata.normalize("NFD", part).lower()
    return "".join(c for c in apart if c.isascii() and c.isalpha())
