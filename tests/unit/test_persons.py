"""Files of different people are told apart, and honest files of one person are not."""

import pytest

from screening.evidence import several_people
from screening.model import Document, DocumentFormat, FileId, FileMeta, Line


def document(text: str, number: int) -> Document:
    lines = tuple(
        Line(number=at, page=None, text=line) for at, line in enumerate(text.split("\n"), 1)
    )
    file = FileMeta(id=FileId(f"f{number}"), name="cv.txt", kind="resume")
    return Document(file=file, sha256="0" * 64, format=DocumentFormat.TEXT, pages=None, lines=lines)


def different(*texts: str) -> bool:
    return several_people(tuple(document(text, at) for at, text in enumerate(texts)))


@pytest.mark.parametrize(
    "texts",
    [
        ("sample@mail.example", "Jordan Other\nother@mail.example"),
        ("連絡先：sample@mail.example", "E-mail other@mail.example"),
        ("a@x.example", "no address here", "b@x.example"),
        ("氏名：見本 花子", "氏　名　別人 次郎"),
        ("氏名 | 見本 花子", "お名前：別人 次郎 様"),
        ("氏名：ミホン ハナコ", "氏名：ベツジン ジロウ"),
        ("候補者：見本 花子", "氏名 別人 次郎"),
        ("Name: Alex Sample", "Full name: Jordan Other"),
        ("ФИО: Образцова Анна Ивановна", "Ф.И.О.: Посторонний Пётр"),
        ("Name: Alex Sample\na@x.example", "Name: Jordan Other\na@x.example"),
    ],
)
def test_files_of_two_people_are_noticed(texts: tuple[str, ...]) -> None:
    assert different(*texts)
    assert different(*reversed(texts))


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("a@x.example b@y.example",),
        ("a@x.example", "work@y.example, a@x.example"),
        ("A@X.example", "a+jobs@x.example"),
        ("ａｂｃ@x.example", "abc@x.example"),
        ("a@x.example", "Enquiries: info@corp.example, support-2@corp.example"),
        ("a@x.example", "no address here"),
        ("氏名：見本 花子\na@x.example", "Name: Hanako Mihon\na@x.example"),
        ("氏名：見本 花子", "Name: Hanako Mihon"),
        ("氏名 見本花子\nprivate@x.example", "候補者：見本　花子\nagent@y.example"),
        ("氏名：髙橋 まり", "氏名：高橋 真理"),
        ("氏名：ミホン ハナコ", "氏名：みほんはなこ"),
        ("Name: Alex Sample", "Name: SAMPLE, Alex"),
        ("Name: Alex Sample", "Candidate: A. Married Sample"),
        ("ФИО: Семёнова Анна", "ФИО: Семенова А. И."),
        ("Name: Alex Sample", "Project name: Blue Whale"),
        ("Name: Alex Sample", "Name: checkout"),
        ("氏名：見本 花子", "応募者 対応 三百名"),
        ("見本 花子", "別人 次郎を指導"),
    ],
)
def test_honest_files_are_one_persons(texts: tuple[str, ...]) -> None:
    assert not different(*texts)
    assert not different(*reversed(texts))


@pytest.mark.parametrize(
    "text", ["@" * 50_000, "a.b" * 30_000 + "@", "Name:" * 20_000, "氏名 " * 9]
)
def test_odd_files_are_nobodys(text: str) -> None:
    assert not different(text, text)
