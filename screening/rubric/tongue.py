"""In which language a line is written, and the form in which its words are compared."""

import re
import unicodedata

from screening.model import Language

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々]")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")


def language_of(text: str) -> Language:
    """Name the language of a line; terms in Latin letters are normal in all three."""
    if _JAPANESE.search(text):
        return Language.JA
    return Language.RU if _RUSSIAN.search(text) else Language.EN


def plain(text: str) -> str:
    """Fold widths, ё, blanks and invisible characters, so that no spelling hides a word."""
    folded = unicodedata.normalize("NFKC", text).replace("ё", "е").replace("Ё", "Е")
    seen = "".join(one for one in folded if unicodedata.category(one) != "Cf")
    return " ".join(seen.split())
