"""Cuts HTML into tags, words and comments as a browser does, in one pass.

Python's own parser starts anew after every tag that never ends, which takes forever on a page
made for that. Here what is not ended goes on to the end of the page, as in a browser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_PLAIN: Final = frozenset({"title", "textarea"})
_NAME: Final = re.compile(r"[^\s/>]+")
_GAP: Final = re.compile(r"[\s/]*")
_KEY: Final = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>]*")
_COMMENT_END: Final = re.compile(r"--!?>")
_HUGE: Final = re.compile(r"&#(?:0*[1-9]\d{7,}|[xX]0*[1-9a-fA-F][\da-fA-F]{6,});?")
_ZEROS: Final = re.compile(r"&#([xX]?)0{9,}")


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; of two attributes with one name, the first counts."""

    tag: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text between the tags; ``inside`` names the tag whose text is no markup."""

    text: str
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says."""

    text: str


Token = Start | End | Words | Comment


def tokens(text: str) -> Iterator[Token]:
    """Yield the page's pieces in their order."""
    at, begun = 0, 0
    while (at := text.find("<", at)) >= 0:
        found = _tag(text, at)
        if found is None:
            at += 1
            continue
        if begun < at:
            yield Words(_resolved(text[begun:at]))
        token, at = found
        if token is not None:
            yield token
        if isinstance(token, Start) and token.tag in _RAW | _PLAIN | {"plaintext"}:
            close = _close(text, at, token.tag)
            inner = text[at:close]
            yield Words(_resolved(inner) if token.tag in _PLAIN else inner, token.tag)
            at = close
        begun = at
    if text[begun:]:
        yield Words(_resolved(text[begun:]))


def _resolved(text: str) -> str:
    """Resolve the entities; numbers beyond all characters are no numbers."""
    if "&" not in text:
        return text
    return unescape(_HUGE.sub("\ufffd", _ZEROS.sub(r"&#\g<1>0", text)))


def _close(text: str, at: int, tag: str) -> int:
    if tag == "plaintext":
        return len(text)
    found = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return found.start() if found else len(text)


def _tag(text: str, at: int) -> tuple[Token | None, int] | None:
    """Read what begins with this sign, and tell where it ends; ``None`` when it is but a sign."""
    after = text[at + 1 : at + 2]
    if after.isascii() and after.isalpha():
        return _element(text, at + 1, closing=False)
    if after == "/":
        second = text[at + 2 : at + 3]
        if second.isascii() and second.isalpha():
            return _element(text, at + 2, closing=True)
        return _bogus(text, at + 2) if second else None
    if text.startswith("<!--", at):
        return _comment(text, at + 4)
    return _bogus(text, at + 1) if after in {"!", "?"} else None


def _comment(text: str, at: int) -> tuple[Token, int]:
    for empty in (">", "->"):
        if text.startswith(empty, at):
            return Comment(""), at + len(empty)
    found = _COMMENT_END.search(text, at)
    return (
        (Comment(text[at : found.start()]), found.end())
        if found
        else (Comment(text[at:]), len(text))
    )


def _bogus(text: str, at: int) -> tuple[Token | None, int]:
    end = text.find(">", at)
    end = len(text) if end < 0 else end
    inner = text[at:end]
    told = inner and not inner.startswith(("?", "![")) and not inner.lower().startswith("!doctype")
    return Comment(inner.lstrip("!")) if told else None, min(end + 1, len(text))


def _element(text: str, at: int, *, closing: bool) -> tuple[Token | None, int]:
    name = _NAME.match(text, at)
    tag = name.group().lower() if name else ""
    at = name.end() if name else at
    values: dict[str, str] = {}
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        key = _KEY.match(text, at)
        if key is None:
            break
        value, at = _value(text, key.end())
        values.setdefault(key.group().lower(), _resolved(value))
    if at >= len(text):  # never ended: a browser leaves it out, with all that follows
        rest = " ".join(values.values())
        return Comment(rest) if rest else None, len(text)
    return End(tag) if closing else Start(tag, values), at + 1


def _value(text: str, at: int) -> tuple[str, int]:
    equals = _EQUALS.match(text, at)
    if equals is None:
        return "", at
    at = equals.end()
    quote = text[at : at + 1]
    if quote in {'"', "'"}:
        end = text.find(quote, at + 1)
        end = len(text) if end < 0 else end
        return text[at + 1 : end], min(end + 1, len(text))
    bare = _BARE.match(text, at)
    return (bare.group(), bare.end()) if bare else ("", at)
