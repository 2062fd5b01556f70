"""Writes small Word files and workbooks by hand, with room for tricks."""

from collections.abc import Mapping, Sequence
from html import escape

from screening.bench.hostile_office import zipped

_FORMATS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE = f"{_FORMATS}/package/2006"
_NAMES = (
    f'xmlns:w="{_FORMATS}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}" '
    f'xmlns:wp="{_FORMATS}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_FORMATS}/drawingml/2006/main" xmlns:pic="{_FORMATS}/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/comments.xml": f"{_WORD}.comments+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "customXml/item1.xml": "application/xml",
}
_EMU = 12_700


def run(text: str, look: str = "") -> str:
    """Return a run of text; ``look`` is what stands in its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """Return a paragraph of runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def paragraphs(texts: Sequence[str], look: str = "") -> str:
    """Return one paragraph for each text."""
    return "".join(paragraph(run(text, look)) for text in texts)


def box(
    texts: Sequence[str], *, left: int, top: int, width: int, behind: bool = False, rank: int = 1
) -> str:
    """Return a run that draws a white box at a place on the page, with words in it if any."""
    words = f"<wps:txbx><w:txbxContent>{paragraphs(texts)}</w:txbxContent></wps:txbx>"
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    drawing = (
        '<wps:wsp><wps:cNvSpPr/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{white}</wps:spPr>{words if texts else ''}<wps:bodyPr/></wps:wsp>"
    )
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{rank}" behindDoc="{int(behind)}" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page">'
        f"<wp:posOffset>{left * _EMU}</wp:posOffset></wp:positionH>"
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * _EMU}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{width * _EMU}" cy="{width // 4 * _EMU}"/><wp:wrapNone/>'
        f'<wp:docPr id="{rank}" name="shape {rank}"/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/'
        f'word/2010/wordprocessingShape">{drawing}</a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></w:r>"
    )


def picture(description: str) -> str:
    """Return a run that shows the picture ``word/media/image1.png`` with a description."""
    size = f'cx="{60 * _EMU}" cy="{80 * _EMU}"'
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="7" name="photo" '
        f'descr="{escape(description)}"/><a:graphic><a:graphicData '
        f'uri="{_FORMATS}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="7" '
        'name="photo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r9"/>'
        "</pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r>"
    )


def docx(body: str, *, section: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word file; ``parts`` are further parts by their place, related as is usual."""
    more = dict(parts or {})
    inside = {
        "word/comments.xml": ("r7", "comments", "comments.xml"),
        "word/header1.xml": ("r8", "header", "header1.xml"),
        "word/media/image1.png": ("r9", "image", "media/image1.png"),
        "customXml/item1.xml": ("r10", "customXml", "../customXml/item1.xml"),
    }
    related = [inside[name] for name in more if name in inside]
    root = [("r1", "officeDocument", "word/document.xml")]
    document = (
        f"<w:document {_NAMES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    return zipped(
        [
            ("[Content_Types].xml", _content_types(["word/document.xml", *more])),
            ("_rels/.rels", _relations(root, properties="docProps/core.xml" in more)),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", _relations(related)),
            *more.items(),
        ]
    )


def part(tag: str, content: str) -> str:
    """Return a part of a Word file with its usual names."""
    return f"<w:{tag} {_NAMES}>{content}</w:{tag}>"


def properties(title: str) -> str:
    """Return a document's properties."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:description>{escape(title)}</dc:description>"
        "</cp:coreProperties>"
    )


def _content_types(names: Sequence[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>'
        for name in names
        if name in _TYPES
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(each: Sequence[tuple[str, str, str]], *, properties: bool = False) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in each
    )
    if properties:
        listed += (
            f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
