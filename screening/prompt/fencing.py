"""Untrusted text inside a question: numbered, on lines of its own, behind a fence."""

import re
import unicodedata
from collections.abc import Iterator

from screening.dossier import numbered
from screening.model import Document

_CHAT_TOKEN = re.compile(
    r"(<(?=[|｜])|<(?=/?(?:system|user|assistant|developer|tool\w*|function\w*|s|bos|eos|think|im_\w+"
    r"|(?:start|end)_of_turn)\b[^>\n]{0,40}>)|\[(?=/?(?:INST|SYS|SYSTEM|TOOL\w*)\])|<(?=</?SYS>>))",
    re.IGNORECASE,
)
_BREAKER = "·"


def flat(text: str) -> str:
    """Put a text that stands in a list on one line."""
    return " ".join(shown(text).replace(";", ",").split())


def fenced(documents: tuple[Document, ...], fence: str) -> Iterator[str]:
    """Yield the documents as numbered lines inside a fence with a name that none can guess."""
    yield f"=== BEGIN UNTRUSTED DOCUMENTS {fence} ==="
    places = {id(document): at for at, document in enumerate(documents, 1)}
    parts: dict[int, dict[str, int]] = {}
    heading = ""
    for number, document, line in numbered(documents):
        file = places[id(document)]
        place = f"file {file} of {len(documents)}"
        if line.part is not None:
            # its name was written by somebody else, and stays out of our own lines
            numbers = parts.setdefault(file, {})
            place += f", part {numbers.setdefault(line.part, len(numbers) + 1)}"
        place += "" if line.page is None else f", page {line.page}"
        place += ", recognised from a picture, may be misread" if line.recognised else ""
        if heading != f"--- {place} ---":
            heading = f"--- {place} ---"
            yield heading
        yield f"L{number}|{shown(line.text)}"
    yield f"=== END UNTRUSTED DOCUMENTS {fence} ==="


def shown(text: str) -> str:
    """Put a text on one line, without invisible characters and with chat-template tokens broken.

    All else stays as it is, so that a quote can be found in the document again.
    """
    kept = "".join(map(_character, text))
    return _CHAT_TOKEN.sub(rf"\1{_BREAKER}", kept)


def _character(character: str) -> str:
    match unicodedata.category(character):
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf":
            return character if character in "\u200c\u200d" else ""
        case _:
            return character
