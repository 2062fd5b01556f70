"""Whatever stands in documents and claims, the check gives an honest answer and never raises."""

from hypothesis import given
from hypothesis import strategies as st

from screening.evidence import MOST_EVIDENCE, verify
from screening.model import (
    Answer,
    Claim,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Finding,
    Line,
    Quote,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.normalise import find, normalise

ODD = st.characters(codec="utf-8") | st.sampled_from(
    "aB9 ..,-–〜+#%()・、。\n①²½㎡㈱ｶﾞ゙ガ⻑⼾髙○×未無\u0301\u200b\u00ad\u3164\U000e0100ёЁßİ"
)
TEXTS = st.text(ODD, max_size=40)
IDS = st.sampled_from(["R1", "R2", "R3", "R77"]).map(RequirementId)
RUBRIC = Rubric(
    requisition_id=RequisitionId("Q"),
    source=RubricSource.RULES,
    requirements=tuple(
        Requirement(id=RequirementId(f"R{n}"), kind=kind, text=f"Python {n}年以上")
        for n, kind in enumerate(
            (RequirementKind.MUST, RequirementKind.ASK, RequirementKind.WANT), 1
        )
    ),
)
CLAIMS = st.lists(
    st.builds(
        Claim,
        requirement_id=IDS,
        answer=st.sampled_from(Answer),
        quotes=st.lists(
            st.builds(Quote, line=st.none() | st.integers(), text=TEXTS), max_size=5
        ).map(tuple),
        missing=TEXTS,
    ),
    max_size=4,
).map(tuple)


def made(texts: list[str], id: str) -> Document:
    return Document(
        file=FileMeta(id=FileId(id), name=id, kind="resume"),
        sha256="0" * 64,
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(Line(number=n, page=None, text=text) for n, text in enumerate(texts, 1)),
    )


FILES = st.lists(st.lists(TEXTS, max_size=4), max_size=3).map(
    lambda files: tuple(made(texts, f"F{n}") for n, texts in enumerate(files))
)


def assert_honest(findings: tuple[Finding, ...], documents: tuple[Document, ...]) -> None:
    assert [finding.requirement_id for finding in findings] == ["R1", "R3"]
    whole = {one.file.id: " ".join(line.text for line in one.lines) for one in documents}
    for finding in findings:
        assert (finding.answer is not Answer.NOT_STATED) == bool(finding.evidence)
        assert (finding.demotion is not None) == (finding.answer is not finding.claimed)
        assert len(finding.evidence) <= MOST_EVIDENCE
        for evidence in finding.evidence:
            assert evidence.text in whole[evidence.file_id].replace("\n", " ")


@given(CLAIMS, FILES)
def test_any_claim_on_any_document_gives_an_honest_finding(
    claims: tuple[Claim, ...], documents: tuple[Document, ...]
) -> None:
    findings = verify(claims, RUBRIC, documents)
    assert_honest(findings, documents)
    assert findings == verify(claims, RUBRIC, documents)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_any_part_of_a_document_gives_an_honest_finding(
    texts: list[str], data: st.DataObject
) -> None:
    whole = "\n".join(texts)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    quote = Quote(line=1, text=whole[start:end])
    claim = Claim(requirement_id=RequirementId("R1"), answer=Answer.MET, quotes=(quote,))
    documents = (made(texts, "F1"),)
    assert_honest(verify((claim,), RUBRIC, documents), documents)


@given(TEXTS)
def test_the_offset_map_covers_the_searched_text_in_order(source: str) -> None:
    made_text = normalise(source)
    spans = [made_text.span(at, at + 1) for at in range(len(made_text.text))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(source) for start, end in spans)


@given(TEXTS)
def test_a_whole_text_is_found_in_itself(source: str) -> None:
    whole = normalise(source)
    if whole.text:
        assert next(iter(find(whole, whole))) == whole.span(0, len(whole.text))


@given(TEXTS, st.data())
def test_what_is_found_says_the_same_as_what_was_searched(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    wanted = normalise(source[start : data.draw(st.integers(start, len(source)))])
    if not wanted.text[:1].isalnum():
        return  # a sign in front may be a bullet where it stands and an answer elsewhere
    for first, last in find(wanted, normalise(source)):
        assert normalise(source[first:last]).text == wanted.text
