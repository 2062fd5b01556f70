"""Whatever stands in documents and claims, the check gives an honest answer and never raises."""

from hypothesis import given
from hypothesis import strategies as st

from screening.evidence import MOST_EVIDENCE, verify
from screening.evidence.near import Kind, Near, near
from screening.model import (
    Answer,
    Claim,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Finding,
    HiddenReason,
    HiddenText,
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
        periods=st.lists(
            st.builds(Quote, line=st.none() | st.integers(), text=TEXTS), max_size=2
        ).map(tuple),
        missing=TEXTS,
    ),
    max_size=4,
).map(tuple)


def made(texts: list[str], id: str, *, recognised: bool = False, hidden: str = "") -> Document:
    return Document(
        file=FileMeta(id=FileId(id), name=id, kind="resume"),
        sha256="0" * 64,
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(
            Line(number=n, page=None, text=text, recognised=recognised)
            for n, text in enumerate(texts, 1)
        ),
        hidden=(
            HiddenText(reason=HiddenReason.COLOUR, page=None, characters=len(hidden), words=hidden),
        ),
    )


FILES = st.lists(st.tuples(st.lists(TEXTS, max_size=4), st.booleans(), TEXTS), max_size=3).map(
    lambda files: tuple(
        made(texts, f"F{n}", recognised=recognised, hidden=hidden)
        for n, (texts, recognised, hidden) in enumerate(files)
    )
)


def assert_honest(findings: tuple[Finding, ...], documents: tuple[Document, ...]) -> None:
    assert [finding.requirement_id for finding in findings] == ["R1", "R3"]
    whole = {one.file.id: " ".join(line.text for line in one.lines) for one in documents}
    for finding in findings:
        assert (finding.answer is not Answer.NOT_STATED) == bool(finding.evidence)
        assert (finding.demotion is not None) == (finding.answer is not finding.claimed)
        assert len(finding.evidence) <= MOST_EVIDENCE
        assert finding.evidence or not finding.periods
        for evidence in (*finding.evidence, *finding.periods):
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
    recognised = data.draw(st.booleans())
    whole = "\n".join(texts)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    quote = Quote(line=1, text=whole[start:end])
    claim = Claim(requirement_id=RequirementId("R1"), answer=Answer.MET, quotes=(quote,))
    documents = (made(texts, "F1", recognised=recognised),)
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


WORDS = st.lists(
    st.sampled_from(
        [
            "Managed",
            "the",
            "platform",
            "13",
            "年間",
            "倉庫管理",
            "サーバー",
            "не",
            "учёта",
            "no",
            "①3年",
        ]
    ),
    min_size=3,
    max_size=12,
)


@given(WORDS, st.data())
def test_a_near_match_differs_by_few_characters_and_never_by_two_together(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    quote = list(text)
    for at in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=3)):
        quote[at] = data.draw(st.sampled_from(["", "x", "の", quote[at] * 2]))
    wanted, document = normalise("".join(quote)), normalise(f"before {text} after")
    for found in near(wanted, document):
        assert 1 <= len(found.differences) <= 0.08 * len(wanted.text)
        assert replayed(wanted.text, document.text, found) == document.text[found.start : found.end]
        places = [each.quoted for each in found.differences]
        assert places == sorted(places)


def replayed(quote: str, document: str, found: Near) -> str:
    """Make what stands in the document out of the quote and the differences."""
    pieces, at = [], 0
    for kind, quoted, written in found.differences:
        first = max(at, quoted)
        pieces.append(quote[at:first])
        at = first + (kind is not Kind.SURPLUS)
        if kind is not Kind.MISSING:
            pieces.append(document[written])
    return "".join([*pieces, quote[at:]])


@given(WORDS, st.data())
def test_a_changed_number_is_never_accepted_on_any_page(
    words: list[str], data: st.DataObject
) -> None:
    line = " ".join([*words, "for", str(data.draw(st.integers(10, 99))), "months of service"])
    places = [at for at, character in enumerate(line) if character.isdecimal()]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != line[at]]))
    quote = Quote(line=None, text=line[:at] + digit + line[at + 1 :])
    claim = Claim(requirement_id=RequirementId("R1"), answer=Answer.MET, quotes=(quote,))
    (finding, _) = verify((claim,), RUBRIC, (made([line], "F1", recognised=True),))
    assert finding.evidence == ()
