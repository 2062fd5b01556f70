"""The separate program is found, spoken to, and killed when it is late."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.errors import Unreadable
from screening.extract.ocr.tesseract import Look, Tesseract, installed

TABLE = """level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t
5\t1\t1\t1\t1\t1\t10\t20\t30\t15\t96.5\tRowan
5\t1\t1\t1\t1\t2\t50\t20\t30\t15\t88\t"quoted
5\t1\t1\t1\t1\t3\t90\t20\t30\t15\t12\t\x20
5\tbroken row
5\t1\t1\t1\t1\t4\tx\t20\t30\t15\t12\tno place
"""
SIGHT = "Page number: 0\nRotate: 90\nOrientation confidence: 7.5\nScript: Cyrillic\n"
Program = Callable[[str], Tesseract]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Make a program that runs some lines of Python in the place of tesseract."""
    if sys.platform == "win32":
        pytest.skip("a script is no program on Windows")

    def _program(body: str) -> Tesseract:
        path = tmp_path / "tesseract"
        path.write_text(f"#!{sys.executable}\nimport sys\n{body}\n")
        path.chmod(0o755)
        return Tesseract(str(path), frozenset({"eng", "rus", "osd"}))

    return _program


def test_words_are_read_from_its_table(program: Program) -> None:
    words = program(f"print({TABLE!r})").words(b"P6", languages=("eng",), layout=3, seconds=20)
    assert [(word.text, word.confidence, word.right) for word in words] == [
        ("Rowan", 0.965, 40),
        ('"quoted', 0.88, 80),
    ]


def test_only_installed_languages_are_asked_for(program: Program) -> None:
    echo = "print('\\n5\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t90\\t' + '_'.join(sys.argv))"
    (word,) = program(echo).words(b"", languages=("jpn", "rus"), layout=6, seconds=20)
    assert "--psm_6_-l_rus_tsv" in word.text


def test_the_picture_comes_over_standard_input(program: Program) -> None:
    size = "data = sys.stdin.buffer.read()\n"
    answer = "print(f'\\n5\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t90\\t{len(data)}')"
    (word,) = program(size + answer).words(bytes(70_000), languages=(), layout=3, seconds=20)
    assert word.text == "70000"


def test_turn_and_script_are_told(program: Program) -> None:
    assert program(f"print({SIGHT!r})").look(b"", 20) == Look(270, 7.5, "Cyrillic")


@pytest.mark.parametrize("said", ["", "Too few characters.", "Rotate: x\nScript: y"])
def test_a_page_with_too_little_text_has_no_look(said: str, program: Program) -> None:
    assert program(f"print({said!r})").look(b"", 20) is None


def test_a_late_program_is_killed(program: Program) -> None:
    late = program("import time; time.sleep(600)")
    with pytest.raises(Unreadable, match="timed_out"):
        late.words(b"", languages=("eng",), layout=3, seconds=0.3)


def test_a_program_that_fails_has_read_nothing(program: Program) -> None:
    assert program("sys.exit(3)").words(b"", languages=("eng",), layout=3, seconds=20) == []
    gone = Tesseract("/nowhere/tesseract", frozenset({"eng"}))
    assert gone.words(b"", languages=("eng",), layout=3, seconds=20) == []


def test_it_is_found_with_its_languages(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    found = program("print('List of available languages (2):\\neng\\nosd')")
    monkeypatch.setattr("shutil.which", lambda *_, **__: found.program)
    assert installed() == Tesseract(found.program, frozenset({"eng", "osd"}))


@pytest.mark.parametrize("body", ["sys.exit(1)", "print('List:\\nosd')"])
def test_without_a_language_it_is_not_installed(
    body: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = program(body)
    monkeypatch.setattr("shutil.which", lambda *_, **__: found.program)
    assert installed() is None


def test_without_the_program_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    assert installed() is None
