"""Every case by its name, in each of the three languages."""

from collections.abc import Mapping
from dataclasses import replace

from screening.attack import characters, gaming, hidden, honest, styles, system
from screening.attack.case import Case, CaseFile, Kind, Make
from screening.attack.people import PEOPLE
from screening.model import Language

_MADE: tuple[tuple[Kind, Mapping[str, Make]], ...] = (
    (Kind.HIDDEN, hidden.CASES),
    (Kind.STYLE, styles.CASES),
    (Kind.UNICODE, characters.CASES),
    (Kind.GAMING, gaming.CASES),
    (Kind.SYSTEM, system.CASES),
    (Kind.HONEST, honest.CASES),
)


def cases(language: Language, *, only: str = "") -> tuple[Case, ...]:
    """Return the cases of one language whose names contain ``only``, controls included always."""
    made = tuple(
        replace(make(language), name=name, kind=kind)
        for kind, each in _MADE
        for name, make in each.items()
        if only.casefold() in name
    )
    return (*made, *_controls(language))


def names() -> tuple[tuple[Kind, str], ...]:
    """Return the kind and the name of every attack and every honest twin, in order."""
    return tuple((kind, name) for kind, each in _MADE for name in each)


def _controls(language: Language) -> tuple[Case, ...]:
    person = PEOPLE[language]
    plain = "\n".join(person.lines)
    proven = (*person.lines[:6], person.proof, *person.lines[6:])
    return (
        _control("the honest candidate", language, plain, person.lines),
        _control("a strong candidate", language, "\n".join(proven), proven),
    )


def _control(name: str, language: Language, text: str, own: tuple[str, ...]) -> Case:
    return Case(name, Kind.CONTROL, language, (CaseFile("resume.txt", text.encode()),), own)
