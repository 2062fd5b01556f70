import pytest

from screening.bench.judging_texts import LINES_ON_PAGE, PAGES, language_of, long_cv, padded

CVS = {
    "en": ("Ran PostgreSQL in production", "Led a team of six"),
    "ja": ("PostgreSQLを本番で運用しました", "チームリーダーを担当"),
    "ru": ("Опыт работы с PostgreSQL", "Руководил группой из шести человек"),
}


@pytest.mark.parametrize("language", CVS)
def test_padding_makes_a_cv_three_times_as_long_and_keeps_its_lines(language: str) -> None:
    lines = CVS[language] * 10
    text = padded(lines).split("\n")
    longer = sum(map(len, text)) / sum(map(len, lines))
    assert 3 <= longer < 3.5
    start = text.index(lines[0])
    assert tuple(text[start : start + len(lines)]) == lines
    assert 0 < start < len(text) - len(lines)
    assert language_of("\n".join(text)) == language


@pytest.mark.parametrize("language", CVS)
def test_a_long_cv_fills_its_pages_and_ends_with_what_counts(language: str) -> None:
    text = long_cv(CVS[language]).split("\n")
    assert len(text) == PAGES * LINES_ON_PAGE
    assert tuple(text[-2:]) == CVS[language]
    assert len(set(text)) == len(text)
