"""E-mails: what a mail program shows, and the files in them."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from screening.errors import Unreadable
from screening.extract.formats import read_raw
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading, Tools
from screening.model.reading import ReadingWarning

Document = Callable[[str], bytes]
Read = Callable[..., Reading]
HEAD = "From: Robin <robin@mail.example>\r\nMIME-Version: 1.0\r\n"


def mail(*lines: str) -> bytes:
    return (HEAD + "\r\n".join(lines)).encode()


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def test_the_head_is_read_as_lines(document: Document, read: Read) -> None:
    lines = texts(read(document("mail/ja-iso-2022-jp.eml")))
    assert lines[:3] == [
        "Subject: 応募の件",
        "From: 有明 しずく <shizuku@mail.example>",
        "Date: Mon, 02 Nov 2026 10:00:00 +0900",
    ]


def test_lines_of_an_attachment_know_their_part(document: Document, read: Read) -> None:
    reading = read(document("mail/en-attachments.eml"))
    parts = {line.text: line.part for line in reading.lines}
    assert parts["Curriculum Vitae"] == "cv.doc"
    assert parts["Robin | Harbour | 6"] == "履歴.csv"
    assert parts["Subject: Application"] is None
    assert [(item.part, item.reason) for item in reading.hidden] == [("cv.doc", "hidden_run")]


def test_an_attachment_that_cannot_be_read_does_not_stop_the_others(
    document: Document, read: Read
) -> None:
    reading = read(document("mail/ru-winmail.eml"))
    assert reading.warnings == (ReadingWarning.ATTACHMENTS_UNREAD,)
    assert reading.lines[-1].part == "cv.txt"


def test_a_file_in_a_letter_in_a_letter_is_not_opened(document: Document, read: Read) -> None:
    reading = read(document("mail/ja-forwarded.eml"))
    assert ReadingWarning.ATTACHMENTS_UNREAD in reading.warnings
    assert {line.part for line in reading.lines} == {None, "Application"}


def test_an_order_as_a_name_is_told_and_shown_nowhere(document: Document, read: Read) -> None:
    reading = read(document("mail/en-order-in-name.eml"))
    assert {line.part for line in reading.lines} == {None, "(1)"}
    (hidden,) = reading.hidden
    assert (hidden.reason, hidden.severity) == ("attachment", "block")


def test_two_files_of_one_name_are_told_apart(read: Read) -> None:
    one = ("--x", 'Content-Disposition: attachment; filename="cv.txt"', "", "words")
    content = mail('Content-Type: multipart/mixed; boundary="x"', "", *one, *one, "--x--")
    assert [line.part for line in read(content).lines] == [None, "cv.txt", "cv.txt (2)"]


def test_the_html_is_read_where_there_is_one_and_the_text_beside_it_compared(read: Read) -> None:
    reading = read(
        mail(
            'Content-Type: multipart/alternative; boundary="x"',
            "",
            "--x",
            "Content-Type: text/plain",
            "",
            "I build *pipelines* (https://cv.example/robin), and know Prolog",
            "--x",
            "Content-Type: text/html",
            "",
            "<p>I build <b>pipelines</b>, and</p>",
            "--x--",
        )
    )
    assert texts(reading)[1:] == ["I build pipelines, and"]
    (hidden,) = reading.hidden
    assert (hidden.reason, hidden.severity) == ("alt_text", "note")
    assert "Prolog" in hidden.words


@pytest.mark.parametrize(
    ("fields", "body", "lines"),
    [
        (["Content-Type: text/plain; charset=no-such-thing"], "Привет, как дела", 1),
        (["Content-Type: text/plain; charset=rot13"], "Привет, как дела", 1),
        (["Content-Type: nonsense"], "words", 1),
        (["Content-Type: multipart/mixed"], "words", 1),
        (["Content-Transfer-Encoding: base64"], "d29yZHM=", 1),
        (["Content-Transfer-Encoding: quoted-printable"], "wor=\r\nds", 1),
        (["Subject: =?utf-8?B?broken", "X: y"], "words", 2),
        (["Subject: =?no-such?Q?x?="], "words", 2),
    ],
)
def test_faults_in_the_head_do_not_lose_the_body(
    fields: list[str], body: str, lines: int, read: Read
) -> None:
    found = texts(read(mail(*fields, "", body)))
    assert found[-1] in {"Привет, как дела", "words"}
    assert len(found) == lines + 1


def test_the_limit_of_members_is_the_limit(document: Document, read: Read) -> None:
    content = document("mail/twenty-one.eml")
    assert len(read(content, ReadingLimits(members=21)).lines) == 25


def test_a_logo_is_passed_over_and_a_large_picture_is_not(read: Read) -> None:
    def picture(size: int) -> bytes:
        return mail(
            'Content-Type: multipart/mixed; boundary="x"',
            "",
            "--x",
            "",
            "words",
            "--x",
            'Content-Type: image/gif; name="scan.gif"',
            "",
            "GIF89a" + "xyz " * size,
            "--x--",
        )

    assert read(picture(100)).warnings == ()
    assert ReadingWarning.ATTACHMENTS_UNREAD in read(picture(10_000)).warnings


def test_letters_in_each_other_without_end_come_to_an_end() -> None:
    tools = Tools(ReadingLimits())
    letters = b"Subject: s\r\nFrom: f\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(900)
    )
    for content in (letters * 3_000, HEAD.encode() + parts):
        with suppress(Unreadable):
            assert read_raw(content, tools).lines


def test_mutated_files_end_in_a_reading_or_a_named_reason(document: Document) -> None:
    numbers = random.Random(5)
    inner = Tools(ReadingLimits())
    tools = Tools(ReadingLimits(), read=lambda member: read_raw(member, inner))
    for name in ("mail/en-attachments.eml", "mail/ja-outlook.msg", "mail/ja-two-ways.eml"):
        whole = document(name)
        for _ in range(60):
            content = bytearray(whole)
            for _ in range(numbers.choice((1, 8, 64))):
                content[numbers.randrange(len(content))] = numbers.randrange(256)
            with suppress(Unreadable):
                read_raw(bytes(content), tools)
