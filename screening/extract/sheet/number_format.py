"""Shows a number or a text as its number format does, and tells when it shows nothing.

A format has up to four parts for positive, negative and zero numbers and for texts, or parts with
conditions of their own. What is not understood is shown as it is stored: it is never dropped.
"""

import operator
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from screening.extract.sheet.dates import Locale, date_text, is_date, numerals
from screening.extract.sheet.figures import Token, figures_text, general, literal

_LONGEST: Final = 1_000
_TOKENS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/標準|Standard|Основной)|(?P<noon>AM/PM|A/P|午前/午後)"
    r"|(?P<power>E[+-])|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|g+|e+|r+|a{3,4})|(?P<digit>[0#?])"
    r"|(?P<mark>[.,%@;/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARED: Final = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a format."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    colour: str | None = None
    """As in "[Red]", in lower case."""
    locale: Locale = field(default_factory=Locale)

    def has(self, kind: str, text: str = "") -> bool:
        """Tell whether a token is in this part."""
        return any(a == kind and (not text or b == text) for a, b in self.tokens)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and the colour that its format gives it."""

    text: str
    colour: str | None = None


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """Take a format apart."""
    parts: list[list[Token]] = [[]]
    for found in _TOKENS.finditer(code[:_LONGEST]):
        kind = found.lastgroup or "other"
        if (kind, found[0]) == ("mark", ";"):
            parts.append([])
        else:
            parts[-1].append((kind, found[kind]))
    return tuple(_section(tokens) for tokens in parts[:4])


def _section(tokens: list[Token]) -> Section:
    condition, colour, locale = None, None, Locale()
    kept: list[Token] = []
    for kind, text in tokens:
        if kind != "bracket":
            kept.append((kind, text))
        elif found := _CONDITION.fullmatch(text):
            condition = (found[1], float(found[2]))
        elif text.startswith("$"):
            symbol, _, tag = text[1:].partition("-")
            kept.append(("quoted", symbol))
            locale = locale.told(tag)
        elif text.lower().startswith("dbnum"):
            locale = locale.numbered(text[5:6])
        elif text and text.lower() in {"h" * len(text), "m" * len(text), "s" * len(text)}:
            kept.append(("elapsed", text.lower()))
        else:
            colour = text.lower()
    return Section(tuple(kept), condition, colour, locale)


def shown_text(text: str, code: str) -> Shown:
    """Show a text: only a part for texts, or one with "@", changes it."""
    parts = sections(code)
    last = parts[-1]
    if len(parts) == 4 or last.has("mark", "@"):
        pieces = [text if token == ("mark", "@") else literal(token) for token in last.tokens]
        plain = any(kind == "general" for kind, _ in last.tokens)
        return Shown(text if plain else "".join(pieces), last.colour)
    return Shown(text)


def shown_number(value: float, code: str, *, from_1904: bool, language: str) -> Shown:
    """Show a number; a day is counted from 1900 or 1904."""
    parts = sections(code)
    numeric = parts[:3]
    if len(parts) > 1 and parts[-1].has("mark", "@"):
        numeric = parts[: min(len(parts) - 1, 3)]
    part, bare = _chosen(value, numeric)
    if part is None:
        return Shown(general(value, language))
    shown = abs(value) if bare else value
    if is_date(part.tokens):
        dated = date_text(shown, part.tokens, part.locale, from_1904=from_1904, language=language)
        return Shown(general(value, language) if dated is None else dated, part.colour)
    figures = figures_text(shown, part.tokens, language)
    return Shown(numerals(figures, part.locale.numerals), part.colour)


def _chosen(value: float, parts: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """Return the part for a number, and whether it is shown without its own sign."""
    if any(part.condition for part in parts):
        for place, part in enumerate(parts):
            if part.condition is None:
                return part, value < 0 and place > 0
            name, border = part.condition
            if _COMPARED[name](value, border):
                return part, value < 0 and (place > 0 or (name in {"<", "<="} and border <= 0))
        return None, False
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], False
