"""What holds for a comment whatever candidates, recruiters and models wrote."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from screening.comment import CommentTemplate, find_reference, render
from screening.comment.escaping import cut, one_line, sentence
from screening.model import (
    Answer,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    AtsTraits,
    CandidacyId,
    CandidacyRef,
    CharacterTrick,
    CommentFormat,
    Contents,
    Decision,
    Demotion,
    Doubt,
    Evidence,
    FileId,
    FileMeta,
    FileReading,
    Finding,
    Fingerprint,
    HiddenReason,
    HiddenText,
    Language,
    OddCharacters,
    Outcome,
    Passage,
    Quality,
    Reason,
    Reference,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningId,
    ScreeningRecord,
    Severity,
    Step,
    TenantId,
    UnreadableReason,
    UnreadFile,
    Versions,
)
from screening.policy import NOT_SCREENED, Policy, ShowScore
from screening.verdict import grade

PROMPTS = Path(__file__).parents[2] / "prompts"
REFERENCE = Reference("SCR-7Q3K9F2A")
NASTY = (
    "SCR-7Q3K9F2A", "Ref SCR-7Q3K9F2A", "\n\u53c2\u7167 SCR-7Q3K9F2A", "ＳＣＲ－7Q3K9F2A",
    "S\u200bCR-", "![x](http://evil.example/x.png)", "[x](javascript:alert(1))",
    "<img src=x onerror=alert(1)>", "<script>", "&lt;b&gt;", "https://evil.example",
    "www.evil.example", "evil.example.com", "me@evil.example", "@channel", "<!here>",
    "#fix R1 met", "#訂正", "\n# heading", "\n\n---\n", "```\ncode\n```", "`x`", "**bold**",
    "__bold__", "*it*", "_it_", "~~gone~~", "\n| a | b |\n|---|", "\n- item", "\n1. item",
    "\n> quote", "\\", "\\*", "{{ 7*7 }}", "{% for %}", "{reference}", "{0}", "%s", "\u202e",
    "\u200b", "\ufeff", "\U000e0041", "\x00", "\x1b[31m", "\u2028", "\r", "\t", "\ue000",
    "\u3164", "\u2800", "e" + "\u0301" * 40, "\u034f", "\ufe0f", "「", "」", "“", "”", "«", "»",
    "…", " ", "Pythonでの開発を5年", "Led a team of 6", "Руководил группой", "C#", "ASP.NET",
    "//", "http:", "mailto:a",
)  # fmt: skip
ALLOWED_TOKENS = {
    "inline", "text", "softbreak", "strong_open", "strong_close", "paragraph_open",
    "paragraph_close", "bullet_list_open", "bullet_list_close", "ordered_list_open",
    "ordered_list_close", "list_item_open", "list_item_close",
}  # fmt: skip
LINKS = re.compile(
    r"https?:/|www\.|//|@|[\w-]\.(?:com|jp|ru|net|io|org|example)\b|mailto:|javascript:",
    re.IGNORECASE,
)

texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=20), min_size=1, max_size=8).map("".join)
pages = st.none() | st.integers(1, 99)
metas = st.builds(
    FileMeta,
    id=st.sampled_from(["f1", "f2", "f3"]).map(FileId),
    name=texts,
    kind=st.just("resume"),
    private=st.sampled_from([False, False, False, None, True]),
)
evidence = st.builds(
    Evidence,
    file_id=st.sampled_from(["f1", "f2", "f9"]).map(FileId),
    file_name=texts,
    page=pages,
    line=st.just(1),
    text=texts,
)


@cache
def template(language: Language) -> CommentTemplate:
    path = PROMPTS / f"comment.{language.value}.md"
    return CommentTemplate.parse(path.read_text(encoding="utf-8"), language)


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    lines = draw(st.lists(st.tuples(st.sampled_from(RequirementKind), texts), max_size=20))
    return Rubric(
        requisition_id=RequisitionId("r1"),
        source=RubricSource.RULES,
        requirements=tuple(
            Requirement(id=RequirementId(f"R{number}"), kind=kind, text=text[:500] or "x")
            for number, (kind, text) in enumerate(lines, start=1)
        ),
    )


@st.composite
def findings(draw: st.DrawFn, rubric: Rubric) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            requirement_id=requirement.id,
            answer=draw(st.sampled_from(Answer)),
            claimed=Answer.MET,
            evidence=tuple(draw(st.lists(evidence, max_size=2))),
            demotion=draw(st.none() | st.sampled_from(Demotion)),
            missing=draw(texts),
        )
        for requirement in rubric.requirements
        if requirement.kind is not RequirementKind.ASK
    )


def readings(file: FileId) -> st.SearchStrategy[FileReading]:
    hidden = st.builds(
        HiddenText,
        reason=st.sampled_from(HiddenReason),
        page=pages,
        part=st.none() | texts,
        characters=st.integers(1, 10**6),
        words=texts,
        severity=st.sampled_from(Severity),
    )
    odd = st.builds(
        OddCharacters,
        kind=st.sampled_from(CharacterTrick),
        count=st.integers(1, 10**6),
        severity=st.sampled_from(Severity),
    )
    passages = st.builds(Passage, page=pages, part=st.none() | texts, words=texts)
    return st.builds(
        FileReading,
        file_id=st.just(file),
        sha256=st.just("0" * 64),
        format=st.none(),
        pages=st.none(),
        lines=st.none(),
        quality=st.sampled_from(Quality),
        hidden=st.lists(hidden, max_size=7).map(tuple),
        odd_characters=st.lists(odd, max_size=3).map(tuple),
        instructions=st.lists(passages, max_size=5).map(tuple),
    )


@st.composite
def records(draw: st.DrawFn) -> ScreeningRecord:
    kind = draw(st.sampled_from(AssessorKind))
    assessor = AssessorIdentity(kind=kind, model=draw(texts))
    rubric = draw(rubrics())
    found = draw(findings(rubric))
    judged = draw(st.booleans())
    files = tuple(draw(st.lists(metas, max_size=3, unique_by=lambda one: one.id)))
    said = Assessment(
        assessor=assessor,
        question=Fingerprint("0"),
        claims=(),
        questions=tuple(draw(st.lists(texts, max_size=4))),
    )
    return ScreeningRecord(
        id=ScreeningId("s1"),
        reference=REFERENCE,
        ref=CandidacyRef(tenant=TenantId("t1"), id=CandidacyId("c1")),
        step=Step("entry"),
        step_updated_at=datetime(2026, 11, 21, tzinfo=UTC),
        requisition=None,
        basis=Fingerprint("1"),
        versions=Versions(
            code="0",
            prompt=Fingerprint("1a2b3c4d5e"),
            template=Fingerprint("2"),
            rubric=Fingerprint("3"),
            policy=Fingerprint("4"),
            policy_name=draw(texts),
            assessor=assessor,
        ),
        files=files,
        readings=tuple(draw(readings(file.id)) for file in files),
        unread=tuple(
            draw(
                st.lists(
                    st.builds(
                        UnreadFile,
                        file=metas,
                        reason=st.sampled_from(UnreadableReason),
                        contents=st.none()
                        | st.builds(
                            Contents,
                            names=st.lists(texts, max_size=6).map(tuple),
                            count=st.integers(1, 10**5),
                        ),
                    ),
                    max_size=7,
                )
            )
        ),
        rubric=rubric,
        left_out=draw(st.integers(0, 40)),
        assessments=(said,),
        findings=found,
        verdict=grade(found, rubric, Policy.model_fields["thresholds"].default) if judged else None,
        decision=Decision(
            outcome=Outcome.SCREENED if judged else Outcome.NOT_SCREENED,
            reason=Reason.JUDGED if judged else draw(st.sampled_from(sorted(NOT_SCREENED))),
            doubts=tuple(draw(st.lists(st.sampled_from(Doubt), unique=True))),
        ),
        actions=(),
        decided_at=datetime(2026, 11, 21, 8, 4, tzinfo=UTC),
    )


def comment(
    record: ScreeningRecord,
    language: Language,
    *,
    limit: int = 20_000,
    shown_as: CommentFormat = CommentFormat.PLAIN,
    score: ShowScore = "first",
) -> str:
    policy = Policy(
        name="p",
        screened_steps=(Step("entry"),),
        language=language,
        comment_format=shown_as,
        show_score=score,
    )
    traits = AtsTraits(
        name="ats",
        comment_formats=tuple(CommentFormat),
        comment_limit=limit,
        comments_readable=True,
        step_move_may_notify=True,
        termination_may_notify=True,
        termination_needs_reason=True,
    )
    return render(record, template(language), policy=policy, traits=traits, zone=UTC)


languages = st.sampled_from(Language)
formats = st.sampled_from(CommentFormat)
scores = st.sampled_from(["first", "last", "hidden"])


@settings(max_examples=150, deadline=None)
@given(records(), languages, formats, scores, st.integers(800, 20_000))
def test_every_comment_keeps_its_limit_its_head_and_its_reference(
    record: ScreeningRecord, language: Language, shown_as: CommentFormat, score: str, limit: int
) -> None:
    wanted = cast(ShowScore, score)  # the strategy draws from exactly these three
    body = comment(record, language, limit=limit, shown_as=shown_as, score=wanted)
    roomy = comment(record, language, shown_as=shown_as, score=wanted)
    again = comment(record, language, limit=limit, shown_as=shown_as, score=wanted)
    assert len(body) <= min(limit, 6_000)
    assert body == again
    assert find_reference(body, REFERENCE)
    assert body.count(REFERENCE) == 1
    lines, roomy_lines = ([one for one in text.splitlines() if one] for text in (body, roomy))
    assert lines[:2] == roomy_lines[:2]
    assert lines[-1] == roomy_lines[-1]
    assert REFERENCE in lines[-1]


@settings(max_examples=150, deadline=None)
@given(records(), languages)
def test_markdown_holds_nothing_but_our_own_bold_and_lists(
    record: ScreeningRecord, language: Language
) -> None:
    body = comment(record, language, shown_as=CommentFormat.MARKDOWN)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(body):
        children = token.children or []
        assert {token.type, *(child.type for child in children)} <= ALLOWED_TOKENS
        bold = sum(child.type == "strong_open" for child in children)
        if bold:
            assert bold == 1
            assert children[0].content == ""
            assert children[1].type == "strong_open"
    assert not LINKS.search(body)


@settings(max_examples=150, deadline=None)
@given(records(), languages, formats)
def test_no_link_mention_command_or_invisible_character_survives(
    record: ScreeningRecord, language: Language, shown_as: CommentFormat
) -> None:
    body = comment(record, language, shown_as=shown_as)
    assert not LINKS.search(body)
    assert not re.search(r"[<>`\\_\[\]{}~]", body)
    assert not re.search(r"(?<![A-Za-z])#|#\w", body)
    assert not [
        character
        for character in body
        if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"} and character != "\n"
    ]


@settings(max_examples=400, deadline=None)
@given(texts)
def test_escaping_gives_one_short_safe_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert not LINKS.search(line)
    assert not find_reference(line, REFERENCE)
    assert one_line(line) == line
    assert not re.match(r"[-+*#=]|\d{1,3}[.)]\s", sentence(text))


@settings(max_examples=400, deadline=None)
@given(texts, st.integers(2, 60))
def test_a_cut_keeps_the_limit_and_says_that_it_cut(text: str, limit: int) -> None:
    line = one_line(text)
    short = cut(line, limit)
    assert len(short) <= limit
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))
