"""The shares say what they promise, on small texts whose right answer can be counted by hand."""

import random
import string
from time import perf_counter

import pytest

from screening.bench.measure import (
    Likeness,
    compare,
    fold,
    leaked,
    missing,
    pair_is_kept,
    surplus,
)

LINES = tuple(f"Line {number}: " + chr(0x4E00 + 7 * number) * 3 + " works" for number in range(60))


def test_equal_texts_are_perfect() -> None:
    assert compare(LINES, LINES) == Likeness(1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("first second", "first\u3000second"),
        ("氏名 朝霧", "氏名 | 朝霧"),
        ("⽇本語", "日本語"),
        ("ＴＯＥＩＣ　９９０", "TOEIC 990"),
        ("ﬁrst", "first"),
        ("ｶﾞﾗｽ", "ガラス"),
    ],
)
def test_spaces_bars_and_forms_of_a_character_make_no_difference(expected: str, found: str) -> None:
    assert fold(expected) == fold(found)


def test_another_letter_makes_a_difference() -> None:
    assert fold("Анна") != fold("Aннa")
    assert fold("ver") != fold("Ver")


def test_missing_text_lowers_the_recall_alone() -> None:
    likeness = compare(["abcd", "efgh"], ["abcd"])
    assert likeness.recall == 0.5
    assert likeness.precision == 1.0


def test_surplus_text_lowers_the_precision_alone() -> None:
    likeness = compare(["abcd"], ["abcd", "efgh"])
    assert likeness.recall == 1.0
    assert likeness.precision == 0.5


def test_a_character_counts_as_often_as_it_occurs() -> None:
    assert compare(["aaaa"], ["a"]).recall == 0.25
    assert compare(["a"], ["aaaa"]).precision == 0.25


def test_letters_in_disorder_keep_their_recall_and_lose_their_neighbours() -> None:
    likeness = compare(["abcdef"], ["fbdaec"])
    assert likeness.recall == 1.0
    assert likeness.joins == 0.0


def test_where_a_line_breaks_makes_no_difference() -> None:
    assert compare(["one long line of words"], ["one long", "line of words"]).joins == 1.0
    assert compare(["one long", "line of words"], ["one long line of words"]).joins == 1.0


def test_moved_lines_keep_their_neighbours() -> None:
    assert compare(LINES, LINES[30:] + LINES[:30]).joins == 1.0


def test_nothing_read_is_nothing_found() -> None:
    assert compare(LINES, []) == Likeness(0.0, 1.0, 0.0, None)


def test_nothing_expected_and_nothing_read_is_perfect() -> None:
    assert compare([], []) == Likeness(1.0, 1.0, 1.0, None)


# ---------------------------------------------------------------- order


def order(expected: tuple[str, ...], found: tuple[str, ...]) -> float:
    measured = compare(expected, found).order
    assert measured is not None
    return measured


def test_a_text_read_backwards_has_no_order() -> None:
    words = ("alpha", "beta", "gamma", "delta")
    assert order(words, words[::-1]) < 0.2


def test_a_shuffled_text_has_half_the_order() -> None:
    shuffled = list(LINES)
    random.Random(7).shuffle(shuffled)
    assert 0.4 < order(LINES, tuple(shuffled)) < 0.6


def test_one_line_that_moved_costs_little() -> None:
    assert 0.9 < order(LINES, (*LINES[1:], LINES[0])) < 1.0


def test_columns_read_across_cost_a_quarter() -> None:
    left, right = LINES[:30], LINES[30:]
    across = tuple(line for row in zip(left, right, strict=True) for line in row)
    assert 0.7 < order(LINES, across) < 0.8


def test_labels_torn_from_their_values_are_out_of_order() -> None:
    labels = tuple(f"label {letter * 3}" for letter in string.ascii_lowercase)
    values = tuple(f"value {letter * 5}" for letter in string.ascii_uppercase)
    rows = tuple(f"{label} {value}" for label, value in zip(labels, values, strict=True))
    assert order(rows, rows) == 1.0
    assert order(rows, labels + values) < 0.8


def test_text_that_is_missing_does_not_disturb_the_order() -> None:
    assert order(LINES, LINES[::3]) == 1.0


def test_repeated_lines_are_not_mistaken_for_each_other() -> None:
    lines = ("Skills", "Go and Rust", "2019", "Skills", "Java", "2019", "Harbour")
    assert order(lines, lines) == 1.0


def test_places_that_cannot_be_found_again_give_no_order() -> None:
    assert compare(["aaa", "aaa"], ["aaa", "aaa"]).order is None


def test_a_text_of_the_longest_allowed_length_is_measured_in_seconds() -> None:
    chance = random.Random(3)
    lines = ["".join(chance.choices(string.ascii_letters, k=40)) for _ in range(10_000)]
    start = perf_counter()
    assert compare(lines, lines) == Likeness(1.0, 1.0, 1.0, 1.0)
    assert perf_counter() - start < 20


# ---------------------------------------------------------------- pairs, words


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["氏名 | 朝霧 透"], True),
        (["氏名　　朝霧透 性別 女"], True),
        (["氏名", "朝霧 透"], False),
        (["朝霧 透 氏名"], False),
        (["朝霧 透 氏名 朝霧 透"], True),
        ([], False),
    ],
)
def test_a_pair_is_kept_on_one_line_with_its_label_first(lines: list[str], kept: bool) -> None:
    assert pair_is_kept("氏名", "朝霧 透", lines) is kept


def test_a_label_inside_its_value_is_not_taken_for_it() -> None:
    assert not pair_is_kept("City", "City of Larkmere", ["City of Larkmere"])


def test_a_hidden_word_is_found_in_any_form() -> None:
    assert leaked(["Haskell"], ["expert in ＨＡＳＫＥＬＬ"]) == ("Haskell",)
    assert leaked(["expert in Ada"], ["an expert  in | Ada"]) == ("expert in Ada",)


def test_a_long_hidden_word_is_found_over_the_end_of_a_line() -> None:
    assert leaked(["Ignore all previous"], ["Ignore all", "previous"]) == ("Ignore all previous",)


def test_a_short_word_is_not_put_together_from_two_others() -> None:
    assert leaked(["Forth"], ["on call for them", "for", "the"]) == ()


def test_what_is_missing_is_named_line_by_line() -> None:
    assert missing(["one", "two", "three"], ["one th", "ree"]) == "two"
    assert surplus(["one"], ["one", "two"]) == "two"
