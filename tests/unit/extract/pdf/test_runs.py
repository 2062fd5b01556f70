"""Letters become pieces of text with spaces where a person sees them."""

from collections.abc import Callable

from screening.extract.pdf.runs import paired, pieces_of
from screening.extract.pdf.visibility import Letter

Write = Callable[..., list[Letter]]


def texts(letters: list[Letter]) -> list[str]:
    return [piece.text for piece in pieces_of(list(letters))]


def test_letters_close_together_are_one_piece(write: Write) -> None:
    assert texts(write("harbour", 50, 100)) == ["harbour"]


def test_a_gap_is_a_space_and_a_wide_one_parts(write: Write) -> None:
    close = write("two", 50, 100) + write("words", 68, 100)
    assert texts(close) == ["two words"]
    assert texts(write("two", 50, 100) + write("columns", 200, 100)) == ["two", "columns"]


def test_wide_letter_spacing_is_no_space_between_letters(write: Write) -> None:
    spaced = write("HARBOUR", 50, 100, spacing=4) + write("MASTER", 123, 100, spacing=4)
    assert texts(spaced) == ["HARBOUR MASTER"]


def test_spaces_that_are_written_count_however_narrow(write: Write) -> None:
    assert texts(write("a tight line", 50, 100, spacing=-4)) == ["a tight line"]


def test_two_spaces_are_one(write: Write) -> None:
    letters = write("a", 50, 100) + write("  ", 55, 100, size=6) + write("b", 61, 100)
    assert texts(letters) == ["a b"]


def test_a_quarter_between_square_and_latin_letters_is_no_space(write: Write) -> None:
    letters = write("港", 50, 100) + write("Go", 62.5, 100) + write("言語", 75, 100)
    assert texts(letters) == ["港Go言語"]


def test_letters_written_twice_to_look_bold_are_read_once(write: Write) -> None:
    first, second = write("bold", 50, 100), write("bold", 50.4, 100)
    assert texts(first + second) == ["bold"]
    by_letter = [letter for pair in zip(first, second, strict=True) for letter in pair]
    assert texts(by_letter) == ["bold"]


def test_the_same_word_elsewhere_is_read_again(write: Write) -> None:
    assert texts(write("Go", 50, 100) + write("Go", 50, 120)) == ["Go", "Go"]


def test_double_letters_of_a_word_stay(write: Write) -> None:
    assert texts(write("committee", 50, 100)) == ["committee"]


def test_halves_of_a_character_are_joined() -> None:
    assert paired("\ud83d\udea2 ferry") == "\U0001f6a2 ferry"
    assert paired("\ud83d alone") == "\ufffd alone"


def test_letters_without_a_place_do_no_harm(write: Write) -> None:
    nowhere = float("nan")
    letters = write("port", 50, 100) + write("x", nowhere, 100) + write("y", float("inf"), 100)
    assert texts(letters) == ["port"]


def test_twenty_thousand_equal_letters_take_no_time_to_compare(write: Write) -> None:
    """Each is held only against those near it; else this would take minutes."""
    letters = [
        letter for n in range(20_000) for letter in write("a", 9 * (n % 60), 15.0 * (n // 60))
    ]
    assert len("".join(texts(letters)).replace(" ", "")) == 20_000
