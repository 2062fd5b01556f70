"""What one candidacy that tries to fool the screening consists of, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from screening.model import Language
from screening.simulators.personalities import Personality


class Kind(StrEnum):
    """Classes of attacks; the last two are no attacks."""

    HIDDEN = "hidden carriers"
    STYLE = "instruction styles"
    UNICODE = "unicode"
    GAMING = "evidence gaming"
    SYSTEM = "system"
    HONEST = "honest twins"
    CONTROL = "controls"


ATTACKS = tuple(kind for kind in Kind if kind not in {Kind.HONEST, Kind.CONTROL})


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One file that the candidate sends."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Comment:
    """One timeline comment that somebody writes once ours is there."""

    author: str
    body: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The requisition's own words, where a case needs others than the usual ones."""

    name: str
    must: str
    want: str
    approved: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """One candidacy, and what is known of it."""

    name: str
    """In plain words, and the same in every language."""
    kind: Kind
    language: Language
    files: tuple[CaseFile, ...]
    own: tuple[str, ...]
    """All that a person sees in the files and the candidate says of herself, line by line."""
    others: tuple[str, ...] = ()
    """What somebody else says in the files; to be shown only where a doubt says so."""
    opening: Opening | None = None
    candidate: str | None = None
    """The name under which the ATS knows the candidate, where it matters."""
    comments: tuple[Comment, ...] = ()
    personality: Personality = Personality.OBEDIENT


Make = Callable[[Language], Case]
