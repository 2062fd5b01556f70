"""What a person says in a comment: not what they quote, and not what we wrote.

An ATS may wrap a comment in HTML, escape its Markdown and widen its letters. Whatever is left in
doubt counts as quoted: a correction that is not heard is said again, one that nobody made is not
noticed.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from screening.model import Reference

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_BREAKING: Final = frozenset(
    {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "li", "ol", "p", "pre", "td", "tr", "ul"}
)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_SELECTORS: Final = frozenset("\u034f\ufe0e\ufe0f")
_HEAD: Final = re.compile(r"^[\s*~`•・+\-–—]+")
"""Bullets and markup before the first word of a line."""
_MARKUP: Final = str.maketrans({"*": "", "~": "", "_": " ", "\\": ""})
_QUOTES: Final = {
    "「": "」",
    "『": "』",
    "“": "”",
    "„": "“”",
    "«": "»",
    "‘": "’",
    '"': '"',
    "`": "`",
}
BLOCK: Final = "\0"
"""Stands where something was quoted; no command reaches across it."""
REFERENCE: Final = re.compile(r"(?<![0-9a-z])scr\s?[-‐‑‒–—―−ー]\s?([0-9a-z]{8})(?![0-9a-z])")
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_BARS: Final = 2
"""The last line of our comments has more parts than that, with a bar between them."""


def spoken(
    body: str, *, ours: Iterable[str], answer: Callable[[str], bool]
) -> Iterator[str | None]:
    """Yield a comment's lines in one form: width and case folded, markup and quotes removed.

    ``None`` stands for a line that somebody else wrote. ``ours`` are the bodies of our own
    comments; ``answer`` tells whether a quoted text is only an answer, which then stays.
    """
    written = {_letters(line) for one in ours for line in _lines(one)} - {""}
    lines = [None if _letters(line) in written else _own(line) for line in _lines(body)]
    ends = [number for number, line in enumerate(lines) if line is not None and _is_ending(line)]
    after = ends[-1] + 1 if ends else 0  # a comment like ours, copied: only what is below is theirs
    alone = sum(line != "" for line in lines) == 1
    for line in lines[after:]:
        yield None if line is None else _unquoted(_bared(line) if alone else line, answer)


def signed(body: str) -> Reference | None:
    """Return the reference in the last line of a comment like ours; ``None`` in any other."""
    endings = [line for line in _lines(body) if _is_ending(line)]
    return named(endings[-1])[0] if endings else None


def named(line: str) -> tuple[Reference, ...]:
    """Return the references in a line, as we write them: people read o, i and l for digits."""
    codes = (match[1].upper().translate(_LOOK_ALIKES) for match in REFERENCE.finditer(line))
    return tuple(dict.fromkeys(Reference(f"SCR-{code}") for code in codes))


def _lines(body: str) -> list[str]:
    """Return the lines that are seen, without HTML and without what it marks as quoted."""
    seen = html.unescape("".join(_outside_tags(body)))
    return [" ".join("".join(_visible(line)).split()) for line in seen.splitlines()]


def _outside_tags(body: str) -> Iterator[str]:
    at, quoted = 0, 0
    for tag in _TAG.finditer(body):
        if not quoted:
            yield body[at : tag.start()]
        at = tag.end()
        name = tag[2].lower()
        if name == "blockquote":
            quoted = max(0, quoted - 1) if tag[1] else quoted + 1
        if name in _BREAKING:
            yield "\n"
    if not quoted:
        yield body[at:]


def _visible(line: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKC", line).casefold():
        if character.isspace():
            yield " "
        elif character not in _SELECTORS and unicodedata.category(character) not in _INVISIBLE:
            yield character


def _letters(line: str) -> str:
    """Reduce a line to its letters and digits, which no ATS changes."""
    return "".join(character for character in line if character.isalnum())


def _own(line: str) -> str | None:
    """Return a line without its bullets and markup; ``None`` when it is marked as quoted."""
    bare = _HEAD.sub("", line.translate(_MARKUP))
    return None if bare.startswith(">") else bare


def _is_ending(line: str) -> bool:
    """Tell whether it is the last line of a comment like ours, of this installation or another."""
    return line.count("|") >= _BARS and REFERENCE.search(line) is not None


def _bared(line: str) -> str:
    """Take the quotation marks off a comment that is nothing but one quote: our hint, copied."""
    whole = len(line) > 1 and line[-1] in _QUOTES.get(line[0], "")
    return line[1:-1] if whole and line[0] not in line[1:-1] else line


def _unquoted(line: str, answer: Callable[[str], bool]) -> str:
    """Put a block where something is quoted; a quote that is never closed goes to the end."""
    kept: list[str] = []
    at = 0
    while at < len(line):
        closing = _QUOTES.get(line[at])
        if closing is None:
            kept.append(line[at])
            at += 1
            continue
        end = next((n for n in range(at + 1, len(line)) if line[n] in closing), len(line))
        inside = line[at + 1 : end].strip()
        kept.append(f" {inside} " if answer(inside) else BLOCK)
        at = end + 1
    return "".join(kept)
