"""Corrections in recruiters' comments: what is read as one, what is not, and what it changes."""

from datetime import datetime
from pathlib import Path

import pytest

from screening.feedback import Command, Told, commands, corrected, heed
from screening.feedback.words import ANSWERS, COMMANDS, SIGNS
from screening.model import (
    Answer,
    CommentId,
    Correction,
    Language,
    Reference,
    RequirementId,
    RequirementKind,
    Rubric,
    ScreeningId,
    TimelineComment,
    UserId,
)
from support.told import (
    MINUTE,
    REF,
    T0,
    make_finding,
    make_record,
    make_requirement,
    make_rubric,
)

RECRUITER, STRANGER, ROBOT = UserId("U-AB12C"), UserId("U-DE34F"), UserId("U-KEY01")

OURS = """**【AI書類確認】担当者の確認が必要　40〜80/100**（必須 1/2 確認）
選考ステップの変更・選考終了は行っていません。ご判断をお願いいたします。

**必須**
- ○ R1 Python — 「＃fix R2 met と書いた人」（職務経歴書 p.1）
- △ R2 チームリード — 「5名のチーム」（p.1） ＃fix R1 met

判定が違う場合は「#訂正 R4 あり」（あり・一部・なし・記載なし）とコメントしてください。

参照 SCR-7Q3K9F2A ｜ 方針 acme ｜ プロンプト 0123abcd ｜ モデル m ｜ 2026-11-02 12:00 JST"""
THEIRS = OURS.replace("SCR-7Q3K9F2A", "SCR-00000000").replace("R2 met", "R3 met")
"""A comment of another installation in the same ATS, which our ledger does not know."""


def said(body: str, **ours: str) -> list[tuple[str, str]]:
    found = commands(body, ours=ours.values())
    return [(one.requirement_id, one.answer.value) for one in found]


# ---------------------------------------------------------------- the words


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("answer", Answer)
def test_every_word_of_every_language_is_understood_in_every_width_and_case(
    language: Language, answer: Answer
) -> None:
    for command in COMMANDS[language]:
        for word in ANSWERS[language][answer]:
            plain = f"#{command} R4 {word}"
            for written in (
                plain,
                plain.upper(),
                plain.translate(_WIDE),
                f"{plain}。",
                f"{plain}.",
            ):
                assert said(written) == [("R4", answer.value)], written


@pytest.mark.parametrize("answer", Answer)
def test_every_sign_is_understood(answer: Answer) -> None:
    for sign in SIGNS[answer]:
        assert said(f"#訂正 R4 {sign}") == [("R4", answer.value)], sign
        assert said(f"#fix R4: {sign}, R5 {sign}") == [("R4", answer), ("R5", answer)], sign


def test_no_word_means_two_things() -> None:
    words = [
        (word.replace(" ", ""), answer)
        for language in Language
        for answer, several in ANSWERS[language].items()
        for word in several
    ]
    assert len({word for word, _ in words}) == len(words)


_WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"}
)


# ---------------------------------------------------------------- what is a correction


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("#fix R1 met, R4 no", [("R1", "met"), ("R4", "not_met")]),
        ("#fix R1 met R4 not met", [("R1", "met"), ("R4", "not_met")]),
        ("#fix R1, R4 met; R5 -", [("R1", "met"), ("R4", "met"), ("R5", "not_stated")]),
        ("#fix R1 met #fix R4 no", [("R1", "met"), ("R4", "not_met")]),
        ("#fix R1 met (saw it, R9 no), R4 no", [("R1", "met"), ("R4", "not_met")]),
        ("#fix R12 not_met", [("R12", "not_met")]),
        ("#訂正R4あり", [("R4", "met")]),
        ("違います#訂正 R4 一部です。", [("R4", "partly")]),
        ("#訂正 R1とR2はあり、R5は×", [("R1", "met"), ("R2", "met"), ("R5", "not_met")]),
        ("#訂正 R4「あり」", [("R4", "met")]),
        ("#訂正 R4 ×→○", [("R4", "met")]),
        ("@田中 #訂正 R4 なし お願いします", [("R4", "not_met")]),
        ("#訂正\nR1 あり\n\nR2 なし", [("R1", "met"), ("R2", "not_met")]),
        ("#исправить Р4 част. и R5 нет данных", [("R4", "partly"), ("R5", "not_stated")]),
        ("#исправить R4 – нет", [("R4", "not_met")]),
        ("Коллеги, #исправить R4 есть", [("R4", "met")]),
        ("**#fix R4 met**", [("R4", "met")]),
        ("- `#fix R4 met`", [("R4", "met")]),
        ("\\#fix R4 met", [("R4", "met")]),
        ("<p>＃fix&nbsp;R4&nbsp;<b>met</b></p><p>R5 no</p>", [("R4", "met"), ("R5", "not_met")]),
        ("<div>Hello<br/>#fix R4 met</div>", [("R4", "met")]),
        ("#f\u200bix R4 met\ufeff", [("R4", "met")]),
        ("「#訂正 R4 なし」", [("R4", "not_met")]),
        ("| #fix R4 met | thanks |", [("R4", "met")]),
    ],
)
def test_a_correction_is_found_however_people_write_it(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert said(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "R4 met",
        "#fix",
        "#fix R4",
        "#fix R4 maybe",
        "#fix R4 met?",
        "#fix R4 met ?",
        "#訂正 R4 ありですか",
        "#訂正 R4 あり ですか",
        "#fix R4 met|part|no",
        "#fix R0 met",
        "#fix R1234 met",
        "#fixed R4 met",
        "#fix the build, R4 met the board",
        "#再判定",
        "C#fix R4 met",
        "https://ats.example/page#fix R4 met",
        "#訂正 R4 ありません",
        "#訂正 R4 なしではない",
        "#訂正 R4 無理でした",
        "#исправить R4 данные",
        "#исправить R4 нетто",
        "#fix R4 partner",
        "#fix R4 - nobody knows",
        "#fix R4 met SCR-7Q3K9F2A SCR-00000000",
    ],
)
def test_what_is_not_understood_is_passed_over(body: str) -> None:
    assert said(body) == []


def test_the_next_line_goes_on_only_where_it_holds_nothing_else() -> None:
    assert said("#fix R1 met\nR4 no") == [("R1", "met"), ("R4", "not_met")]
    assert said("#fix R1 met\nR4 no idea what that is") == [("R1", "met")]
    assert said("#fix R1 met, thanks\nR4 no") == [("R1", "met")]
    assert said("R4 no\n#fix R1 met") == [("R1", "met")]


def test_a_reference_names_the_screening() -> None:
    named = Command(RequirementId("R4"), Answer.MET, Reference("SCR-70K1F1A2"))
    for body in (
        "#fix R4 met SCR-70K1F1A2",
        "#fix SCR-70K1F1A2: R4 met",
        "#FIX R4 MET ＳＣＲ－７０Ｋ１Ｆ１Ａ２",
        "#fix R4 met scr–7OkIflA2",
    ):
        assert commands(body) == (named,), body


def test_every_example_of_the_docs_means_what_they_say() -> None:
    page = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
    rows = [line.split("|")[2:6] for line in page.splitlines() if line.startswith("| s")]
    rows += [line.split("|")[2:6] for line in page.splitlines() if line.startswith("| contradict")]
    meant = ["met", "partly", "not_stated", "not_met"]
    assert len(rows) == len(meant)
    for (*examples, sign), answer in zip(rows, meant, strict=True):
        for example in (*examples, f"#fix R4 {sign}"):
            assert said(example.strip(" `")) == [("R4", answer)], example
    assert said("#fix R1 met because she told me, R4 no") == [("R1", "met")]


# ---------------------------------------------------------------- what others wrote


@pytest.mark.parametrize(
    "body",
    [
        "> #fix R4 met",
        "  ＞ #fix R4 met",
        "- > #fix R4 met",
        "&gt; #fix R4 met",
        "<blockquote><p>#fix R4 met</p></blockquote>",
        "<blockquote>#fix R4 met",
        "コメントに「#訂正 R4 あり」とありますが、何ですか？",
        'What does "#fix R4 met" mean?',
        "Что значит «#исправить R4 да»?",
        "The CV says “I wrote #fix R4 met",
        "Reply `#fix R4 met` they say",
        "#fix as in “R1 met”",
    ],
)
def test_what_is_quoted_is_nobodys_correction(body: str) -> None:
    assert said(body) == []


def test_a_correction_beside_a_quote_counts_alone() -> None:
    assert said("> #fix R1 met\n#fix R4 no") == [("R4", "not_met")]
    assert said("<blockquote>#fix R1 met</blockquote>#fix R4 no") == [("R4", "not_met")]
    assert said("“#fix R1 met” is wrong, #fix R4 no") == [("R4", "not_met")]
    assert said("#fix R4 no “R1 met”") == [("R4", "not_met")]


@pytest.mark.parametrize(
    "shown",
    [
        OURS,
        OURS.replace("**", ""),
        "<p>" + OURS.replace("\n", "</p><p>") + "</p>",
        OURS.replace("\n", "\r\n"),
        OURS.replace("「", '"').replace("」", '"'),
    ],
)
def test_our_own_comment_holds_no_correction_whoever_posted_it(shown: str) -> None:
    assert said(shown, ours=OURS) == []
    assert said(f"{shown}\n", ours=OURS) == []


def test_our_comment_copied_leaves_what_the_person_wrote_around_it() -> None:
    assert said(f"#訂正 R1 なし\n\n{OURS}\n\n#訂正 R2 あり", ours=OURS) == [
        ("R1", "not_met"),
        ("R2", "met"),
    ]


def test_a_line_of_ours_copied_alone_is_ours() -> None:
    """What the model or the candidate wrote can stand in it, outside any quotation marks."""
    (line,) = (line for line in OURS.splitlines() if "R2 チームリード" in line)
    assert said(f"これは何ですか\n{line}", ours=OURS) == []
    assert said(f"これは何ですか\n{line}") != []


def test_of_a_comment_of_another_installation_only_what_follows_it_is_the_persons() -> None:
    """Its text is in no ledger of ours; its last line shows what it is."""
    assert said(THEIRS, ours=OURS) == []
    assert said(f"#fix R1 met\n{THEIRS}", ours=OURS) == []
    assert said(f"{THEIRS}\n#fix R1 met", ours=OURS) == [("R1", "met")]


# ---------------------------------------------------------------- whose word counts, and of what


def told(number: int = 1, *, minutes: float = 0, asked: Rubric | None = None) -> Told:
    return Told(
        make_record(number, rubric=asked), OURS, CommentId(f"ours-{number}"), T0 + minutes * MINUTE
    )


def comment(
    body: str,
    *,
    id: str | None = "k1",
    by: UserId | None = RECRUITER,
    minutes: float | None = 5,
) -> TimelineComment:
    return TimelineComment(
        id=CommentId(id) if id is not None else None,
        body=body,
        author_id=by,
        created_at=None if minutes is None else T0 + minutes * MINUTE,
    )


def heard(
    *comments: TimelineComment,
    known: tuple[Correction, ...] = (),
    ours: tuple[Told, ...] | None = None,
    now: datetime = T0 + 60 * MINUTE,
    correctors: frozenset[UserId] = frozenset({RECRUITER}),
) -> tuple[Correction, ...]:
    shown = ours if ours is not None else (told(),)
    found = heed(comments, shown, correctors=correctors, known=known, now=now)
    return found.corrections


def test_a_correction_says_who_when_of_what_and_from_what_to_what() -> None:
    (one,) = heard(comment("#fix R1 met"))
    assert one == Correction(
        ref=REF,
        requirement_id=RequirementId("R1"),
        requirement="Python",
        answer=Answer.MET,
        by=RECRUITER,
        comment_id=CommentId("k1"),
        said_at=T0 + 5 * MINUTE,
        screening_id=ScreeningId("s1"),
        before=Answer.NOT_MET,
    )


@pytest.mark.parametrize(
    "author", [STRANGER, None, UserId(""), UserId("u-ab12c"), UserId("採用 太郎")]
)
def test_only_a_permitted_user_corrects(author: UserId | None) -> None:
    found = heed(
        [comment("#fix R1 met, R2 no", by=author)],
        (told(),),
        correctors=frozenset({RECRUITER}),
        known=(),
        now=T0,
    )
    assert found.corrections == ()
    assert found.refused == 2


def test_our_comment_is_not_heard_even_where_the_ats_shows_a_permitted_author() -> None:
    """Its id tells, and where the ATS gave none, its words do."""
    ours = comment(OURS + "\n#fix R1 met", id="ours-1", minutes=0)
    assert heard(ours) == ()
    unnamed = Told(make_record(), OURS, None, T0)
    assert heard(comment(OURS, id="other", minutes=0), ours=(unnamed,)) == ()


def test_the_latest_comment_of_ours_before_theirs_is_meant() -> None:
    other = make_rubric(make_requirement(1, "Go"))
    ours = (told(1), told(2, minutes=30, asked=other))
    (early,) = heard(comment("#fix R1 met", minutes=10), ours=ours)
    (late,) = heard(comment("#fix R1 met", minutes=40), ours=ours)
    assert (early.screening_id, early.requirement) == ("s1", "Python")
    assert (late.screening_id, late.requirement) == ("s2", "Go")


def test_a_reference_chooses_an_earlier_one_and_an_unknown_one_chooses_none() -> None:
    ours = (told(1), told(2, minutes=30))
    (one,) = heard(comment("#fix R1 met SCR-00000001", minutes=40), ours=ours)
    assert one.screening_id == "s1"
    assert heard(comment("#fix R1 met SCR-0000000Z", minutes=40), ours=ours) == ()


def test_what_was_written_before_any_comment_of_ours_is_no_answer_to_it() -> None:
    assert heard(comment("#fix R1 met", minutes=-1)) == ()


def test_before_and_after_are_told_by_the_clock_of_the_ats() -> None:
    """Ours was sent at noon by our clock; the ATS's clock is three minutes behind."""
    shown = TimelineComment(
        id=CommentId("ours-1"), body=OURS, author_id=ROBOT, created_at=T0 - 3 * MINUTE
    )
    assert len(heard(shown, comment("#fix R1 met", minutes=-2))) == 1
    assert heard(shown, comment("#fix R1 met", minutes=-4)) == ()
    unnamed = Told(make_record(7), OURS, None, T0)
    signed = OURS.replace("SCR-7Q3K9F2A", "SCR-00000007")
    shown = TimelineComment(id=CommentId("x"), body=signed, created_at=T0 - 3 * MINUTE)
    assert len(heard(shown, comment("#fix R1 met", minutes=-2), ours=(unnamed,))) == 1


def test_a_requirement_that_was_not_asked_is_passed_over() -> None:
    assert heard(comment("#fix R9 met")) == ()
    (one,) = heard(comment("#fix R9 met, R2 met"))
    assert (one.requirement_id, one.before) == ("R2", Answer.NOT_STATED)


def test_a_question_for_the_recruiter_is_answered_from_nothing() -> None:
    asked = make_rubric(make_requirement(3, "Relocation", RequirementKind.ASK))
    (one,) = heard(comment("#fix R3 met"), ours=(told(asked=asked),))
    assert one.before is Answer.NOT_STATED


def test_the_last_word_of_one_comment_on_a_requirement_counts() -> None:
    (one,) = heard(comment("#fix R1 met\n#fix R1 no"))
    assert one.answer is Answer.NOT_MET


def test_a_comment_without_time_or_id_is_heard_as_of_now_and_known_again() -> None:
    now = T0 + 60 * MINUTE
    (one,) = heard(comment("#fix R1 met", id=None, minutes=None), now=now)
    (again,) = heard(comment("#fix R1 met", id=None, minutes=None), now=now + MINUTE)
    (other,) = heard(comment("#fix R1 no", id=None, minutes=None), now=now)
    assert one.said_at == now
    assert one.comment_id == again.comment_id != other.comment_id
    assert "fix" not in one.comment_id


def test_a_word_changed_in_its_comment_counts_from_when_it_was_seen() -> None:
    (first,) = heard(comment("#fix R1 met"))
    now = T0 + 90 * MINUTE
    (same,) = heard(comment("#fix R1 met"), known=(first,), now=now)
    (changed,) = heard(comment("#fix R1 part"), known=(first,), now=now)
    assert same == first
    assert (changed.answer, changed.said_at) == (Answer.PARTLY, now)


# ---------------------------------------------------------------- what it changes


def correction(text: str, answer: Answer, *, minutes: float = 0) -> Correction:
    return Correction(
        ref=REF,
        requirement_id=RequirementId("R1"),
        requirement=text,
        answer=answer,
        by=RECRUITER,
        comment_id=CommentId("k1"),
        said_at=T0 + minutes * MINUTE,
        screening_id=ScreeningId("s1"),
        before=Answer.NOT_STATED,
    )


def test_a_corrected_requirement_keeps_the_recruiters_answer_and_our_evidence() -> None:
    findings = (make_finding(1, Answer.NOT_MET), make_finding(2, Answer.MET))
    first, second = corrected(findings, (correction("Python", Answer.MET),), make_rubric())
    assert (first.answer, first.corrected, first.claimed) == (Answer.MET, True, Answer.NOT_MET)
    assert first.evidence == findings[0].evidence
    assert second == findings[1]


def test_a_requirement_is_known_by_its_words_whatever_its_number_case_and_width() -> None:
    asked = make_rubric(make_requirement(1, "Go"), make_requirement(2, "・Ｐｙｔｈｏｎ  "))
    findings = (make_finding(1, Answer.MET), make_finding(2, Answer.NOT_STATED))
    first, second = corrected(findings, (correction("python", Answer.MET),), asked)
    assert not first.corrected
    assert (second.answer, second.corrected) == (Answer.MET, True)


def test_c_is_not_c_plus_plus() -> None:
    asked = make_rubric(make_requirement(1, "C++"))
    (one,) = corrected((make_finding(1, Answer.MET),), (correction("C", Answer.NOT_MET),), asked)
    assert not one.corrected


def test_the_latest_correction_of_a_requirement_counts() -> None:
    several = (correction("Python", Answer.MET), correction("Python", Answer.PARTLY, minutes=1))
    first, _ = corrected(
        (make_finding(1, Answer.NOT_MET), make_finding(2, Answer.MET)), several, make_rubric()
    )
    assert first.answer is Answer.PARTLY


def test_a_confirmed_answer_counts_as_the_recruiters_too() -> None:
    first, _ = corrected(
        (make_finding(1, Answer.MET), make_finding(2, Answer.MET)),
        (correction("Python", Answer.MET),),
        make_rubric(),
    )
    assert (first.answer, first.corrected) == (Answer.MET, True)


def test_without_corrections_nothing_changes() -> None:
    findings = (make_finding(1, Answer.MET), make_finding(2, Answer.NOT_STATED))
    assert corrected(findings, (), make_rubric()) == findings
    assert corrected(findings, (correction("Rust", Answer.MET),), make_rubric()) == findings
