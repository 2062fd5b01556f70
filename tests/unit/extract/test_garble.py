"""Broken text is told from text that only looks odd, in every format."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.extract.garble import Sign, garbled, signs

FOLDER = Path(__file__).parents[3] / "fixtures" / "documents" / "garbled"
WHOLE = sorted(path.name.removesuffix(".txt") for path in (FOLDER / "expected").iterdir())
BROKEN = sorted(path.name for path in FOLDER.glob("*.txt") if path.name not in WHOLE)
PLAIN = "Answered thirty tickets a day and wrote the guide for new colleagues in the office."


def text_of(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", BROKEN)
def test_damaged_text_is_garbled(name: str) -> None:
    assert garbled(signs(text_of(name)))


@pytest.mark.parametrize("name", WHOLE)
def test_odd_text_that_is_whole_shows_no_sign(name: str) -> None:
    assert signs(text_of(name)) == frozenset()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\ue001\ue002\ue003 readable", True),
        ("(cid:12)(cid:7)(cid:99)", True),
        ("\ufffd\ufffd\ufffd abc", True),
        ("\uf0b7 Kubernetes \uf0b7 PostgreSQL \uf0b7 ten years on call", False),
        ("職務経歴書 Ёжик ①", False),
        ("", False),
    ],
)
def test_debris_is_told_from_text_with_a_few_odd_bullets(text: str, wanted: bool) -> None:
    assert garbled(signs(text)) is wanted


@pytest.mark.parametrize(
    ("unmapped", "wanted"),
    [(0, frozenset()), (20, {Sign.UNMAPPED}), (60, {Sign.MOSTLY_UNMAPPED})],
)
def test_letters_without_a_name_are_a_sign(unmapped: int, wanted: frozenset[Sign]) -> None:
    assert signs(PLAIN, unmapped=unmapped, letters=100) == wanted


def test_one_weak_sign_is_a_doubt_and_two_are_enough() -> None:
    assert not garbled(frozenset({Sign.UNMAPPED}))
    assert garbled(frozenset({Sign.UNMAPPED, Sign.MUTE}))
    assert garbled(frozenset({Sign.SHIFTED}))


def test_a_few_broken_letters_are_a_doubt_only() -> None:
    text = PLAIN * 3
    found = signs(text.replace("n", "\ufffd", 12))
    assert found == {Sign.DEBRIS}
    assert not garbled(found)


def test_rare_kanji_alone_are_a_doubt_only() -> None:
    words = "憂鬱 薔薇 檸檬 蝋燭 麒麟 鳳凰 絨毯 躊躇 絢爛 曖昧 齟齬 瑕疵 贔屓 跋扈 蹂躙 琥珀 珊瑚"
    assert signs(words) == {Sign.KANJI}


def test_words_of_mixed_alphabets_are_a_sign_when_there_are_many() -> None:
    assert Sign.SCRIPTS in signs("привет abcд кошка rаte дeвa " * 8)
    assert Sign.SCRIPTS not in signs(f"{PLAIN} rаte " * 4)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str) -> None:
    assert signs(text) <= frozenset(Sign)


def test_honest_russian_with_few_small_words_is_not_taken_for_a_wrong_encoding() -> None:
    """By chance, some of its bytes spell small words in another Cyrillic encoding."""
    lines = (
        "Люблю рыбу на гриле и овощной суп.",
        "Два раза в год убираю двор вместе с соседями.",
        "В выходные гуляю в парке и фотографирую цветы.",
        "Томск, ivan@example.com, +7 000 000-01-28",
        "Каждый месяц хожу в книжный клуб, где мы обсуждаем романы.",
    )
    assert not garbled(signs("\n".join(lines)))
