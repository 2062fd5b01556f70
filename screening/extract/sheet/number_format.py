"""Shows a number or a text as its number format does, and tells when it shows nothing.

A format has up to four parts for positive, negative and zero numbers and for texts, or parts with
conditions of their own. What is not understood is shown as it is stored: it is never dropped.
"""

import operator
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from screening.extract.sheet.dates import Locale, date_text, is_date, numerals

_LONGEST: Final = 1_000
_GREATEST: Final = 1e15
_CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
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
_LITERAL: Final = frozenset({"quoted", "escaped", "other"})

Token = tuple[str, str]
"""A kind, by the groups of the pattern, and the text."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a format."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    colour: str | None = None
    """As in "[Red]", in lower case."""
    locale: Locale = Locale()

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
        pieces = [text if token == ("mark", "@") else _literal(token) for token in last.tokens]
        plain = any(kind == "general" for kind, _ in last.tokens)
        return Shown(text if plain else "".join(pieces), last.colour)
    colour = parts[0].colour if len(parts) == 1 else None
    return Shown(text, colour)


def shown_number(value: float, code: str, *, from_1904: bool, language: str) -> Shown:
    """Show a number; a day is counted from 1900 or 1904."""
    parts = sections(code)
    numeric = parts[:3]
    if len(parts) > 1 and parts[-1].has("mark", "@"):
        numeric = parts[: min(len(parts) - 1, 3)]
    part, bare = _chosen(value, numeric)
    if part is None:
        return Shown(general(value))
    shown = abs(value) if bare else value
    if is_date(part.tokens):
        dated = date_text(
            shown, part.tokens, part.locale, from_1904=from_1904, language=language
        )
        return Shown(general(value) if dated is None else dated, part.colour)
    return Shown(numerals(_number(shown, part), part.locale.numerals), part.colour)


def _chosen(value: float, parts: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """Return the part for a number, and whether it is shown without its own sign."""
    if any(part.condition for part in parts):
        for place, part in enumerate(parts):
            if part.condition is None:
                return part, value < 0 and place > 0
            name, border = part.condition
            if _COMPARED[name](value, border):
                return part, value < 0 and (place > 0 or name in {"<", "<="} and border <= 0)
        return None, False
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], False


def general(value: float) -> str:
    """Show a number without a format: whole as it is, else ten figures."""
    if value == int(value) and abs(value) < _GREATEST:
        return str(int(value))
    return f"{value:.10g}".replace("e", "E")


def _literal(token: Token) -> str:
    kind, text = token
    if kind in _LITERAL or (kind == "mark" and text in ".,%/"):
        return text
    return " " if kind == "space" else ""


def _number(value: float, part: Section) -> str:
    tokens = part.tokens
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:
        plain = general(value)
        return "".join(
            plain if kind in {"general"} or (kind, text) == ("mark", "@") else _literal((kind, text))
            for kind, text in tokens
        )
    if abs(value) >= _GREATEST:
        return general(value)
    before = "".join(_literal(token) for token in tokens[: places[0]] if token != ("mark", "."))
    first, last = places[0], places[-1]
    if first and tokens[first - 1] == ("mark", "."):
        first -= 1
    after = "".join(_literal(token) for token in tokens[last + 1 :] if token != ("mark", ","))
    scaled = value * 100 ** sum(token == ("mark", "%") for token in tokens)
    scaled /= 1000 ** _trailing_commas(tokens[last + 1 :])
    body = tokens[first : last + 1]
    digits = _power(scaled, body) or _fraction(scaled, body) or _fixed(scaled, body)
    sign = "-" if digits.startswith("-") else ""
    return f"{sign}{before}{digits.removeprefix('-')}{after}"


def _trailing_commas(tokens: tuple[Token, ...]) -> int:
    count = 0
    for token in tokens:
        if token != ("mark", ","):
            break
        count += 1
    return count


def _power(value: float, body: tuple[Token, ...]) -> str | None:
    """Show "0.00E+00"."""
    if not any(kind == "power" for kind, _ in body):
        return None
    mantissa = body[: next(at for at, (kind, _) in enumerate(body) if kind == "power")]
    point = mantissa.index(("mark", ".")) if ("mark", ".") in mantissa else len(mantissa)
    decimals = sum(kind == "digit" for kind, _ in mantissa[point:])
    return f"{value:.{decimals}E}"


def _fraction(value: float, body: tuple[Token, ...]) -> str | None:
    """Show "# ?/?" with the nearest fraction of so many figures."""
    if ("mark", "/") not in body:
        return None
    at = body.index(("mark", "/"))
    figures = min(sum(kind == "digit" for kind, _ in body[at:]), 4)
    wanted = "".join(text for _, text in body[at + 1 :])
    most = 10**figures - 1
    whole, rest = divmod(abs(value), 1)
    part = Fraction(rest).limit_denominator(most)
    if wanted.isdigit() and int(wanted):
        part = Fraction(round(rest * int(wanted)), int(wanted))
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    told = f"{part.numerator}/{part.denominator}" if part else ""
    number = " ".join(piece for piece in (str(int(whole)) if whole else "", told) if piece) or "0"
    return f"-{number}" if value < 0 else number


def _fixed(value: float, body: tuple[Token, ...]) -> str:
    """Fill the digits of "#,##0.00", and of patterns such as "000-0000", from the right."""
    point = body.index(("mark", ".")) if ("mark", ".") in body else len(body)
    decimals = [text for kind, text in body[point:] if kind == "digit"]
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(decimals)), context=_CONTEXT)
    figures = f"{abs(exact):f}"
    whole, _, rest = figures.partition(".")
    filled = _whole(whole.lstrip("0"), body[:point])
    least = max((n for n, text in enumerate(decimals, 1) if text == "0"), default=0)
    rest = rest[:least] + rest[least:].rstrip("0")
    tail = f".{rest}" if rest or (point < len(body) and least) else ""
    return f"{'-' if exact < 0 else ''}{filled}{tail}"


def _whole(figures: str, body: tuple[Token, ...]) -> str:
    digits = sum(kind == "digit" for kind, _ in body)
    grouped = ("mark", ",") in body
    shown: list[str] = []
    left, seen, count = list(figures), 0, 0
    for kind, text in reversed(body):
        if kind != "digit":
            shown.extend([] if (kind, text) == ("mark", ",") else [_literal((kind, text))])
            continue
        seen += 1
        take = max(len(left), 1) if seen == digits else 1
        for _ in range(take):
            figure = left.pop() if left else "0" if text == "0" else ""
            if figure and grouped and count and count % 3 == 0:
                shown.append(",")
            shown.append(figure)
            count += bool(figure)
    return "".join(reversed(shown))
