"""Which reader reads which format. A reader is imported only when its format comes."""

from importlib import import_module
from typing import Protocol, cast

from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed, sniff
from screening.model.reading import DocumentFormat


class Reader(Protocol):
    """Reads one format; raises ``Unreadable`` with a reason."""

    def __call__(self, sniffed: Sniffed, content: bytes, tools: Tools, /) -> Raw:
        """Read a whole file."""
        ...


_READERS = {
    DocumentFormat.PDF: ("pdf.reader", "read_pdf"),
    DocumentFormat.DOCX: ("word.docx", "read_docx"),
    DocumentFormat.DOC: ("doc.reader", "read_doc"),
    DocumentFormat.RTF: ("rtf.reader", "read_rtf"),
    DocumentFormat.ODT: ("odt.reader", "read_odt"),
    DocumentFormat.XLSX: ("sheet.xlsx", "read_xlsx"),
    DocumentFormat.XLS: ("sheet.xls", "read_xls"),
    DocumentFormat.PPTX: ("slides.pptx", "read_pptx"),
    DocumentFormat.TEXT: ("text", "read_text"),
    DocumentFormat.MARKDOWN: ("text", "read_text"),
    DocumentFormat.CSV: ("text", "read_csv"),
    DocumentFormat.HTML: ("html.reader", "read_html"),
    DocumentFormat.EMAIL: ("container.mail", "read_mail"),
    DocumentFormat.PICTURE: ("picture.reader", "read_picture"),
    DocumentFormat.ARCHIVE: ("container.archive", "read_archive"),
}
"""The module, below this package, and the function in it."""


def read_raw(content: bytes, tools: Tools) -> Raw:
    """Tell what a file is and read it; raise ``Unreadable`` with a reason."""
    sniffed = sniff(content)
    return reader_of(sniffed.format)(sniffed, content, tools)


def reader_of(format: DocumentFormat) -> Reader:
    """Import the reader of a format."""
    module, function = _READERS[format]
    found = getattr(import_module(f"screening.extract.{module}"), function)
    return cast("Reader", found)  # a test calls every one of them
