"""Turn settings into a reader's limits and a tenant's policy."""

from datetime import timedelta

from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.reader import SandboxedReader
from screening.model import TenantId
from screening.policy import Policy
from screening.ports import Reader
from screening.settings import (
    ReadingSettings,
    Settings,
)
from screening.verdict import Thresholds

_MEBIBYTE = 1024 * 1024


def make_reader(reading: ReadingSettings) -> Reader:
    """Make the reader of files."""
    limits = ReadingLimits(
        file_bytes=reading.max_file_mebibytes * _MEBIBYTE,
        pages=reading.max_pages,
        characters=reading.max_characters,
        duration=timedelta(seconds=reading.seconds),
        memory_bytes=reading.memory_mebibytes * _MEBIBYTE,
        recognised_pages=reading.max_recognised_pages,
        recognition_duration=timedelta(seconds=reading.recognition_seconds),
        recognition_memory_bytes=reading.recognition_memory_mebibytes * _MEBIBYTE,
        open_archives=reading.open_archives,
    )
    return SandboxedReader(limits, at_once=reading.at_once, recognition=reading.recognition)


def policy_of(name: TenantId, settings: Settings) -> Policy:
    """Turn one tenant's settings into its policy."""
    tenant = settings.tenants[name]
    return Policy(
        name=name,
        screened_steps=tenant.steps,
        language=tenant.language,
        comment_format=tenant.comment_format,
        show_score=tenant.show_score,
        thresholds=Thresholds(
            promising_from=tenant.promising_from, doubtful_below=tenant.doubtful_below
        ),
        read_private_files=tenant.read_private_files,
        quote_when_privacy_unknown=tenant.quote_when_privacy_unknown,
        file_kinds_excluded=tenant.file_kinds_excluded,
        settle=timedelta(minutes=tenant.settle_minutes),
        look_again=tuple(timedelta(minutes=wait) for wait in tenant.look_again_minutes),
        blind=tenant.blind,
        most_runs=tenant.most_runs,
        border=tenant.border,
        corrections=bool(tenant.correctors),
        not_screened_comment=tenant.not_screened_comment,
        max_files=tenant.max_files,
        max_candidacy_bytes=tenant.max_candidacy_mebibytes * _MEBIBYTE,
        max_file_bytes=settings.reading.max_file_mebibytes * _MEBIBYTE,
        give_up_after=timedelta(hours=tenant.give_up_hours),
    )
