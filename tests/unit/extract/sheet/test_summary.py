"""What an old file says of itself is found, and odd summaries are passed over."""

import struct

from screening.extract.sheet.summary import summary_texts


def summary(*entries: tuple[int, bytes]) -> bytes:
    head = bytes(44) + struct.pack("<I", 48)
    at = 8 + 8 * len(entries)
    table, bodies = b"", b""
    for key, body in entries:
        table += struct.pack("<II", key, at + len(bodies))
        bodies += body
    return head + struct.pack("<II", at + len(bodies), len(entries)) + table + bodies


def narrow(text: str, encoding: str) -> bytes:
    body = text.encode(encoding) + b"\0"
    return struct.pack("<II", 30, len(body)) + body


def test_titles_and_keywords_are_found_in_the_letters_of_the_file() -> None:
    page = struct.pack("<Ii", 2, 932)
    found = summary((1, page), (2, narrow("題名", "cp932")), (5, narrow("鍵", "cp932")), (8, b""))
    assert list(summary_texts(found)) == ["題名", "鍵"]
    wide = struct.pack("<II", 31, 2) + "名\0".encode("utf-16-le")
    assert list(summary_texts(summary((2, wide)))) == ["名"]


def test_odd_summaries_hold_nothing() -> None:
    whole = summary((1, struct.pack("<Ii", 2, 1252)), (2, narrow("title", "latin-1")))
    for end in range(len(whole) - 1):
        assert all("title".startswith(text) for text in summary_texts(whole[:end]))
    no_such_page = summary((1, struct.pack("<Ii", 2, 99)), (2, narrow("x", "latin-1")))
    assert list(summary_texts(no_such_page)) == []
