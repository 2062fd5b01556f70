"""Numbers of lists are written as Office writes them."""

import pytest

from screening.extract.office.numerals import numeral


@pytest.mark.parametrize(
    ("count", "kind", "wanted"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (14, "upperRoman", "XIV"),
        (1999, "lowerRoman", "mcmxcix"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"),
        (20, "japaneseCounting", "二十"),
        (17, "japaneseCounting", "十七"),
        (2, "irohaFullWidth", "ロ"),
        (3, "russianUpper", "В"),
        (5, "none", ""),
        (7, "unheard-of", "7"),
        (0, "upperRoman", "0"),
        (10**9, "upperLetter", "1000000000"),
    ],
)
def test_a_number_is_written_in_its_way(count: int, kind: str, wanted: str) -> None:
    assert numeral(count, kind) == wanted
