"""Time, which comes in as an argument."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Now, as an aware UTC time."""
