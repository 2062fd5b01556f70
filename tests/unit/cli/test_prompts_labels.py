"""Labels: what they choose, how they move, and that no move is lost or made by hand."""

from datetime import UTC, datetime

import pytest

from screening.errors import Misconfigured
from screening.model import CandidacyId, CandidacyRef, TenantId
from screening.prompt.labels import (
    Label,
    LabelBook,
    Labels,
    Said,
    chosen,
    parse_labels,
    promoted,
    rolled_back,
    written,
)

SECRET = b"a secret of the ledger"
SAID = Said(at=datetime(2026, 11, 20, 3, 0, tzinfo=UTC), by='Mika "M" 美香', why="clearer periods")
START = LabelBook(labels={"assess": Labels(production=2), "compile": Labels(production=1)})
PLAIN = "[assess]\nproduction = 2\n[compile]\nproduction = 1\n"
MANY = 10_000


def ref(number: int, tenant: str = "acme") -> CandidacyRef:
    return CandidacyRef(tenant=TenantId(tenant), id=CandidacyId(f"candidacy-{number}"))


def to_production(book: LabelBook, number: int) -> LabelBook:
    return promoted(book, "assess", number, to=Label.PRODUCTION, percent=None, said=SAID)


def to_canary(book: LabelBook, number: int, percent: int | None = None) -> LabelBook:
    return promoted(book, "assess", number, to=Label.CANARY, percent=percent, said=SAID)


# ---------------------------------------------------------------- choosing


@pytest.mark.parametrize("percent", [1, 5, 10, 50, 99])
def test_a_canary_is_asked_about_its_share_of_ten_thousand(percent: int) -> None:
    labels = Labels(production=2, canary=3, canary_percent=percent)
    asked = sum(chosen(labels, SECRET, ref(number)) == 3 for number in range(MANY))
    assert abs(100 * asked / MANY - percent) <= 1


def test_a_candidacy_stays_with_its_version() -> None:
    labels = Labels(production=2, canary=3, canary_percent=50)
    first = [chosen(labels, SECRET, ref(number)) for number in range(200)]
    assert [chosen(labels, SECRET, ref(number)) for number in range(200)] == first
    assert set(first) == {2, 3}


def test_a_larger_canary_keeps_those_whom_it_had() -> None:
    small = Labels(production=2, canary=3, canary_percent=5)
    large = Labels(production=2, canary=3, canary_percent=20)
    had = {number for number in range(2_000) if chosen(small, SECRET, ref(number)) == 3}
    has = {number for number in range(2_000) if chosen(large, SECRET, ref(number)) == 3}
    assert had < has


def test_nobody_without_the_secret_can_tell_who_is_chosen() -> None:
    labels = Labels(production=2, canary=3, canary_percent=50)
    ours = [chosen(labels, SECRET, ref(number)) for number in range(200)]
    assert ours != [chosen(labels, b"another", ref(number)) for number in range(200)]
    assert ours != [chosen(labels, SECRET, ref(number, "other")) for number in range(200)]


def test_without_a_canary_all_are_asked_in_production() -> None:
    labels = Labels(production=2)
    assert {chosen(labels, SECRET, ref(number)) for number in range(100)} == {2}


# ---------------------------------------------------------------- moving


def test_a_promotion_moves_the_label_and_keeps_who_and_why() -> None:
    book = to_production(START, 3)
    assert book.labels["assess"] == Labels(production=3)
    assert book.labels["compile"] == START.labels["compile"]
    (move,) = book.moves
    assert (move.was, move.now, move.by, move.why) == (2, 3, SAID.by, SAID.why)


def test_a_canary_gets_few_unless_a_share_is_named() -> None:
    assert to_canary(START, 3).labels["assess"].canary_percent == 5
    assert to_canary(START, 3, 20).labels["assess"].canary_percent == 20


def test_a_canary_that_goes_to_production_is_none_any_more() -> None:
    book = to_production(to_canary(START, 3), 3)
    assert book.labels["assess"] == Labels(production=3)
    assert [(one.label, one.was, one.now) for one in book.moves] == [
        (Label.CANARY, None, 3),
        (Label.CANARY, 3, None),
        (Label.PRODUCTION, 2, 3),
    ]


def test_another_version_in_production_leaves_the_canary() -> None:
    book = to_production(to_canary(START, 3), 4)
    assert book.labels["assess"] == Labels(production=4, canary=3, canary_percent=5)


def test_a_rollback_first_ends_the_canary_then_goes_back_version_by_version() -> None:
    book = to_canary(to_production(to_production(START, 3), 4), 5)
    seen = []
    for _ in range(3):
        book = rolled_back(book, "assess", said=SAID)
        seen.append(book.labels["assess"])
    assert seen == [Labels(production=4), Labels(production=3), Labels(production=2)]
    with pytest.raises(Misconfigured, match="no earlier production version of assess"):
        rolled_back(book, "assess", said=SAID)


def test_after_a_rollback_one_can_go_forward_and_back_again() -> None:
    book = rolled_back(to_production(START, 3), "assess", said=SAID)
    book = rolled_back(to_production(book, 4), "assess", said=SAID)
    assert book.labels["assess"].production == 2
    assert len(book.moves) == 4


@pytest.mark.parametrize(
    ("name", "number", "to", "percent", "says"),
    [
        ("assess", 2, Label.PRODUCTION, None, "assess@2 is production already"),
        ("assess", 2, Label.CANARY, None, "cannot be its own canary"),
        ("assess", 3, Label.PRODUCTION, 10, "--percent is for a canary"),
        ("compile", 2, Label.CANARY, None, "compile has no canary"),
    ],
)
def test_a_move_that_means_nothing_is_refused(
    name: str, number: int, to: Label, percent: int | None, says: str
) -> None:
    with pytest.raises(Misconfigured, match=says):
        promoted(START, name, number, to=to, percent=percent, said=SAID)


# ---------------------------------------------------------------- the file


def test_what_is_written_is_read_back() -> None:
    book = rolled_back(to_canary(to_production(START, 3), 4, 20), "assess", said=SAID)
    assert parse_labels(written(book), file="labels.toml") == book
    assert parse_labels(written(START), file="labels.toml") == START


MOVED = '[[move]]\nat = 2026-11-20T03:00:00Z\nprompt = "assess"\nlabel = "production"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[assess", "not valid TOML"),
        ("[assess]\nproduction = 2\n", r"\[compile\] with production = NUMBER is missing"),
        (PLAIN + "[judge]\nproduction = 1\n", "no prompt judge"),
        (PLAIN.replace("2", '"2x"'), "check labels.assess.production"),
        (PLAIN.replace("2", "0"), "check labels.assess.production"),
        (PLAIN.replace("2", "2\ncanary = 3"), "check labels.assess"),
        (PLAIN.replace("2", "2\ncanary = 2\ncanary_percent = 5"), "check labels.assess"),
        (PLAIN.replace("2", "2\ncanary = 3\ncanary_percent = 100"), "canary_percent"),
        (PLAIN.replace("2", "2\nstaging = 3"), "check labels.assess.staging"),
        (PLAIN + "canary = 2\ncanary_percent = 5\n", r"only \[assess\] can have a canary"),
        (PLAIN + MOVED + 'to = 3\nby = "Mika"\n', "moved by hand; its last move says 3"),
        (
            PLAIN.replace("2", "2\ncanary = 3\ncanary_percent = 50")
            + MOVED.replace("production", "canary")
            + 'to = 3\npercent = 5\nby = "Mika"\n',
            "canary_percent of assess was changed by hand; its last move says 5",
        ),
        (PLAIN + MOVED + 'to = 2\nby = ""\n', "check moves.0.by"),
        (PLAIN + MOVED.replace("assess", "judge") + 'to = 2\nby = "M"\n', "which is no prompt"),
        (PLAIN + MOVED.replace("production", "canary") + 'to = 3\nby = "M"\n', "canary of assess"),
    ],
)
def test_a_fault_in_the_labels_is_named(text: str, says: str) -> None:
    with pytest.raises(Misconfigured, match=says) as caught:
        parse_labels(text, file="labels.toml")
    assert str(caught.value).startswith("labels.toml: ")
    assert "\n" not in str(caught.value)
