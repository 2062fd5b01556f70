"""Writes the figures of a number into the places that a number format has for them."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

_GREATEST: Final = 1e15
_CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_MOST_DECIMALS: Final = 30
_MARKS: Final = {"ru": str.maketrans(",.", "\u00a0,")}
"""Where thousands and decimals are not parted as in English."""
_LITERAL: Final = frozenset({"quoted", "escaped", "other"})

Token = tuple[str, str]
"""A kind of token in a number format, and its text."""


def general(value: float, language: str) -> str:
    """Show a number without a format: whole as it is, else ten figures."""
    if value == int(value) and abs(value) < _GREATEST:
        return str(int(value))
    plain = f"{value:.10g}".replace("e", "E")
    marks = _MARKS.get(language)
    return plain.translate(marks) if marks else plain


def literal(token: Token) -> str:
    """Return what a token shows that holds no figure."""
    kind, text = token
    if kind in _LITERAL or (kind == "mark" and text in ".,%/"):
        return text
    return " " if kind == "space" else ""


def figures_text(value: float, tokens: tuple[Token, ...], language: str) -> str:
    """Show a number by the tokens of one part of a format, with the marks of a language."""
    marks = _MARKS.get(language)
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:
        plain = general(value, language)
        return "".join(
            plain if token[0] == "general" or token == ("mark", "@") else literal(token)
            for token in tokens
        )
    if abs(value) >= _GREATEST:
        return general(value, language)
    before = "".join(literal(token) for token in tokens[: places[0]] if token != ("mark", "."))
    first, last = places[0], places[-1]
    if first and tokens[first - 1] == ("mark", "."):
        first -= 1
    after = "".join(literal(token) for token in tokens[last + 1 :] if token != ("mark", ","))
    scaled = value * 100 ** min(sum(token == ("mark", "%") for token in tokens), 4)
    scaled /= 1000 ** _trailing_commas(tokens[last + 1 :])
    body = tokens[first : last + 1]
    digits = _power(scaled, body) or _fraction(scaled, body) or _fixed(scaled, body)
    digits = digits.translate(marks) if marks else digits
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
    decimals = min(sum(kind == "digit" for kind, _ in mantissa[point:]), _MOST_DECIMALS)
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
    decimals = [text for kind, text in body[point:] if kind == "digit"][:_MOST_DECIMALS]
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
            shown.extend([] if (kind, text) == ("mark", ",") else [literal((kind, text))])
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
