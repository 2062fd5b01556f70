"""Rich Text Format: what Word shows, and nothing else."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from screening.errors import Unreadable
from screening.extract.formats import read_raw
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading, Tools
from screening.extract.rtf import tokens as rtf_tokens

Document = Callable[[str], bytes]
Read = Callable[[bytes], Reading]
HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}"
    r"{\colortbl;\red255\green255\blue255;\red0\green0\blue64;}"
)


def rtf(body: str, head: str = HEAD) -> bytes:
    return (head + body + "}").encode("latin-1")


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (r"one\par two\line three", ["one", "two", "three"]),
        (r"a\tab b\~c\_d\-e", ["a b c-de"]),
        (r"\{braces\} and \\", ["{braces} and \\"]),
        (r"caf\'e9 \u8364?", ["café €"]),
        (r"\uc2\u26085\'93\'fa\u26412??x", ["日本x"]),
        (r"\uc0\u233 e", ["ée"]),
        (r"{\uc3 \u233???}\u233?x", ["ééx"]),
        (r"\u233\par next", ["é", "next"]),
        (r"\u-10179?\u-8704?", ["😀"]),
        (r"{\f1 \'83\'5c\'83\\\'95\'5c}", ["ソソ表"]),
        ("one\\\ntwo", ["one", "two"]),
        ("on\ne\r\n word", ["one word"]),
        (r"{\*\unknown {nested} gone}kept", ["kept"]),
        (r"{\unknown kept}", ["kept"]),
        (r"a\bin4 }{\'b", ["ab"]),
        (r"{\b\v0 shown}{\v\v0 shown}", ["shownshown"]),
        (r"{\v gone\plain  shown}", ["shown"]),
        (r"text}behind{\b x", ["text"]),
    ],
)
def test_what_is_written_is_read(body: str, lines: list[str], read: Read) -> None:
    assert texts(read(rtf(body))) == lines


def test_tracked_deletions_are_a_note_until_they_are_long(read: Read) -> None:
    for words, severity in (("once written", "note"), ("once written " * 200, "warn")):
        reading = read(rtf(rf"seen {{\deleted {words}}}"))
        assert [item.severity.value for item in reading.hidden] == [severity]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (r"seen {\v secret}", "hidden_run"),
        (r"seen {\fs6 secret}", "tiny"),
        (r"seen {\deleted secret}", "deleted"),
        (r"seen {\cf1 secret}", "colour"),
        (r"seen {\cf2\highlight2 secret}", "colour"),
        (r"seen {\cf2\chcbpat2 secret}", "colour"),
        (r"seen\par\pard\cbpat2 {\cf2 secret}", "colour"),
        (r"seen {\field{\*\fldinst secret}{\fldrslt }}", "field_code"),
        (r"seen {\xe secret}", "field_code"),
        (r"seen {\*\annotation secret}", "comment"),
        (r"{\info{\title secret}}seen", "metadata"),
        (r"{\pict{\*\picprop{\sp{\sn wzDescription}{\sv secret}}}}seen", "alt_text"),
        (r"{\headerf secret\par}seen", "invisible"),
        (r"{\headerl secret\par}seen", "invisible"),
    ],
)
def test_what_nobody_can_see_is_told_and_not_read(body: str, reason: str, read: Read) -> None:
    reading = read(rtf(body))
    assert texts(reading) == ["seen"]
    assert [(item.reason, item.words) for item in reading.hidden] == [(reason, "secret")]


@pytest.mark.parametrize(
    "body",
    [
        r"{\cf1\highlight2 seen}",
        r"{\cf1\chcbpat2 seen}",
        r"\pard\cbpat2 {\cf1 seen}",
        r"\trowd\clcbpat2\cellx99\pard\intbl {\cf1 seen}\cell\row",
        r"\trowd\trcbpat2\cellx99\pard\intbl {\cf1 seen}\cell\row",
        r"{\shp{\*\shpinst{\sp{\sn fillColor}{\sv 64}}{\shptxt {\cf1 seen}\par}}}",
        r"{\fs8 seen}",
        r"\titlepg{\headerf seen\par}",
        r"\facingp{\headerl seen\par}",
        r"{\field{\*\fldinst code}{\fldrslt seen}}",
    ],
)
def test_what_everybody_can_see_is_read_without_a_warning(body: str, read: Read) -> None:
    reading = read(rtf(body))
    assert texts(reading) == ["seen"]
    assert [item for item in reading.hidden if item.severity != "note"] == []
    assert reading.warnings == ()


def test_white_on_an_unknown_ground_is_read_and_said_to_be_unchecked(read: Read) -> None:
    reading = read(rtf(r"\pard\shading5000 {\cf1 seen}"))
    assert texts(reading) == ["seen"]
    assert reading.warnings == ("look_unchecked",)


def test_the_bytes_of_a_western_font_in_a_russian_file_are_russian_words(read: Read) -> None:
    head = r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 A;}}"
    assert texts(read(rtf(r"\f0 \'cf\'f0\'e8\'e2\'e5\'f2 caf\'e9", head))) == ["Привет café"]


def test_a_number_before_an_item_is_read_and_a_word_there_is_not(read: Read) -> None:
    body = r"{\listtext\pard\plain 1.\tab}one\par{\listtext\pard\plain Kubernetes\tab}two"
    assert texts(read(rtf(body))) == ["1. one", "two"]


def test_headers_stand_above_notes_below_and_footers_last(read: Read) -> None:
    body = r"{\footer f\par}{\header h\par}text{\footnote n\par} more\par end"
    assert texts(read(rtf(body))) == ["h", "text more", "end", "n", "f"]


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (b"{\\rtf1 " + b"{" * 3_000_000, "damaged"),
        (b"{\\rtf1 x{\\b unfinished", "damaged"),
        (b"{\\rtf1 \\bin99999999 x}", "empty"),
        (b"{\\rtf1}", "empty"),
        (b"{\\rtf1 {\\pict " + b"00" * 100_000 + b"}}", "empty"),
    ],
    ids=["endless groups", "cut", "raw bytes beyond", "nothing", "a picture"],
)
def test_hostile_files_end_soon_in_a_named_reason(
    content: bytes, outcome: str, reason: Callable[[bytes], str]
) -> None:
    begun = time.process_time()
    assert reason(content) == outcome
    assert time.process_time() - begun < 15


def test_a_file_of_more_tokens_than_any_text_needs_is_too_large(
    reason: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rtf_tokens, "MOST_TOKENS", 1_000)
    assert reason(b"{\\rtf1 " + b"{}" * 600 + b"}") == "too_large"


def test_mutated_files_end_in_a_reading_or_a_named_reason(document: Document) -> None:
    numbers = random.Random(11)
    tools = Tools(ReadingLimits())
    for name in ("rtf/en-everything.rtf", "rtf/ja-932.rtf", "rtf/mixed.rtf"):
        whole = document(name)
        for _ in range(80):
            content = bytearray(whole)
            for _ in range(numbers.choice((1, 8, 64))):
                content[numbers.randrange(8, len(content))] = numbers.choice(
                    (*b"{}\\'*0", numbers.randrange(256))
                )
            with suppress(Unreadable):
                read_raw(bytes(content), tools)
