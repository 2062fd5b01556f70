"""Tells whether files can be read on this machine, behind which walls, and pictures, too."""

from screening.doctor.check import Check, fail, ok, warn
from screening.errors import Unreadable
from screening.extract.ocr.recogniser import engines
from screening.extract.sandbox.reader import walls_in_force
from screening.extract.sandbox.walls import Wall
from screening.model import Document, FileId, FileMeta
from screening.settings import Settings
from screening.wiring import House

SAMPLE = b"Invented sample: ran a PostgreSQL database in production for four years.\n"


async def reading(house: House) -> tuple[Document | None, Check]:
    """Read a sample in a child process, as a worker does."""
    file = FileMeta(id=FileId("sample"), name="sample.txt", kind="resume")
    try:
        document = await house.reader.read(file, SAMPLE)
    except Unreadable as error:
        says = f"the child process that reads files did not read a sample ({error.reason}): see "
        says += "the limits under [reading], and whether this machine lets processes start children"
        return None, fail("reading", says)
    return document, ok("reading", "a sample file was read in a child process")


def walls() -> Check:
    """Say which of the walls around a process that reads a file hold on this machine."""
    held = walls_in_force()
    missing = [wall for wall in Wall if wall not in held]
    if not missing:
        return ok("walls", f"around each file: {', '.join(held)}")
    says = f"around each file: {', '.join(held) or 'none'}; not on this machine: "
    return warn("walls", f"{says}{', '.join(missing)}; see docs/reading.md")


def recognition(settings: Settings) -> Check:
    """Say whether scans and pictures are read here, and by what."""
    if not settings.reading.recognition:
        return ok("recognition", "off by setting: scans and pictures are not screened")
    found = engines()
    if found:
        return ok("recognition", f"scans and pictures are read by {', '.join(found)}")
    return ok(
        "recognition", "nothing is installed for it: scans are not screened; see docs/reading.md"
    )
