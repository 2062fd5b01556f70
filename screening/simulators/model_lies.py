"""Quotes that are almost right: another number, another name, or a "not" more or less."""

import random
import re
from collections.abc import Callable, Sequence

_NEGATIONS = (
    ("no experience", "long experience"),
    ("without ", "with "),
    ("未経験", "豊富な経験"),
    ("経験なし", "経験あり"),
    ("ありません", "あります"),
    ("нет опыта", "большой опыт"),
    ("не имею", "имею"),
    ("без опыта", "с опытом"),
)
_NAMES = (
    ("PostgreSQL", "Oracle"),
    ("MySQL", "MongoDB"),
    ("Python", "Haskell"),
    ("Kubernetes", "Nomad"),
    ("Terraform", "Pulumi"),
    ("Airflow", "Dagster"),
    ("Django", "Phoenix"),
    ("Docker", "Podman"),
    ("AWS", "GCP"),
    ("TypeScript", "Elm"),
    ("React", "Svelte"),
    ("Java", "Scala"),
    ("リーダー", "本部長"),
    ("руковод", "учредил"),
    ("led ", "founded "),
)
_WORD = re.compile(r"[A-Za-z]{4,}|[ァ-ヶー]{3,}|[А-Яа-яё]{5,}|[一-龥]{2,}")
_MOST_CHARACTERS = 120


def lie(quote: str, text: str, chance: random.Random) -> str:
    """Alter a quote in one way so that the text does not contain it; make one up if need be."""
    ways = chance.sample(_WAYS, len(_WAYS))
    for way in ways:
        told = way(quote[:_MOST_CHARACTERS], chance)
        if told and told not in text:
            return told
    return altered(quote, text, chance)


def altered(quote: str, text: str, chance: random.Random) -> str:
    """Change the digits of a quote, or make one up, so that the text does not contain it."""
    for shift in chance.sample(range(1, 10), 9):
        told = quote[:_MOST_CHARACTERS].translate(_shifted(shift))
        if told and told not in text:
            return told
    told = ""
    while told in text:
        told = f"Certified expert, grade {chance.randint(10_000, 99_999)}"
    return told


def other_number(quote: str, chance: random.Random) -> str:
    """Change every digit by the same step."""
    return quote.translate(_shifted(chance.randint(1, 9)))


def other_name(quote: str, chance: random.Random) -> str:
    """Put another name, or failing that any other word, in a word's place."""
    exchanged = _exchanged(quote, _NAMES)
    if exchanged != quote:
        return exchanged
    words = _WORD.findall(quote)
    if not words:
        return quote
    word = chance.choice(words)
    return quote.replace(word, "Quantum" if word.isascii() else word[::-1], 1)


def other_negation(quote: str, chance: random.Random) -> str:  # noqa: ARG001 - the table's shape
    """Take a "not" away, or put one in."""
    exchanged = _exchanged(quote, _NEGATIONS)
    if exchanged != quote:
        return exchanged
    if re.search(r"[А-Яа-я]", quote):
        return f"не {quote}"
    return f"{quote}ではない" if re.search(r"[ぁ-んァ-ヶ一-龥]", quote) else f"not {quote}"


def _exchanged(quote: str, pairs: Sequence[tuple[str, str]]) -> str:
    for one, other in pairs:
        found = re.search(re.escape(one), quote, re.IGNORECASE)
        if found:
            return quote[: found.start()] + other + quote[found.end() :]
    return quote


def _shifted(shift: int) -> dict[int, int]:
    return {ord(str(digit)): ord(str((digit + shift) % 10)) for digit in range(10)}


_WAYS: tuple[Callable[[str, random.Random], str], ...] = (other_number, other_name, other_negation)
