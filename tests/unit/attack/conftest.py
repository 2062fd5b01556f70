"""One reading inside this process, for tests of what the cases' files show."""

from collections.abc import Callable
from io import BytesIO

import pytest

from screening.attack.case import CaseFile
from screening.extract.limits import ReadingLimits
from screening.extract.present import with_name
from screening.extract.reading import Reading
from screening.extract.sandbox.child import answer
from screening.extract.sandbox.reader import understood

Read = Callable[[CaseFile], Reading]


@pytest.fixture
def read() -> Read:
    """Read a file as the sandboxed reader does; raises ``Unreadable`` as it does."""

    def _read(file: CaseFile) -> Reading:
        limits = ReadingLimits()
        return with_name(understood(answer(BytesIO(file.content), limits), limits), file.name)

    return _read
