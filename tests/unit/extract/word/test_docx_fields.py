"""Fields show their results; their codes are hidden, except where the code is what is drawn."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading

Word = Callable[..., bytes]
Read = Callable[[bytes], Reading]


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def field(code: str, shown: str | None = None, form: str = "") -> str:
    result = "" if shown is None else mark("separate") + t(shown)
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark("begin", form) + code + result + mark("end")


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("EQ \\o\\ac(○,秘)", "秘"),
        ("EQ \\o(a,/)", "a/"),
        ('EQ \\* jc2 \\* "Font:x" \\* hps10 \\o\\ad(\\s\\up 9(あさぎり),朝霧)', "朝霧"),
        ("MACROBUTTON  Nothing [Your name here]", "[Your name here]"),
        ('SYMBOL 252 \\f "Wingdings"', "✓"),
        ("SYMBOL 65", "A"),
        ("TC hidden", ""),
        ("EQ \\x", ""),
    ],
)
def test_some_codes_draw_what_is_seen(code: str, wanted: str, word: Word, read: Read) -> None:
    reading = read(word(f"<w:p>{t('x ')}{field(code)}</w:p>"))
    assert lines(reading) == [f"x {wanted}".strip()]


def test_a_field_inside_a_code_is_part_of_the_code(word: Word, read: Read) -> None:
    inner = field("PAGE", "7")
    outer = f"{mark('begin')}<w:r><w:instrText>IF </w:instrText></w:r>{inner}{mark('separate')}"
    reading = read(word(f"<w:p>{outer}{t('shown')}{mark('end')}</w:p>"))
    assert lines(reading) == ["shown"]
    assert "7" in reading.hidden[0].words
    assert reading.hidden[0].severity == "note"


def test_a_field_runs_over_paragraphs(word: Word, read: Read) -> None:
    begin = f"<w:p>{mark('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>{mark('separate')}"
    body = f"{begin}{t('one')}</w:p><w:p>{t('two')}</w:p><w:p>{mark('end')}{t('three')}</w:p>"
    assert lines(read(word(body))) == ["one", "two", "three"]


def test_a_field_that_never_ends_hides_nothing(word: Word, read: Read) -> None:
    body = f"<w:p>{mark('begin')}{t('still here')}</w:p><w:p>{t('and here')}</w:p>"
    assert lines(read(word(body))) == ["still here", "and here"]


def test_check_boxes_and_choices_are_shown_as_they_stand(word: Word, read: Read) -> None:
    box = '<w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData>'
    body = field("FORMCHECKBOX", form=box.format('<w:checked w:val="1"/>'))
    body += field("FORMCHECKBOX", form=box.format(""))
    entries = '<w:listEntry w:val="A"/><w:listEntry w:val="B"/>'
    body += field(
        "FORMDROPDOWN",
        form=f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>',
    )
    body += field(
        "FORMDROPDOWN",
        form=f'<w:ffData><w:ddList><w:result w:val="9"/>{entries}</w:ddList></w:ffData>',
    )
    assert lines(read(word(f"<w:p>{body}</w:p>"))) == ["☒☐B"]


def test_page_numbers_are_not_worth_a_note(word: Word, read: Read) -> None:
    number = field(" PAGE  \\* MERGEFORMAT ", "1")
    assert read(word(f"<w:p>{t('x')}{number}</w:p>")).hidden == ()
