"""What every invented person is made of, and the lists they are made from."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from screening.model import Person, Value

_NOW = 2026


class Words(Value):
    """One language's lists; a name is its spellings or its cases."""

    men: tuple[tuple[str, ...], ...]
    women: tuple[tuple[str, ...], ...]
    surnames: tuple[tuple[str, ...], ...] = ()
    surnames_m: tuple[tuple[str, ...], ...] = ()
    surnames_f: tuple[tuple[str, ...], ...] = ()
    patronymics_m: tuple[str, ...] = ()
    patronymics_f: tuple[str, ...] = ()
    regions: tuple[str, ...]
    says: Mapping[str, tuple[str, ...]]
    """What may stand for each thing that a template names; ``{n}`` and ``{d}`` are digits."""

    def said(self, dice: random.Random) -> dict[str, str]:
        """Choose one for each thing."""
        return {name: _filled(dice.choice(choices), dice) for name, choices in self.says.items()}


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person: what the ATS knows, and every way in which a CV may put it."""

    ats: Person
    region: str
    says: Mapping[str, str]
    """What stands for each name of a template."""
    names: tuple[str, ...]
    """Every spelling of a part of the name that may be found nowhere afterwards."""


@dataclass(frozen=True, slots=True)
class Birth:
    """A day, and the age that it makes."""

    year: int
    month: int
    day: int

    @classmethod
    def draw(cls, dice: random.Random) -> "Birth":
        """Draw a day on which somebody who applies for work may be born."""
        return cls(dice.randint(1966, 2003), dice.randint(1, 12), dice.randint(1, 28))

    @property
    def age(self) -> int:
        """Return the age; nobody checks the day."""
        return _NOW - self.year


def known(dice: random.Random, names: tuple[str, ...], *contacts: str) -> Person:
    """Let the ATS know some of it."""
    return Person(names=names, contacts=tuple(one for one in contacts if dice.random() < 0.4))


def _filled(choice: str, dice: random.Random) -> str:
    for sign, lowest in (("{n}", 1), ("{d}", 0)):
        while sign in choice:
            choice = choice.replace(sign, str(dice.randint(lowest, 9)), 1)
    return choice
