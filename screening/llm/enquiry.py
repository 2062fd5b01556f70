"""One thing to ask a model, whatever it is about: the text, the form, and how the form is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from screening.model import AnswerForm, Assessment, Fingerprint

Filled = TypeVar("Filled", covariant=True)


class Malformed(Exception):
    """A model's answer is not in the agreed form; the reasons hold none of its text."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class Form(Protocol[Filled]):
    """What the model fills in."""

    @property
    def name(self) -> str:
        """The form's name on the wire: letters and underscores."""
        ...

    def schema(self) -> Mapping[str, object]:
        """Return its JSON schema: flat, strict, without numbers that could pass for a score."""
        ...

    def read(self, text: str, *, answered_in: AnswerForm, returned_model: str | None) -> Filled:
        """Read a filled form; raise ``Malformed``."""
        ...


@dataclass(frozen=True)  # with slots, Enquiry[Something](...) raises TypeError on Python 3.11
class Enquiry(Generic[Filled]):
    """One question to a model."""

    fingerprint: Fingerprint
    system: str
    shared: str
    """The part that many enquiries share, byte by byte, right after ``system``."""
    own: str
    """The part that only this one has."""
    form: Form[Filled]

    def kept(self, filled: object) -> Assessment | None:
        """Return the answer as the journal keeps it, so that it is not paid for twice."""
        return filled if isinstance(filled, Assessment) else None
