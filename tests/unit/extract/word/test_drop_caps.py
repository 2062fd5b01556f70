"""A large first letter is read with the paragraph that it begins."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading

Word = Callable[..., bytes]
Read = Callable[[bytes], Reading]


def p(text: str, properties: str = "", look: str = "") -> str:
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def cap(text: str, kind: str = "drop", look: str = "") -> str:
    frame = f'<w:framePr w:dropCap="{kind}" w:lines="3" w:wrap="around"/>'
    return p(text, frame, look)


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


@pytest.mark.parametrize("kind", ["drop", "margin"])
def test_a_large_first_letter_is_joined_with_its_word(kind: str, word: Word, read: Read) -> None:
    body = p("before") + cap("C", kind) + p("urriculum vitae") + p("after")
    reading = read(word(body))
    assert lines(reading) == ["before", "Curriculum vitae", "after"]
    assert [line.paragraph for line in reading.lines] == [1, 2, 3]


def test_marks_between_do_not_part_them(word: Word, read: Read) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
    assert lines(read(word(cap("I") + mark + p(" am")))) == ["I am"]


def test_a_large_letter_inside_a_cell_is_joined_as_well(word: Word, read: Read) -> None:
    cell = f"<w:tc>{cap('C')}{p('urriculum')}</w:tc>"
    assert lines(read(word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))) == ["Curriculum"]


def test_a_large_letter_before_no_paragraph_is_kept(word: Word, read: Read) -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('cell')}</w:tc></w:tr></w:tbl>"
    body = cap("A") + table + cap("B") + cap("C") + p("d") + cap("E")
    assert lines(read(word(body))) == ["A", "cell", "B", "Cd", "E"]


def test_a_hidden_large_letter_stays_hidden(word: Word, read: Read) -> None:
    reading = read(word(cap("Secret", look="<w:vanish/>") + p("seen")))
    assert lines(reading) == ["seen"]
    assert [one.words for one in reading.hidden] == ["Secret"]


def test_another_frame_stays_a_paragraph_of_its_own(word: Word, read: Read) -> None:
    assert lines(read(word(p("Frame", '<w:framePr w:w="2000"/>') + p("text")))) == ["Frame", "text"]


def test_words_in_groups_without_end_are_not_left_out_in_silence(
    word: Word, reason: Callable[..., str]
) -> None:
    inner = f"<wps:wsp><wps:txbx><w:txbxContent>{p('deep')}</w:txbxContent></wps:txbx></wps:wsp>"
    group = "<wps:wgp>" * 70 + inner + "</wps:wgp>" * 70
    drawing = f'<w:drawing><wp:anchor><wp:extent cx="9" cy="9"/>{group}</wp:anchor></w:drawing>'
    assert reason(word(p("seen") + f"<w:p><w:r>{drawing}</w:r></w:p>")) == "too_long"
