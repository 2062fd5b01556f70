"""What documents say stays text in comments, tables and pages."""

import csv
import io
import random
from datetime import UTC, datetime

import pytest

from screening.attack.outcome import unsafe
from screening.comment.escaping import one_line
from screening.simulators.herp_page import page
from screening.simulators.herp_state import HerpState
from screening.simulators.world import World, WorldCandidacy
from screening.store.spreadsheet import defused

PIECES = (
    *"[]()<>!@#/\\*_`~|&;:.=+-'\"{}%$ \n\t\r\u200b\u202e\u3000＠＃＜［",
    *("https", "http", "://", "//", "www", "pages", "example", "com", "javascript", "mailto"),
    *("script", "img", "src", "onerror", "all", "recruiter", "close", "fix", "R2", "met"),
    *("&lt;", "&#60;", "]( ", "![", "SCR", "ｈｔｔｐ", "ＷＷＷ", "見本", "Пример", "C", "F"),
)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)> 'a' \"b\" &lt;"


def test_ten_thousand_hostile_texts_stay_text_in_a_comment() -> None:
    chance = random.Random(20)
    alive = []
    for _ in range(10_000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 24)))
        alive += [(text, found) for found in unsafe(one_line(text))]
    assert alive == []


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u200b=1", "＝1+1", "%x", "|x", "\n=1"],
)
def test_a_formula_is_defused(text: str) -> None:
    assert defused(text).startswith("'")
    assert "\n" not in defused(text)
    assert "\r" not in defused(text)


@pytest.mark.parametrize("text", ["Engineer", "3 years", "", "C++", "見本", "(a) = b"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


def test_ten_thousand_hostile_cells_are_no_formulas() -> None:
    chance = random.Random(21)
    texts = ["".join(chance.choice(PIECES) for _ in range(6)) for _ in range(10_000)]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([defused(text)] for text in texts)
    rows = list(csv.reader(io.StringIO(written.getvalue(), newline="")))
    assert len(rows) == len(texts)
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@\t\r")
                and cell.lstrip()]  # fmt: skip


def test_the_page_of_the_simulator_shows_a_script_as_text() -> None:
    candidacy = WorldCandidacy(id="00000000-1111-4111-8111-111111111111", name=SCRIPT)
    state = HerpState(World(candidacy=(candidacy,)), clock=lambda: datetime.now(UTC), seed=0)
    state.comment(candidacy.id, SCRIPT, author=SCRIPT)
    shown = page(state)
    assert "<script" not in shown
    assert "<img" not in shown
    assert shown.count("&lt;script&gt;") == 3
