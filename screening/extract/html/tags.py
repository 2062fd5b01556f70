"""Which elements of a web page do what to the text inside."""

DROPPED = frozenset({"script", "style", "title", "rp", "progress", "meter"})
"""What these hold is no text, or is told elsewhere."""
UNSHOWN = frozenset(
    {"template", "iframe", "canvas", "datalist", "audio", "video", "noembed", "noframes"}
    | {"desc", "metadata", "defs", "symbol", "clippath"}
)
"""What these hold is text that nobody sees, on honest pages too."""
TYPED = frozenset(
    {"", "text", "search", "email", "tel", "url", "number", "date", "time", "month", "week"}
    | {"datetime-local", "submit", "reset", "button"}
)
SHAPES = frozenset({"rect", "path", "circle", "ellipse", "polygon", "image", "use"})
LINES = frozenset(
    {"center", "details", "summary", "dialog", "dir", "menu", "hgroup", "search", "caption"}
    | {"legend", "option", "optgroup", "text", "textarea", "noscript", "xmp", "plaintext"}
)
"""More of those that begin and end a line."""
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
CELLS = frozenset({"td", "th"})
STOPS = (BLOCKS | CELLS) - {"address", "div", "p"}
ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
CLOSES = {
    **dict.fromkeys(BLOCKS - ROWS, (frozenset({"p"}), STOPS)),
    **dict.fromkeys(("dd", "dt"), (frozenset({"dd", "dt"}), STOPS)),
    "li": (frozenset({"li"}), STOPS),
    **dict.fromkeys(CELLS, (CELLS, frozenset({"table"}))),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    **dict.fromkeys(ROWS - {"tr"}, (ROWS - {"tr"}, frozenset({"table"}))),
}
"""Which open elements a new one ends, and where the search for them ends."""
IMPLIED = frozenset({"p", "li", "dd", "dt", "rt", "rp", "option", "body", "html"}) | ROWS | CELLS
"""Elements whose end need not be written."""
UNSURE_TAGS = frozenset(
    {"script", "noscript", "template", "frameset", "noframes", "noembed", "plaintext", "xmp"}
    | {"svg", "math", "slot", "iframe"}
)
