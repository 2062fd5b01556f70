"""``[ledger]``, ``[queue]``, ``[reading]`` and ``[worker]``: what the process runs on."""

from typing import Annotated

from pydantic import Field, field_validator

from screening.settings.section import Section, parts_of


class LedgerSettings(Section):
    """``[ledger]``: where decisions are kept."""

    url: str = "sqlite:///screening.db"
    """``sqlite:///file`` for one machine, ``postgresql://user@host/name`` for several.

    A relative file lies in the settings file's folder, wherever a command is started."""
    one_machine: bool = False
    """Every worker runs on this machine, so that a file serves beside a Redis queue."""

    @property
    def is_file(self) -> bool:
        """Whether it is a file, which only one machine can use."""
        return self.url.startswith("sqlite")


class QueueSettings(Section):
    """``[queue]``: the bell that wakes workers. It may be lost without loss of work."""

    url: str = "memory://"
    """``memory://`` inside the worker process, or ``redis://`` / ``rediss://``."""
    prefix: str = "screening"
    """What our keys in Redis begin with."""

    @field_validator("url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        known = url.startswith(("memory://", "redis://", "rediss://"))
        if not known or parts_of(url) is None:
            raise ValueError("must be memory://, or redis:// or rediss:// with host and port")
        return url


class ReadingSettings(Section):
    """``[reading]``: limits of one file's child process."""

    max_file_mebibytes: Annotated[int, Field(ge=1, le=200)] = 20
    max_pages: Annotated[int, Field(ge=1, le=2_000)] = 60
    max_characters: Annotated[int, Field(ge=1_000)] = 400_000
    seconds: Annotated[int, Field(ge=1, le=300)] = 20
    memory_mebibytes: Annotated[int, Field(ge=128)] = 768
    at_once: Annotated[int, Field(ge=1, le=64)] = 2
    """How many files are read at the same time."""
    recognition: bool = True
    """Whether text in scans and pictures is recognised (OCR) where the parts for it are there."""
    max_recognised_pages: Annotated[int, Field(ge=1, le=200)] = 12
    """A file with more pages without text is left as it is."""
    recognition_seconds: Annotated[int, Field(ge=10, le=3_600)] = 360
    """For all such pages of one file."""
    recognition_memory_mebibytes: Annotated[int, Field(ge=512)] = 2_048
    open_archives: bool = False
    """Whether files inside an archive are read; else the archive's contents are only listed."""


class WorkerSettings(Section):
    """``[worker]``: one worker process."""

    at_once: Annotated[int, Field(ge=1, le=200)] = 20
    """How many candidacies are worked on at the same time."""
    lease_seconds: Annotated[int, Field(ge=5, le=600)] = 60
    scan_seconds: Annotated[float, Field(gt=0, le=60)] = 2.0
    """How often the ledger is asked what is due, whatever the queue says."""
    settle_seconds: Annotated[float, Field(ge=0, le=3_600)] = 90
    """How long an ATS may take to apply a write on which we gave up."""
    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9_464
    """Health and Prometheus metrics; 0 turns them off."""
