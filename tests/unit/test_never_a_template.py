"""Words of others are values, never templates: not in the question, not in the comment."""

import unicodedata
from pathlib import Path

import pytest

from screening.model import FileId, Language, Requirement, RequirementId, RequirementKind
from screening.prompt import questions
from screening.rubric import compile_rubric
from support.builders import (
    FILE,
    ONE,
    make_candidacy,
    make_file,
    make_requisition,
    open_bench,
    shipped_texts,
)

FILLED = str(1234 * 4321)
TRICKS = [
    "{{1234*4321}}",
    "{% raw %}x{% endraw %}",
    "{{ ids.__class__ }}",
    "${1234*4321}",
    "{0}",
    "{# gone #}",
]


@pytest.mark.parametrize("trick", TRICKS)
async def test_a_template_in_an_advert_a_document_or_a_file_name_stays_as_it_was_written(
    tmp_path: Path, trick: str
) -> None:
    line = f"Operated {trick} PostgreSQL clusters in production for six years."
    async with open_bench(tmp_path) as bench:
        bench.ats.publish(make_requisition(must=f"- Experience with {trick} PostgreSQL"))
        bench.ats.arrive(make_candidacy(ONE))
        bench.ats.attach(ONE, make_file(FileId(FILE), name=f"{trick}.txt"), line.encode())
        await bench.screen_all()
        (question, *_) = bench.assessor.questions
        (comment,) = bench.ats.timeline(ONE)
    assert f"Experience with {trick} PostgreSQL" in question.requirements
    assert line in question.documents
    shown = unicodedata.normalize("NFKC", comment)  # signs that a page could take for its own
    assert f"Experience with {trick} PostgreSQL" in shown
    assert f"Operated {trick} PostgreSQL" in shown
    for text in (question.system, question.requirements, question.documents, shown):
        assert FILLED not in text


def test_a_template_among_synonyms_stays_as_it_was_written() -> None:
    rubric = compile_rubric(make_requisition())
    tricky = Requirement(
        id=RequirementId("R1"),
        kind=RequirementKind.MUST,
        text="Databases {{1234*4321}}",
        synonyms=("{{ requirements }}", "{{1234*4321}}"),
    )
    (question,) = questions(
        shipped_texts().prompt,
        rubric.model_copy(update={"requirements": (tricky,)}),
        (),
        language=Language.EN,
        fence="fence",
    )
    assert "Databases {{1234*4321}}" in question.requirements
    assert "also: {{ requirements }}; {{1234*4321}}" in question.requirements
    assert FILLED not in question.requirements
