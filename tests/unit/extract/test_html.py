"""HTML gives the text that a browser shows without scripts."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading

Read = Callable[[bytes], Reading]


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<p hidden>x</p>", "invisible"),
        ("<p style='DISPLAY : none'>x</p>", "invisible"),
        ("<div style='visibility:hidden'><p>x</p></div>", "invisible"),
        ("<p style='opacity:0'>x</p>", "invisible"),
        ("<p style='position:absolute;left:-9999px'>x</p>", "invisible"),
        ("<p style='color:transparent'>x</p>", "invisible"),
        ("<p class='a gone'>x</p>", "invisible"),
        ("<p id=far>x</p>", "invisible"),
        ("<p style='font-size:0'>x</p>", "tiny"),
        ("<p style='font-size: 2px'>x</p>", "tiny"),
        ("<p style='color:white'>x</p>", "colour"),
        ("<p style='color: #FFFFFF'>x</p>", "colour"),
        ("<font color=white>x</font>", "colour"),
    ],
)
def test_what_a_browser_hides_is_counted_and_left_out(body: str, why: str, read: Read) -> None:
    styles = (
        "<style>/* p { display: none } */ p { margin: 0 } .gone, #far { display: none }</style>"
    )
    reading = read(page(f"<p>seen</p>{body}{styles}"))
    assert lines(reading) == ["seen"]
    assert [(item.reason.value, item.characters) for item in reading.hidden] == [(why, 1)]


@pytest.mark.parametrize(
    "body",
    [
        "<p style='font-size:1.2em'>x</p>",
        "<p style='opacity:0.8'>x</p>",
        "<td bgcolor=navy><p style='color:white'>x</p></td>",
        "<div style='background:#123'><p style='color:white'>x</p></div>",
        "<p style='background-color:white; color:#333'>x</p>",
    ],
)
def test_what_a_browser_shows_stays(body: str, read: Read) -> None:
    assert lines(read(page(body))) == ["x"]


UNCHECKED = ("look_unchecked",)

HIDDEN = [
    ("<p style='height:0;overflow:hidden'>x</p>", "invisible"),
    ("<p style='max-height: 0px; overflow-y: clip'>x</p>", "invisible"),
    ("<p style='width:1px;overflow:hidden'>x</p>", "invisible"),
    ("<p style='font:1px serif'>x</p>", "tiny"),
    ("<p style='font: italic bold 2px/30px Georgia, serif'>x</p>", "tiny"),
    ("<p style='font-size:10%'>x</p>", "tiny"),
    ("<p style='font-size:.1em'>x</p>", "tiny"),
    ("<p style='font-size:2pt'>x</p>", "tiny"),
    ("<p style='color:rgb(254,254,254)'>x</p>", "colour"),
    ("<p style='color:rgb(99% 99% 99%)'>x</p>", "colour"),
    ("<p style='color:#fefefd'>x</p>", "colour"),
    ("<p style='color:#fefd'>x</p>", "colour"),
    ("<p style='color:snow'>x</p>", "colour"),
    ("<p style='color:hsl(0,0%,100%)'>x</p>", "colour"),
    ("<p style='color:hsl(120deg 50% 98%)'>x</p>", "colour"),
    ("<p style='color:rgba(0,0,0,.06)'>x</p>", "colour"),
    ("<p style='color:rgba(0,0,0,.01)'>x</p>", "invisible"),
    ("<p style='background:#000;color:black'>x</p>", "colour"),
    ("<table bgcolor='000000'><tr><td>x</table>", "colour"),
    ("<div style='background:navy'><p style='background:#fff;color:white'>x</p></div>", "colour"),
    ("<p style='opacity:.01'>x</p>", "invisible"),
    ("<p style='opacity:4%'>x</p>", "invisible"),
    ("<p style='transform:scale(0)'>x</p>", "invisible"),
    ("<p style='transform:scale(1,0)'>x</p>", "invisible"),
    ("<p style='display:none!important;display:block'>x</p>", "invisible"),
    ("<p style='display:none' style=''>x</p>", "invisible"),
    ("<p><span style='visibility:hidden'>x</span></p>", "invisible"),
    ("<div><p class=x>x</p></div><style>div p.x{display:none}</style>", "invisible"),
    ("<p>x</p><style>body p{color:white}</style>", "colour"),
    ("<p class=x>x</p><style>@media screen{.x{display:none} .y{margin:0}}</style>", "invisible"),
    ("<p class=x>x</p><style>.x{display:none} p{display:block}</style>", "invisible"),
    ("<details><p>x</p></details>", "invisible"),
    ("<details>x</details>", "invisible"),
    ("<details><summary></summary><summary>x</summary></details>", "invisible"),
    ("<dialog>x</dialog>", "invisible"),
    ("<p style='filter:opacity(0)'>x</p>", "invisible"),
    ("<p style='-webkit-text-fill-color:transparent'>x</p>", "invisible"),
    ("<p style='-webkit-text-fill-color:white'>x</p>", "colour"),
    (r"<p style='d\69splay:none'>x</p>", "invisible"),
    ("<p style='display:table-column'>x</p>", "invisible"),
    (r"""<p style='font-family:"ab";d\69splay:none'>x</p>""", "invisible"),
    ("<p style='transform:rotateX(90deg)'>x</p>", "invisible"),
    ("<p style='transform:translateX(-9999px)'>x</p>", "invisible"),
    ("<p style='text-indent:-999em'>x</p>", "invisible"),
    ("<p style='left:-100vw'>x</p>", "invisible"),
    ("<p style='zoom:.01'>x</p>", "tiny"),
    ("<p style='mask:linear-gradient(transparent,transparent)'>x</p>", "invisible"),
    ("<p style='clip-path:polygon(0 0, 0 0, 0 0)'>x</p>", "invisible"),
    ("<p data-x=1>x</p><style>[data-x='1']{display:none}</style>", "invisible"),
    ("<div><p>x</p></div><style>div > p{display:none}</style>", "invisible"),
    ("<p>x</p><style>p:not(.y){display:none}</style>", "invisible"),
    (r"<p class='a:b'>x</p><style>.a\:b{display:none}</style>", "invisible"),
    (r"<p class=ab>x</p><style>.\61 b{display:none}</style>", "invisible"),
    ("<p>x</p><style>p{display:none</style>", "invisible"),
    ("<svg><text fill=white>x</text></svg>", "colour"),
    ("<select><option></option><option>x</select>", "invisible"),
    ("<select><option>x<option selected></select>", "invisible"),
    ("<svg>x</svg>", "invisible"),
    ("<svg><desc>x</desc></svg>", "invisible"),
    ("<template>x</template>", "invisible"),
    ("<div style='color:white'><p style='color:black'><p>x</div>", "colour"),
]


@pytest.mark.parametrize(("body", "why"), HIDDEN)
def test_simple_ways_to_hide_text_are_all_understood(body: str, why: str, read: Read) -> None:
    reading = read(page(f"<h1>seen</h1>{body}"))
    assert lines(reading) == ["seen"]
    assert [(item.reason.value, item.characters) for item in reading.hidden] == [(why, 1)]


@pytest.mark.parametrize(
    "body",
    [
        "<p aria-hidden=true>x</p>",
        "<p style='font:bold 12px/1.5 Arial, sans-serif; color:#333; margin:0 auto'>x</p>",
        "<div style='font-size:0'><p style='font-size:16px'>x</p></div>",
        "<div style='color:white'><p style='color:black'>x</p></div>",
        "<div style='visibility:hidden'><p style='visibility:visible'>x</p></div>",
        "<div style='background:black'><p style='color:white'>x</p></div>",
        "<div style='background:rgb(0 0 0 / 90%);color:#eee'>x</div>",
        "<details open><p>x</p></details>",
        "<details><summary>x</summary></details>",
        "<p class=y>x</p><style>div p.x, .x .y, #x, ul{display:none}</style>",
        "<p class=x>x</p><style>p{display:none} .x{display:block}</style>",
        "<p>x<style>/* p{} */ p{padding:2px;border:1px solid #ccc;width:50%}</style>",
        "<ul><li>x</ul><style>@media all { li { line-height: 1.4 } }</style>",
    ],
)
def test_what_is_understood_and_seen_stays_without_a_warning(body: str, read: Read) -> None:
    reading = read(page(body))
    assert (lines(reading), reading.hidden, reading.warnings) == (["x"], (), ())


@pytest.mark.parametrize(
    "body",
    [
        "<p style='position:absolute;top:3px'>x</p>",
        "<p style='color:var(--paper)'>x</p>",
        "<p style='color:papayawhip'>x</p>",
        "<p style='color:color-mix(in srgb, white, white)'>x</p>",
        "<p style='dis/**/play:none'>x</p>",
        "<p style='background:url(white.png);color:white'>x</p>",
        "<p style='height:0'>x</p>",
        "<p style='font-size:1rem'>x<style>html{font-size:1px}</style>",
        "<p style='height:10px;overflow:hidden;padding-top:20px'>x</p>",
        "<p style='white-space:nowrap;overflow-x:clip'>x</p>",
        "<p style='padding-left:900px'>x</p>",
        "<p style='margin-top:-30px'>x</p>",
        "<p style='line-height:0'>x</p>",
        "<p style='letter-spacing:-1em'>x</p>",
        "<p style='opacity:.2'>x</p>",
        "<p>x<style>@media print{p{display:none}}</style>",
        "<p>x<style>@media (min-width:2000px){p{display:none}}</style>",
        "<p>x<style>@import 'other.css';</style>",
        "<p>x<style>p:first-child{display:none}</style>",
        "<p>x<style>h1+p{display:none}</style>",
        "<p>x<style>h1{color:red}} p{display:none}</style>",
        "<p>x<style>p{&{display:none}}</style>",
        "<p>x<style media=print>p{display:none}</style>",
        "<p class=Y>x<style>.y{margin:0}</style>",
        "<link rel=stylesheet href=a.css><p>x",
        "<script>document.body.hidden = true</script><p>x",
        "<p onclick='this.hidden = true'>x",
        "<p>x<meta http-equiv=content-security-policy content='style-src none'>",
        "<body vlink=white><p>x",
        "<p>x<div><b></div>",
    ],
)
def test_what_is_not_understood_is_read_with_a_warning(body: str, read: Read) -> None:
    reading = read(page(body))
    assert lines(reading) == ["x"]
    assert reading.warnings == UNCHECKED


@pytest.mark.parametrize(
    "body",
    [
        "<p><div style='display:none'></p>x</div>",
        "<span><div style='display:none'></span>x</div>",
        "<b style='color:black'><div hidden></b>x</div>",
        "<div>" * 600 + "<p style='display:none'>x",
    ],
)
def test_tags_in_a_wrong_order_bring_no_hidden_text_to_light_unsaid(body: str, read: Read) -> None:
    reading = read(page(f"<h1>seen</h1>{body}"))
    assert lines(reading) == ["seen"] or reading.warnings == UNCHECKED


def test_a_sheet_of_many_rules_is_read_in_good_time(read: Read) -> None:
    rules = "".join(f".c{n} p.d{n} {{ display: none }}" for n in range(20_000))
    body = "<p class=d7>x</p>" * 5_000
    assert len(lines(read(page(f"<style>{rules}</style>{body}")))) == 5_000


def test_scripts_styles_titles_and_comments_are_not_text(read: Read) -> None:
    head = "<title>no</title><style>p{}</style><script>no</script>"
    body = "<p>yes</p><script>no</script><!-- no --><template>no</template>"
    assert lines(read(page(body, head))) == ["yes"]


def test_blocks_are_lines_and_source_line_breaks_are_not(read: Read) -> None:
    body = "<h1>One</h1>two\n three<br>four<ul><li>five<li>six</ul><pre>seven\neight</pre>"
    assert lines(read(page(body))) == ["One", "two three", "four", "five", "six", "seven", "eight"]


def test_ten_thousand_open_elements_do_no_harm(read: Read) -> None:
    assert lines(read(page("<div>" * 10_000 + "deep"))) == ["deep"]


def test_a_text_that_mentions_html_stays_a_text(read: Read) -> None:
    assert read(b"I write HTML such as <html> and <body>.").format == "text"


def test_what_stands_beside_the_text_is_noted_and_never_read(
    read: Callable[[bytes], Reading],
) -> None:
    page = (
        b"<!DOCTYPE html><html><head><title>CV of Alex</title>"
        b'<meta name="keywords" content="welding"></head><body><!-- made by a tool -->'
        b'<p>Ran the warehouse.</p><img src="x.png" alt="a portrait"></body></html>'
    )
    found = read(page)
    assert [line.text for line in found.lines] == ["Ran the warehouse."]
    assert {(one.reason.value, one.severity.value, one.words) for one in found.hidden} == {
        ("metadata", "note", "CV of Alex welding"),
        ("markup", "note", "made by a tool"),
        ("alt_text", "note", "a portrait"),
    }


@pytest.mark.parametrize(
    "sheet",
    [
        "h1+p{display:none}",
        "h1~p{opacity:0}",
        "p:nth-child(2){color:white}",
        "p:nth-of-type(1){font-size:1px}",
        ":is(p){visibility:hidden}",
        "h1+p{filter:opacity(0)}",
        "h1+p{text-indent:-9999px}",
        "h1+p{-webkit-text-fill-color:transparent}",
        "p{&{display:none}}",
        "body{p{display:none}}",
        "body{margin:0;@media all{p{display:none}}}",
        "@media (min-width:2000px){p{display:none}}",
        "@supports (display:block){p{display:none}}",
        "@layer a{p{display:none}}",
        "p:nth-child(2){display:none} p:nth-child(2){color:red}",
    ],
)
def test_words_that_a_rule_we_cannot_judge_may_hide_are_no_line(sheet: str, read: Read) -> None:
    reading = read(page(f"<style>{sheet}</style><h1>seen</h1><p>x</p>"))
    if ":is" in sheet:
        assert reading.warnings == UNCHECKED
        return
    assert lines(reading) == ["seen"]
    assert [(one.severity.value, one.characters) for one in reading.hidden] == [("warn", 1)]
    assert reading.warnings == UNCHECKED


@pytest.mark.parametrize(
    "sheet",
    [
        "[hidden],template{display:none} svg:not(:root){overflow:hidden}",
        "audio:not([controls]){display:none;height:0}",
        ".hidden{display:none!important} .invisible{visibility:hidden}",
        ".sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}",
        ".collapse:not(.show){display:none}",
        "p:hover,p:focus{color:white} p::before,p:after{display:none}",
        "@media print{p{display:none}} @page{margin:0} @font-face{font-size:0}",
        "*,*::before{box-sizing:border-box} li+li{margin:0}",
        "ol.lst-kix_1-0{list-style-type:none} .c1{color:#000000;font-size:11pt}",
        "p.MsoNormal, li.MsoNormal{margin:0cm;font-size:11.0pt} @page WordSection1{size:595pt}",
        "@font-face{font-family:'Cambria Math';panose-1:2 4 5 3 5 4 6 3 2 4;}",
        "td p{orphans:0;widows:0} a:link{so-language:zxx} p{margin-bottom:0.25cm}",
        "tr:nth-child(even){background:navy;color:white}",
    ],
)
def test_sheets_of_honest_pages_cost_no_visible_word(sheet: str, read: Read) -> None:
    body = "<h1>one</h1><p class='c1 MsoNormal collapse show'>two</p><ul><li>three</ul>"
    body += "<table><tr><td>four</td></tr><tr><td>five</td></tr></table>"
    reading = read(page(body, f"<style>{sheet}</style>"))
    assert lines(reading) == ["one", "two", "three", "four", "five"]
    assert reading.hidden == ()


@pytest.mark.parametrize(
    "body",
    [
        "<textarea>a &amp; b</textarea>",
        "<select><option>a &amp; b<option>no</select>",
        "<input type=text value='a &amp; b'>",
        "<input value='a & b'>",
        "<svg><rect fill=navy /><text x=3 y=9 fill=white>a &amp; b</text></svg>",
        "<noscript>a &amp; b</noscript>",
        "<button>a & b</button>",
        "<xmp>a & b</xmp>",
    ],
)
def test_words_in_fields_and_drawings_are_read_as_they_are_shown(body: str, read: Read) -> None:
    assert lines(read(page(f"<p>one{body}<p>two"))) in (
        ["one", "a & b", "two"],
        ["one a & b", "two"],
        ["onea & b", "two"],
    )


def test_a_head_that_is_not_ended_keeps_no_words_back(read: Read) -> None:
    assert lines(read(b"<!doctype html><html><head><title>t</title><body><p>x")) == ["x"]


@pytest.mark.parametrize(
    "piece",
    ['<p a="', "<!--", "</p ", "<p a=b ", "<!", "<?", "<title>", "<p a='", "<svg>"],
)
def test_pages_of_what_never_ends_are_read_in_good_time(piece: str, read: Read) -> None:
    body = "<p>seen</p>" + piece * 20_000
    assert "seen" in lines(read(page("") + body.encode()))[0]


@pytest.mark.parametrize("piece", ["/*", "@media all{", "p{", "a:not(", "[", "\\", "p>", '"'])
def test_sheets_of_what_never_ends_are_read_in_good_time(piece: str, read: Read) -> None:
    assert lines(read(page("<b>seen</b>", f"<style>{piece * 10_000}</style>"))) == ["seen"]


def test_a_number_beyond_all_characters_breaks_nothing(read: Read) -> None:
    assert lines(read(page(f"<p>{'seen and heard ' * 20}<p>&#{'9' * 5_000};y"))) != []


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("(max-width: 600px)", True),
        ("only screen and (max-width:48em)", True),
        ("(min-width: 600px)", False),
        ("screen and (min-width: 1px)", False),
        ("print", True),
    ],
)
def test_a_page_is_read_as_at_a_desk(
    condition: str, shown: bool, read: Callable[[bytes], Reading]
) -> None:
    page = (
        f"<!DOCTYPE html><html><head><style>@media {condition} {{ .wide {{ display: none }} }}"
        "</style></head><body><p>Ran the warehouse.</p><p class='wide'>Led a team of ten.</p>"
        "</body></html>"
    )
    lines = [line.text for line in read(page.encode()).lines]
    assert ("Led a team of ten." in lines) is shown
