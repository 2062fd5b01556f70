"""Collects what a web page says beside its text: comments, title, descriptions."""

from html.parser import HTMLParser

from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_TELLING = frozenset({"author", "description", "keywords", "subject"})


def asides(text: str) -> tuple[RawHidden, ...]:
    """Return them all, each no more than a note: honest pages have them."""
    page = _Asides()
    page.feed(text)
    page.close()
    return tuple(
        RawHidden(words, reason, severity=Severity.NOTE)
        for words, reason in page.found
        if words.strip()
    )


class _Asides(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, HiddenReason]] = []
        self._titled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        self._titled = tag == "title"
        if tag == "meta" and values.get("name", "").strip().lower() in _TELLING:
            self.found.append((values.get("content", ""), HiddenReason.METADATA))
        for name in ("alt", "title"):
            if name in values:
                self.found.append((values[name], HiddenReason.ALT_TEXT))

    def handle_endtag(self, tag: str) -> None:
        self._titled = self._titled and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._titled:
            self.found.append((data, HiddenReason.METADATA))

    def handle_comment(self, data: str) -> None:
        self.found.append((data, HiddenReason.MARKUP))
