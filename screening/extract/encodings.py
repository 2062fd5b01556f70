"""Finds the encoding of plain text: marks first, then UTF-8, then whichever reads plausibly."""

import codecs
import re
import unicodedata

from screening.extract.scripts import CANDIDATES, THRESHOLD, Score

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JIS_ESCAPE = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
_JIS_PART = re.compile(rb"\x1b(\$[@B]|\([BJI]|\$\(D)")
_HZ = re.compile(rb"~\{[!-~]{2,}~\}")
_RARE_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536
_LONG_SAMPLE = 1_000_000
_MARGIN = 0.04
"""Two languages that are so close are none at all."""
_FLAWS = 20
"""Sound characters for each broken one in a text that is still UTF-8."""

_NAMED = {
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "mskanji": "cp932",
    "windows31j": "cp932",
    "cp932": "cp932",
    "eucjp": "euc_jis_2004",
    "xeucjp": "euc_jis_2004",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "big5hkscs": "big5hkscs",
    "euckr": "cp949",
    "ksc56011987": "cp949",
    "ksc5601": "cp949",
    "cp949": "cp949",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "koi8r": "koi8_r",
    "koi8u": "koi8_u",
    "ibm866": "cp866",
    "cp866": "cp866",
    "xmaccyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "utf8": "utf-8-sig",
    "unicode11utf8": "utf-8-sig",
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "tis620": "cp874",
}
_NAMED_BY_NUMBER = re.compile(r"(?:windows|cp)(125\d)|iso8859(\d{1,2})")


def decode(content: bytes) -> str | None:
    """Return the text, or ``None`` when this is no text in any encoding that we know."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if (wide := _wide(content)) is not None:
        return wide
    content = content.rstrip(b"\x1a")  # DOS marked the end of a text with it
    if _RARE_CONTROLS.search(content):
        return None
    if _JIS_ESCAPE.search(content):
        return _from_jis(content)
    if _HZ.search(content) and (chinese := _strictly(content, "hz")) is not None:
        return chinese
    text = _strictly(content, "utf-8")
    if text is None:
        text = _flawed(content)
    return text if text is not None else _most_plausible(content)


def decode_as(content: bytes, name: str) -> str | None:
    """Decode as a mail or a page says; ``None`` when it cannot be true, or is not known."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain.startswith("iso2022jp"):
        return _from_jis(content)
    numbered = _NAMED_BY_NUMBER.fullmatch(plain)
    encoding = _NAMED.get(plain)
    if encoding is None and numbered:
        encoding = f"cp{numbered[1]}" if numbered[1] else f"iso8859_{numbered[2]}"
    if encoding is None:
        return None
    text = _strictly(content, encoding)
    return None if text is None else text.removeprefix("\ufeff")


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide(content: bytes) -> str | None:
    """Decode UTF-16 or UTF-32 without a mark by the zero bytes of its spaces and line ends."""
    head = content[:4096]
    if len(head) < 4 or len(content) % 2 or b"\x00" not in head:
        return None
    for encoding in ("utf-32-le", "utf-32-be") if len(content) % 4 == 0 else ():
        text = _strictly(content, encoding)
        if text is not None and not any(_is_control(c) for c in text[:_SAMPLE]):
            return text
    for encoding, breaks in (
        ("utf-16-le", (b"\n\x00", b" \x00")),
        ("utf-16-be", (b"\x00\n", b"\x00 ")),
    ):
        text = _strictly(content, encoding)
        aligned = any(head.find(b) % 2 == 0 for b in breaks if b in head)
        if text is not None and aligned and not any(_is_control(c) for c in text[:_LONG_SAMPLE]):
            return text
    return None


def _from_jis(content: bytes) -> str | None:
    """Decode ISO-2022-JP with the signs that Windows adds to it, by way of EUC.

    Python's own decoder refuses circled digits and the like, which are usual in Japanese mail.
    """
    pieces = _JIS_PART.split(content)
    out = [pieces[0]]
    for escape, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if escape in {b"(B", b"(J"}:
            out.append(piece)
            continue
        high = bytes(byte | 0x80 if byte > 0x20 else byte for byte in piece)
        if escape == b"(I":
            out.append(b"".join(b"\x8e" + high[i : i + 1] for i in range(len(high))))
        else:
            out.append(high if escape != b"$(D" else b"")
    return _strictly(b"".join(out), "euc_jis_2004")


def _flawed(content: bytes) -> str | None:
    """Decode UTF-8 in which a few bytes were lost, such as at the end of a cut file."""
    text = content.decode("utf-8", "replace")
    foreign = sum(c > "\x7f" for c in text)
    broken = text.count("\ufffd")
    return text if foreign - broken >= _FLAWS * broken else None


def _most_plausible(content: bytes) -> str | None:
    """Choose among the old encodings by how the letters outside ASCII look."""
    best: dict[Score, tuple[float, str]] = {}
    for encoding, score in CANDIDATES:
        text = _strictly(content, encoding)
        value = 0.0 if text is None else score(text[:_SAMPLE])
        if text is not None and value > best.get(score, (0.0, ""))[0]:
            best[score] = (value, text)
    found = sorted(best.values(), reverse=True)
    if not found or found[0][0] < THRESHOLD:
        return None
    rivals = [value for value, text in found[1:] if text != found[0][1]]
    if rivals and found[0][0] - rivals[0] < _MARGIN:
        return None
    return found[0][1]


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cn", "Cs"} and character not in "\t\r\n\f\x1b"
