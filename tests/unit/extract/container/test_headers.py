"""Header fields of letters cost no more than they may."""

from collections.abc import Callable

import pytest

from screening.errors import Unreadable
from screening.extract.container.headers import words
from screening.extract.container.mail import read_mail
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import DocumentFormat

Mail = Callable[[bytes], Raw]


@pytest.fixture
def mail() -> Mail:
    """Read a letter."""
    sniffed, tools = Sniffed(DocumentFormat.EMAIL), Tools(ReadingLimits())
    return lambda content: read_mail(sniffed, content, tools)


def test_the_first_encoded_words_are_decoded_and_the_others_stay_as_they_stand() -> None:
    found = words(" ".join(["=?utf-8?q?=C3=A9?="] * 500_000))
    assert found.startswith("é" * 200 + " =?utf-8?q?=C3=A9?=")
    assert found.count("=?utf-8?q?=C3=A9?=") == 500_000 - 200


def test_the_end_of_a_very_long_header_stays_as_it_stands() -> None:
    found = words("=?utf-8?q?=C3=A9?= " + "a" * 100_000 + " =?utf-8?q?=C3=A9?= end")
    assert found.startswith("é a")
    assert found.endswith("a =?utf-8?q?=C3=A9?= end")


def test_a_header_of_a_usual_length_is_read_whole(mail: Mail) -> None:
    folded = "\r\n ".join(["=?utf-8?b?0YDQtdC30Y7QvNC1?="] * 150)
    more = "Received: from here\r\n" * 500
    content = f"Subject: {folded}\r\n{more}From: Robin\r\n\r\nwords".encode()
    assert [line.text for line in mail(content).lines] == [
        "Subject: " + "резюме" * 150,
        "From: Robin",
        "words",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"X: y\r\n" * 100_000 + b"\r\nwords",
        b"X: y\r\n" + b" y\r\n" * 500_000 + b"\r\nwords",
        b"Content-Type: text/plain" + b"; a=b" * 50_000 + b"\r\n\r\nwords",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        + b"X: y\r\n" * 100_000
        + b"\r\nwords\r\n--x--",
    ],
    ids=["fields", "one-field", "parameters", "part"],
)
def test_header_fields_without_end_are_too_long(content: bytes, mail: Mail) -> None:
    with pytest.raises(Unreadable) as unreadable:
        mail(b"From: Robin\r\n" + content)
    assert unreadable.value.reason.value == "too_long"
