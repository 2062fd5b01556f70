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


def test_scripts_styles_titles_and_comments_are_not_text(read: Read) -> None:
    head = "<title>no</title><style>p{}</style><script>no</script>"
    body = "<p>yes</p><script>no</script><!-- no --><template>no</template><noscript>no</noscript>"
    assert lines(read(page(body, head))) == ["yes"]


def test_blocks_are_lines_and_source_line_breaks_are_not(read: Read) -> None:
    body = "<h1>One</h1>two\n three<br>four<ul><li>five<li>six</ul><pre>seven\neight</pre>"
    assert lines(read(page(body))) == ["One", "two three", "four", "five", "six", "seven", "eight"]


def test_ten_thousand_open_elements_do_no_harm(read: Read) -> None:
    assert lines(read(page("<div>" * 10_000 + "deep"))) == ["deep"]


def test_a_text_that_mentions_html_stays_a_text(read: Read) -> None:
    assert read(b"I write HTML such as <html> and <body>.").format == "text"
