"""From a text that may hold HTML to plain lines; a list's items become bullets."""

import html
import re

_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LIST_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_MARKED_UP = re.compile(r"<(?:li|p)\b[^<>]*>", re.IGNORECASE)
_BREAKING = re.compile(r"</?(?:br|p|div|ul|ol|h[1-6]|tr|table|tbody|hr)\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(
    r"</li>|</?(?:span|strong|b|em|i|u|a|font|td|th|sup|sub|small|code)\b[^<>]*>",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008]")
_BULLET_INSIDE = re.compile(r"(?<=[^\s])[ \u3000]+(?=[●■◆•]|・[^\s・])")


def plain_lines(text: str) -> list[str]:
    """Return the lines that a reader of the text would see, with their indentation.

    Line breaks in the source of HTML paragraphs and lists mean nothing; a lone ``<br>`` does.
    """
    text = _SCRIPT.sub("\n", text)
    if _MARKED_UP.search(text):
        text = " ".join(text.split())
    text = _INLINE.sub("", _BREAKING.sub("\n", _LIST_ITEM.sub("\n・", text)))
    text = _INVISIBLE.sub("", html.unescape(text).replace("**", ""))
    return _BULLET_INSIDE.sub("\n", text).splitlines()
