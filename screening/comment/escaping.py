"""Turn text that others wrote into one safe line of a comment.

Control characters of Markdown and HTML become their full-width twins: in plain text a backslash
would be seen, while the twins read well in both formats, and a quote stays recognisable. What a
person could not see is removed, and what an ATS might turn into a link, a mention or a command is
broken up. The text is a value, never a template.
"""

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters of other categories that show as nothing: fillers, joiners, the empty Braille cell."""
_MOST_MARKS = 2
"""Combining marks kept on one letter; Vietnamese needs two."""

_TWINS = str.maketrans(
    {
        "\\": "＼",
        "`": "｀",
        "*": "＊",
        "_": "＿",
        "[": "［",
        "]": "］",
        "<": "＜",
        ">": "＞",
        "|": "｜",
        "~": "～",
        "@": "＠",
        "{": "｛",
        "}": "｝",
    }
)
_HASH = re.compile(r"(?<![A-Za-z])#|#(?=\w)")
"""Every ``#`` but the one that ends a name, as in C# and F#."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SCHEME = re.compile(
    r"(https?|ftp|file|mailto|tel|sms|callto|javascript|vbscript|data|blob|xmpp|slack|tg):(?=\S)",
    re.IGNORECASE,
)
_DOMAIN_DOT = re.compile(
    r"(?<=\bwww)\.|(?<=[\w-])\.(?=[A-Za-z]{2}|xn--|рф|рус|москва|онлайн|сайт|бел|укр|қаз|"
    r"[\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]{2})"
    r"(?!(?:js|pdf|docx?|xls[xm]?|pptx?|rtf|odt|eml|msg|csv|txt|xml|html?|jpe?g|png|tiff?|heic|webp"
    r"|gif|bmp|tar)\b)",
    re.IGNORECASE,
)
"""A dot that could stand in a web address; endings that are no top-level domain stay."""
_DASH = r"-\u00ad\u2010-\u2015\u2043\u2212\u30fc\ufe58\ufe63\uff0d\uff70"
_MARKER = re.compile(rf"([SsＳｓ][CcＣｃ][RrＲｒ])\s*[{_DASH}][{_DASH}\s]*")
"""The beginning of a screening's visible reference, in any dash or width."""
_LEADING = re.compile(r"^(?:[-+=•・#＃＊\s]+|\d{1,3}[.)．）](?:\s+|$))+")
_BOUNDARY = re.compile(r"[\s、。，．,.;；:：・）)」』〉》/／]")


def one_line(text: str) -> str:
    """Return the text as one line without markup, links, mentions, commands or references."""
    seen = " ".join("".join(_visible(unicodedata.normalize("NFC", text))).split())
    safe = _ENTITY.sub("＆", seen).translate(_TWINS)
    safe = _HASH.sub("＃", safe).replace("//", "／／")
    safe = _SCHEME.sub(r"\1：", safe)
    safe = _DOMAIN_DOT.sub("．", safe)
    return _MARKER.sub(r"\1 ", safe).strip()


def sentence(text: str) -> str:
    """Return ``one_line`` without list signs at its head, for text that stands on its own."""
    return _LEADING.sub("", one_line(text))


def cut(text: str, limit: int) -> str:
    """Shorten to a limit in characters, at a word or clause where one is near, ending in ``…``."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and unicodedata.combining(text[end]):
        end -= 1
    boundaries = [found.start() for found in _BOUNDARY.finditer(text, 0, end + 1)]
    if boundaries and boundaries[-1] >= limit * 3 // 5:
        end = boundaries[-1]
    return text[:end].rstrip(" 、,，・(（「『") + "…"


def _visible(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if character.isspace():
            yield " "
        elif category in _INVISIBLE_CATEGORIES or character in _BLANKS or _selects(character):
            continue
        elif marks <= _MOST_MARKS:
            yield character


def _selects(character: str) -> bool:
    """Tell whether a character only selects how another looks, and so can carry hidden bytes."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
