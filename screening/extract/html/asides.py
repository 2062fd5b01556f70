"""Collects what a web page says beside its text: comments, title, descriptions."""

from collections.abc import Iterator

from screening.extract.html.tokens import Comment, Start, Words, tokens
from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_TELLING = frozenset({"author", "description", "keywords", "subject"})


def asides(text: str) -> tuple[RawHidden, ...]:
    """Return them all, each no more than a note: honest pages have them."""
    return tuple(
        RawHidden(words, reason, severity=Severity.NOTE)
        for words, reason in _found(text)
        if words.strip()
    )


def _found(text: str) -> Iterator[tuple[str, HiddenReason]]:
    for token in tokens(text):
        if isinstance(token, Comment):
            yield token.text, HiddenReason.MARKUP
        elif isinstance(token, Words) and token.inside == "title":
            yield token.text, HiddenReason.METADATA
        elif isinstance(token, Start):
            values = token.values
            if token.tag == "meta" and values.get("name", "").strip().lower() in _TELLING:
                yield values.get("content", ""), HiddenReason.METADATA
            for name in ("alt", "title"):
                if name in values:
                    yield values[name], HiddenReason.ALT_TEXT
