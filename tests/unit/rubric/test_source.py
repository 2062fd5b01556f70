from screening.model import RequirementKind, Requisition, RequisitionId
from screening.rubric import compile_rubric, sections, text_hash
from screening.rubric.source import lines


def requisition(must: str = "", want: str = "", persona: str = "", id: str = "Q") -> Requisition:
    return Requisition(
        id=RequisitionId(id), name=id, must_text=must, want_text=want, persona_text=persona
    )


def test_only_line_ends_and_outer_spaces_may_differ() -> None:
    one = text_hash(requisition("・Python\n・Go"))
    assert text_hash(requisition("\r\n ・Python\r\n・Go \n\n")) == one
    assert text_hash(requisition("・Python\r・Go")) == one
    for other in (
        "・Python\n\n・Go",
        "・Python\n・ Go",
        "・python\n・Go",
        "・Python\n・Ｇｏ",
        "・Python",
    ):
        assert text_hash(requisition(other)) != one


def test_the_three_texts_are_not_mixed_up() -> None:
    texts = [("a", "", ""), ("", "a", ""), ("", "", "a"), ("a\n", "b", ""), ("a", "\nb", "a")]
    assert len({text_hash(requisition(*each)) for each in texts}) == len(texts)


def test_the_name_and_the_id_are_no_part_of_the_text() -> None:
    assert text_hash(requisition("a", id="Q1")) == text_hash(requisition("a", id="Q2"))


def test_rules_note_the_text_that_they_were_made_of() -> None:
    made = requisition("・Python 実務3年以上", "・Go")
    rubric = compile_rubric(made)
    assert rubric.text_hash == text_hash(made)
    assert [one.minimum_months for one in rubric.requirements] == [36, None]


def test_lines_are_what_a_reader_sees() -> None:
    made = requisition("<ul><li>Python</li><li>Go</li></ul>", "\n\n・Rust\u200b\n", "")
    assert sections(made) == (
        (RequirementKind.MUST, ("・Python", "・Go")),
        (RequirementKind.WANT, ("・Rust",)),
        (RequirementKind.NOTE, ()),
    )
    assert lines(made) == ("・Python", "・Go", "・Rust")
