"""The words of RTF that matter to what a person sees: where text goes, and what is drawn."""

from screening.extract.rtf.style import Goal

DRAWN = {
    "tab": " ",
    "line": "\n",
    "page": "\n",
    "column": "\n",
    "softline": "\n",
    "softpage": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
"""Words that stand for a character."""
SYMBOLS = {"\\~": "\u00a0", "\\_": "-", "\\-": "\u00ad", "\\{": "{", "\\}": "}", "\\\\": "\\"}
HEADERS = ("header", "headerl", "headerr", "headerf")
FOOTERS = ("footer", "footerl", "footerr", "footerf")
STORIES = frozenset({*HEADERS, *FOOTERS, "footnote", "annotation", "shptxt", "dptxbxtext"})
"""Groups whose text is read apart from the text around them."""
GOALS = {
    **dict.fromkeys(STORIES, Goal.SHOWN),
    **dict.fromkeys(("fldrslt", "result", "nesttableprops", "ud"), Goal.SHOWN),
    **dict.fromkeys(("shp", "shpinst", "do", "pict", "shppict", "object", "upr"), Goal.PARTS),
    **dict.fromkeys(("shpgrp", "sp", "picprop"), Goal.PARTS),
    **dict.fromkeys(("fldinst", "xe", "tc", "tcn"), Goal.FIELD_CODE),
    "annotation": Goal.COMMENT,
    **dict.fromkeys(("info", "userprops", "staticval"), Goal.METADATA),
    **dict.fromkeys(("listtext", "pntext"), Goal.LIST_MARK),
    "fonttbl": Goal.FONTS,
    "colortbl": Goal.COLOURS,
    "sn": Goal.NAME,
    "sv": Goal.VALUE,
    **dict.fromkeys(
        (
            "aftncn",
            "aftnsep",
            "aftnsepc",
            "atnauthor",
            "atndate",
            "atnicn",
            "atnid",
            "atnparent",
            "atnref",
            "atntime",
            "atrfend",
            "atrfstart",
            "background",
            "bkmkend",
            "bkmkstart",
            "datafield",
            "falt",
            "filetbl",
            "fontemb",
            "formfield",
            "ftncn",
            "ftnsep",
            "ftnsepc",
            "keycode",
            "nonesttables",
            "nonshppict",
            "objalias",
            "objclass",
            "objdata",
            "objname",
            "objsect",
            "panose",
            "pn",
            "private",
            "propname",
            "rxe",
            "shprslt",
            "stylesheet",
            "sxe",
            "template",
            "txe",
        ),
        Goal.NOWHERE,
    ),
}
"""Words that say where the text of their group goes."""
