"""Word files are walked in their own order; what Word does not show is left out."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from screening.extract.reading import Reading
from screening.model.reading import HiddenReason

Word = Callable[..., bytes]
Read = Callable[[bytes], Reading]


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def p(content: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>"


def row(*cells: str, look: str = "") -> str:
    filled = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{look}</w:trPr>{filled}</w:tr>"


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def reasons(reading: Reading) -> list[str]:
    return [item.reason.value for item in reading.hidden]


def test_wrappers_are_seen_through(word: Word, read: Read) -> None:
    body = p(
        f"<w:hyperlink>{run('link')}</w:hyperlink>"
        f"<w:smartTag>{run(' tag')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run(' control')}</w:sdtContent></w:sdt>"
        f"<w:fldSimple>{run(' field')}</w:fldSimple>"
        "<m:oMath><m:r><m:t> x+1</m:t></m:r></m:oMath>"
        "<w:r><w:noBreakHyphen/><w:t>end</w:t></w:r>"
    )
    block = f"<w:sdt><w:sdtContent>{p(run('block'))}</w:sdtContent></w:sdt>"
    assert lines(read(word(body + block))) == ["link tag control field x+1-end", "block"]


def test_furigana_does_not_interrupt_the_name(word: Word, read: Read) -> None:
    ruby = f"<w:ruby><w:rt>{run('あさぎり')}</w:rt><w:rubyBase>{run('朝霧')}</w:rubyBase></w:ruby>"
    assert lines(read(word(p(f"<w:r>{ruby}</w:r>{run('透')}")))) == ["朝霧透"]


def test_alternatives_are_read_once(word: Word, read: Read) -> None:
    both = (
        "<mc:AlternateContent><mc:Choice Requires='{}'>{}</mc:Choice>"
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    body = both.format("wps", p(run("new")), p(run("old")))
    body += both.format("unknown", p(run("for others")), p(run("for Word")))
    borrowed = both.format("w14", p(run("for nobody")), p(run("for Word, too")))
    body += borrowed.replace("<mc:Choice", "<mc:Choice xmlns:w14='urn:something-else'")
    assert lines(read(word(body))) == ["new", "for Word", "for Word, too"]


def test_a_row_stays_one_line_unless_its_first_cells_are_long(word: Word, read: Read) -> None:
    table = (
        row(p(run("期間")), p(run("会社")), p(""))
        + row(p(run("職務")), p(run("設計")) + p(run("開発")))
        + row(p(run("a")) + p(run("b")), p(run("c")))
    )
    assert lines(read(word(f"<w:tbl>{table}</w:tbl>"))) == [
        "期間 | 会社",
        "職務 | 設計",
        "開発",
        "a",
        "b",
        "c",
    ]


def test_hidden_and_deleted_rows_are_left_out(word: Word, read: Read) -> None:
    table = row(p(run("kept"))) + row(p(run("hidden")), look="<w:hidden/>")
    table += row(p(run("deleted")), look='<w:del w:id="1"/>')
    reading = read(word(f"<w:tbl>{table}</w:tbl>"))
    assert lines(reading) == ["kept"]
    assert reasons(reading) == ["hidden_run", "deleted"]


STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Small"><w:rPr><w:sz w:val="3"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:val="clear" w:fill="202020"/>'
    '</w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Banded"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
)
WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (p(run("x", "<w:vanish/>")), HiddenReason.HIDDEN_RUN),
        (p(run("x", '<w:rStyle w:val="Gone"/>')), HiddenReason.HIDDEN_RUN),
        (p(run("x", '<w:rStyle w:val="Child"/>')), HiddenReason.HIDDEN_RUN),
        (p(run("x"), '<w:pStyle w:val="Small"/>'), HiddenReason.TINY),
        (p(run("x", '<w:sz w:val="7"/>')), HiddenReason.TINY),
        (p(run("x", WHITE)), HiddenReason.COLOUR),
        (p(run("x", '<w:color w:val="FAFAFA"/>')), HiddenReason.COLOUR),
        (
            p(run("x", '<w:color w:val="111111"/><w:shd w:val="clear" w:fill="000000"/>')),
            HiddenReason.COLOUR,
        ),
        (p(run("x", WHITE + '<w:highlight w:val="white"/>')), HiddenReason.COLOUR),
    ],
)
def test_runs_that_nobody_sees_are_counted_and_left_out(
    body: str, why: HiddenReason, word: Word, read: Read
) -> None:
    reading = read(word(p(run("seen")) + body, styles=STYLES))
    assert lines(reading) == ["seen"]
    assert [(item.reason, item.characters) for item in reading.hidden] == [(why, 1)]


@pytest.mark.parametrize(
    "body",
    [
        p(run("x", '<w:vanish w:val="0"/>')),
        p(run("x", '<w:rStyle w:val="Gone"/><w:vanish w:val="false"/>')),
        p(run("x", '<w:rStyle w:val="Loop"/>')),
        p(run("x", '<w:sz w:val="8"/>')),
        p(run("x", '<w:color w:val="auto"/>')),
        p(run("x", '<w:color w:val="BBBBBB"/>')),
        p(run("x", WHITE + '<w:highlight w:val="darkBlue"/>')),
        p(run("x", WHITE + '<w:shd w:val="pct50" w:fill="auto"/>')),
        p(run("x"), '<w:pStyle w:val="Dark"/>'),
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Banded"/></w:tblPr>{row(p(run("x", WHITE)))}</w:tbl>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="203040"/></w:tcPr>'
        f"{p(run('x', WHITE))}</w:tc></w:tr></w:tbl>",
    ],
)
def test_runs_that_people_do_see_stay(body: str, word: Word, read: Read) -> None:
    reading = read(word(body, styles=STYLES))
    assert lines(reading) == ["x"]
    assert reading.hidden == ()


def behind(points: int, fill: str) -> str:
    size = points * 12700
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr></wps:wsp>"
    extent = f'<wp:extent cx="{size}" cy="{size}"/>'
    return f'<w:r><w:drawing><wp:anchor behindDoc="1">{extent}{shape}</wp:anchor></w:drawing></w:r>'


def test_white_text_over_a_drawing_is_given_the_benefit_of_the_doubt(
    word: Word, read: Read
) -> None:
    reading = read(word(p(behind(200, solid("203040"))) + p(run("x", WHITE))))
    assert lines(reading) == ["x"]
    assert reading.warnings == ("look_unchecked",)


@pytest.mark.parametrize("shape", [(1, "203040"), (200, "FFFFFF")])
def test_a_speck_or_a_white_drawing_is_no_ground_for_white_text(
    shape: tuple[int, str], word: Word, read: Read
) -> None:
    points, colour = shape
    body = p(run("seen") + behind(points, solid(colour))) + p(run("x", WHITE))
    assert lines(read(word(body))) == ["seen"]


def test_deleted_text_is_counted_and_inserted_text_is_kept(word: Word, read: Read) -> None:
    body = p(f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>")
    body += f"<w:moveFrom>{p(run('moved'))}</w:moveFrom>"
    reading = read(word(body))
    assert lines(reading) == ["new"]
    assert [(item.reason.value, item.characters) for item in reading.hidden] == [("deleted", 8)]
    assert reading.hidden[0].severity == "note"


def test_a_word_file_without_words_is_empty(word: Word, reason: Callable[[bytes], str]) -> None:
    assert reason(word(p(""))) == "empty"
    assert reason(word(p(run("x", "<w:vanish/>")))) == "empty"


def test_a_word_file_whose_xml_is_broken_is_damaged(
    word: Word, reason: Callable[[bytes], str]
) -> None:
    assert reason(word("<w:p><w:r></w:p>")) == "damaged"


def test_sixty_nested_tables_are_read_and_five_hundred_are_refused(
    word: Word, read: Read, reason: Callable[[bytes], str]
) -> None:
    def nested(depth: int) -> str:
        opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
        return opening * depth + p(run("deep")) + closing * depth

    assert lines(read(word(nested(60)))) == ["deep"]
    assert reason(word(nested(500))) == "damaged"


def section(*references: str, extra: str = "") -> str:
    links = "".join(
        f'<w:{kind}Reference w:type="{use}" r:id="{name}"/>'
        for kind, use, name in (reference.split() for reference in references)
    )
    return f"<w:sectPr>{links}{extra}</w:sectPr>"


def test_only_headers_and_footers_that_some_page_shows_are_read_once(
    word: Word, read: Read
) -> None:
    first = section("header default header1", "header first header2", "footer even footer1")
    second = section("header default header1", "header default header3", "footer default footer2")
    content = word(
        p("", first) + p(run("body")) + second,
        header1=p(run("top")),
        header2=p(run("no title page")),
        header3=p(run("top")) + p(run("top of section two")),
        header4=p(run("of no section")),
        footer1=p(run("even and odd are alike")),
        footer2=p(run("bottom")),
    )
    assert lines(read(content)) == ["top", "top of section two", "body", "bottom"]


def test_title_pages_and_even_pages_have_headers_of_their_own(word: Word, read: Read) -> None:
    content = word(
        p(run("body"))
        + section("header first header1", "header even header2", extra="<w:titlePg/>"),
        header1=p(run("title")),
        header2=p(run("even")),
        settings="<w:evenAndOddHeaders/>",
    )
    assert lines(read(content)) == ["title", "even", "body"]


def test_notes_come_after_the_body(word: Word, read: Read) -> None:
    notes = f'<w:footnote w:type="separator">{p(run("rule"))}</w:footnote>'
    notes += f'<w:footnote w:id="1">{p(run("note"))}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p(run("nothing points here"))}</w:footnote>'
    body = p(run("body") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    reading = read(word(body, footnotes=notes))
    assert lines(reading) == ["body", "note"]
    assert reasons(reading) == ["hidden_run"]


def test_a_broken_picture_does_not_cost_the_words(
    document: Callable[[str], bytes], read: Read
) -> None:
    content = bytearray(document("ja.docx"))
    with ZipFile(BytesIO(content)) as archive:
        picture = archive.getinfo("docProps/thumbnail.jpeg")
    place = picture.header_offset + 30 + len(picture.filename) + picture.compress_size - 20
    content[place] ^= 0xFF
    reading = read(bytes(content))
    assert lines(reading) == lines(read(document("ja.docx")))
    assert reading.warnings == ("stand_in_reader",)


def test_a_macro_file_is_read_by_hand_and_says_so(word: Word, read: Read) -> None:
    reading = read(word(p(run("body")), main="document.macroEnabled.main"))
    assert lines(reading) == ["body"]
    assert reading.warnings == ("stand_in_reader",)


def box(fill: str, look: str = WHITE) -> str:
    words = f"<wps:txbx><w:txbxContent>{p(run('x', look))}</w:txbxContent></wps:txbx>"
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{words}</wps:wsp>"
    return p(f"<w:r><w:t>seen</w:t><w:drawing><wp:inline>{shape}</wp:inline></w:drawing></w:r>")


def solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


@pytest.mark.parametrize(
    ("fill", "wanted"),
    [
        (solid("FFFFFF"), ["seen"]),
        (solid("1F2A44"), ["seen", "x"]),
        ("<a:gradFill/>", ["seen", "x"]),
        ("<a:noFill/>", ["seen"]),
    ],
)
def test_a_text_box_is_held_against_its_own_plain_fill(
    fill: str, wanted: list[str], word: Word, read: Read
) -> None:
    assert lines(read(word(box(fill)))) == wanted


def test_a_clear_text_box_in_a_file_with_dark_drawings_is_given_the_benefit_of_the_doubt(
    word: Word, read: Read
) -> None:
    body = p(behind(200, solid("203040"))) + box("<a:noFill/>")
    assert lines(read(word(body))) == ["seen", "x"]


def test_a_style_hides_however_many_others_stand_between(word: Word, read: Read) -> None:
    between = "".join(
        f'<w:style w:type="character" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(40)
    )
    last = '<w:style w:type="character" w:styleId="s40"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        '<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:rStyle w:val="s0"/></w:rPr>'
        "<w:t> secret</w:t></w:r></w:p>"
    )
    reading = read(word(body, styles=between + last))
    assert [line.text for line in reading.lines] == ["seen"]


def test_two_styles_that_hide_show_again(word: Word, read: Read) -> None:
    """Such switches turn each other round between a paragraph's style and a run's."""
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    look = '<w:pStyle w:val="Away"/>'
    body = p(run("x", '<w:rStyle w:val="Gone"/>'), look) + p(run("y"), look)
    assert lines(read(word(body, styles=styles))) == ["x"]


def test_a_header_left_over_is_told_only_if_it_says_something_new(word: Word, read: Read) -> None:
    content = word(
        p(run("the body")) + section("header first header1", "header first header2"),
        header1=p(run("the body")) + p(run("iv")),
        header2=p(run("something else")),
    )
    reading = read(content)
    assert lines(reading) == ["the body"]
    assert [item.words for item in reading.hidden] == ["something else"]
