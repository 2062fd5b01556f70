"""Any text compiles to a sound rubric, twice to the same, and nothing in it gets lost unseen."""

from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from screening.model import RequirementKind, Requisition, RequisitionId
from screening.normalise import normalise
from screening.rubric import compile_rubric, left_out, lint, parse_rubric, settled, to_toml
from screening.rubric.duration import minimum_months
from screening.rubric.lint import barred

PIECES = st.sampled_from(
    [
        *("・", "■", "- ", "1. ", "①", "※", "\n", "\n\n", "　", "<li>", "<p>", "</ul>", "**"),
        *("【必須】", "【歓迎】", "Nice to have:", "以下のいずれか：", "a", ";", ":", "&amp;"),
        *("Python 3年以上", "SQLを書ける方。", "(AWS)", "30歳以下", "年収", "x" * 300),
        *("Go. Rust is a plus. ", "опыт от 3 лет"),
    ]
)
TEXTS = st.lists(PIECES | st.text(st.characters(codec="utf-8"), max_size=6), max_size=25).map(
    "".join
)


def made(must: str, want: str, persona: str) -> Requisition:
    return Requisition(
        id=RequisitionId("Q"), name="n", must_text=must, want_text=want, persona_text=persona
    )


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_gives_a_sound_rubric(must: str, want: str, persona: str) -> None:
    requisition = made(must, want, persona)
    rubric = compile_rubric(requisition)
    assert rubric == compile_rubric(requisition)
    assert [one.id for one in rubric.requirements] == [
        f"R{n}" for n in range(1, len(rubric.requirements) + 1)
    ]
    keys = [normalise(one.text).text for one in rubric.requirements]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    counted = {RequirementKind.MUST, RequirementKind.WANT}
    assert all(one.weight == (one.kind in counted) for one in rubric.requirements)


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=30))
def test_every_bullet_is_judged_asked_or_reported(numbers: list[int]) -> None:
    text = "\n".join(f"・作業{number}の経験" for number in numbers)
    requisition = made(text, "", "")
    texts = [one.text for one in compile_rubric(requisition).requirements]
    assert [*texts, *left_out(requisition)] == [f"作業{number}の経験" for number in numbers]


@given(TEXTS, TEXTS)
def test_any_rubric_reads_back_from_its_file_as_it_was(must: str, want: str) -> None:
    rubric = compile_rubric(made(must, want, ""))
    assume(rubric.requirements)
    assert parse_rubric(to_toml(rubric), rubric.requisition_id) == rubric


@dataclass(frozen=True)
class Line:
    line: int
    quote: str
    text: str
    kind: RequirementKind
    minimum_months: int
    synonyms: tuple[str, ...]


PROPOSED = st.builds(
    Line,
    line=st.integers(-1, 12),
    quote=PIECES | st.text(max_size=8),
    text=PIECES | st.text(max_size=8),
    kind=st.sampled_from(RequirementKind),
    minimum_months=st.integers(0, 720),
    synonyms=st.lists(PIECES, max_size=2).map(tuple),
)


@given(TEXTS, TEXTS, st.lists(PROPOSED, max_size=8))
def test_whatever_a_model_proposes_the_result_is_sound(
    must: str, want: str, proposed: list[Line]
) -> None:
    requisition = made(must, want, "")
    rubric = settled(requisition, proposed)
    if rubric is None:
        return
    assert len(rubric.requirements) <= 40
    assert not any(barred(one.text) for one in rubric.requirements)
    counted = {RequirementKind.MUST, RequirementKind.WANT}
    assert all(one.weight == (one.kind in counted) for one in rubric.requirements)
    musts = {one.text for one in compile_rubric(requisition).requirements if one.kind == "must"}
    assert bool(musts) >= any(one.kind == "must" for one in rubric.requirements)
    assert parse_rubric(to_toml(rubric), rubric.requisition_id) == rubric


@given(st.text())
def test_any_line_can_be_checked_and_read_for_a_minimum(line: str) -> None:
    assert lint(line) == lint(line)
    months = minimum_months(line)
    assert months is None or 1 <= months <= 720
