"""Leaves logging as it was found."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    before = logging.root.manager.disable
    yield
    logging.disable(before)
    structlog.reset_defaults()
