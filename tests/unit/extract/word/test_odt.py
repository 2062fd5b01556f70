"""Text documents of the OpenDocument kind are walked in their own order."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from screening.extract.reading import Reading

Pack = Callable[[dict[str, str | bytes]], bytes]
Read = Callable[[bytes], Reading]

BASE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{BASE}{name}:1.0"' for name in ("office", "text", "table", "style", "meta")
)
SPACES += (
    f' xmlns:fo="{BASE}xsl-fo-compatible:1.0" xmlns:svg="{BASE}svg-compatible:1.0"'
    f' xmlns:draw="{BASE}drawing:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


@pytest.fixture
def odt(package: Pack) -> Callable[..., bytes]:
    """Make a document from its body, its own styles and the master page."""

    def _odt(body: str, auto: str = "", master: str = "", manifest: str = "") -> bytes:
        content = (
            f"<office:document-content {SPACES}><office:automatic-styles>{auto}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        )
        styles = (
            f"<office:document-styles {SPACES}><office:master-styles>"
            f'<style:master-page style:name="Standard">{master}</style:master-page>'
            "</office:master-styles></office:document-styles>"
        )
        return package(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": content,
                "styles.xml": styles,
                "META-INF/manifest.xml": f'<m:manifest xmlns:m="{BASE}manifest:1.0">{manifest}'
                "</m:manifest>",
            }
        )

    return _odt


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def p(text: str, look: str = "") -> str:
    return f'<text:p text:style-name="{look}">{text}</text:p>'


def style(name: str, family: str, properties: str, parent: str = "") -> str:
    above = f'style:parent-style-name="{parent}"' if parent else ""
    names = f'style:name="{name}" style:family="{family}"'
    return f"<style:style {names} {above}>{properties}</style:style>"


def letters(said: str) -> str:
    return f"<style:text-properties {said}/>"


def test_white_space_is_one_space_and_a_break_is_a_break(
    odt: Callable[..., bytes], read: Read
) -> None:
    body = p('one\n   two<text:s text:c="3"/>three<text:tab/>four<text:line-break/>five')
    assert lines(read(odt(body))) == ["one two three four", "five"]


def test_an_instruction_or_an_unknown_element_does_not_cost_the_words_after_it(
    odt: Callable[..., bytes], read: Read
) -> None:
    body = p("one<?page 1?> two<text:bookmark/> three<text:unknown>four</text:unknown> five")
    assert lines(read(odt(body))) == ["one two threefour five"]


def test_a_share_of_a_size_is_worked_out_from_what_it_is_a_share_of(
    odt: Callable[..., bytes], read: Read
) -> None:
    auto = style("Big", "paragraph", letters('fo:font-size="40pt"'))
    auto += style("Part", "text", letters('fo:font-size="20%"'))
    auto += style("Speck", "text", letters('fo:font-size="5%"'))
    spans = '<text:span text:style-name="Part">seen</text:span>'
    spans += '<text:span text:style-name="Speck">gone</text:span>'
    reading = read(odt(p(spans, "Big"), auto))
    assert lines(reading) == ["seen"]
    assert [item.reason for item in reading.hidden] == ["tiny"]


def test_an_automatic_colour_beside_an_opacity_of_nothing_is_seen(
    odt: Callable[..., bytes], read: Read
) -> None:
    """LibreOffice writes that pair for ordinary text."""
    said = 'style:use-window-font-color="true" loext:opacity="0%"'
    assert lines(read(odt(p("seen", "A"), style("A", "paragraph", letters(said))))) == ["seen"]


def test_the_span_inside_decides_over_the_one_around_it(
    odt: Callable[..., bytes], read: Read
) -> None:
    auto = style("White", "text", letters('fo:color="#ffffff"'))
    auto += style("Black", "text", letters('fo:color="#000000"'))
    inner = '<text:span text:style-name="Black">black</text:span>'
    body = p(f'x <text:span text:style-name="White">white {inner} white</text:span>')
    reading = read(odt(body, auto))
    assert lines(reading) == ["x black"]


def test_words_on_their_own_dark_ground_are_seen(odt: Callable[..., bytes], read: Read) -> None:
    dark = '<style:paragraph-properties fo:background-color="#203040"/>'
    auto = style("Dark", "paragraph", dark + letters('fo:color="#ffffff"'))
    assert lines(read(odt(p("seen", "Dark"), auto))) == ["seen"]


def test_styles_that_rest_on_each_other_end(odt: Callable[..., bytes], read: Read) -> None:
    auto = style("A", "paragraph", "", "B") + style("B", "paragraph", "", "A")
    assert lines(read(odt(p("read", "A"), auto))) == ["read"]


def test_headers_come_first_and_footers_last(odt: Callable[..., bytes], read: Read) -> None:
    master = f"<style:footer>{p('foot')}</style:footer><style:header>{p('head')}</style:header>"
    master += f"<style:header-left>{p('head')}</style:header-left>"
    assert lines(read(odt(p("body"), "", master))) == ["head", "body", "foot"]


def test_notes_come_after_the_body_with_the_notes_inside_them(
    odt: Callable[..., bytes], read: Read
) -> None:
    def note(inner: str) -> str:
        citation = "<text:note-citation>1</text:note-citation>"
        return f"<text:note>{citation}<text:note-body>{inner}</text:note-body></text:note>"

    body = p("one" + note(p("first note" + note(p("deeper"))))) + p("two")
    assert lines(read(odt(body))) == ["one", "two", "first note", "deeper"]


def test_an_encrypted_document_is_refused_by_name(
    odt: Callable[..., bytes], reason: Callable[[bytes], str]
) -> None:
    entry = "<m:file-entry><m:encryption-data/></m:file-entry>"
    assert reason(odt(p("x"), manifest=entry)) == "encrypted"


def test_a_row_repeated_a_thousand_million_times_is_read_once(
    odt: Callable[..., bytes], read: Read
) -> None:
    cell = (
        f'<table:table-cell table:number-columns-repeated="999999999">{p("x")}</table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="999999999">{cell}</table:table-row>'
    column = '<table:table-column table:number-columns-repeated="999999999"/>'
    assert lines(read(odt(f"<table:table>{column}{row}</table:table>"))) == ["x"]


def test_the_words_of_an_object_are_read_to_their_end(
    odt: Callable[..., bytes], package: Pack, read: Read
) -> None:
    words = "word " * 1000 + "end"
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'
    inner = f"<office:document-content {SPACES}><office:body>{p(words)}</office:body>"
    frame = f'<draw:frame svg:width="5cm" svg:height="5cm"><draw:object {link}/></draw:frame>'
    with zipfile.ZipFile(BytesIO(odt(f"<text:p>{frame}</text:p>"))) as whole:
        parts: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    parts["Object 1/content.xml"] = inner + "</office:document-content>"
    assert lines(read(package(parts))) == [words]


def test_words_in_groups_without_end_are_not_left_out_in_silence(
    odt: Callable[..., bytes], reason: Callable[[bytes], str]
) -> None:
    inner = f"<draw:frame><draw:text-box>{p('deep')}</draw:text-box></draw:frame>"
    group = "<draw:g>" * 60 + inner + "</draw:g>" * 60
    assert reason(odt(p("seen") + f"<text:p>{group}</text:p>")) == "too_long"
