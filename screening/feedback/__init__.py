"""What recruiters say of our findings in their own comments, and what their word changes. Pure."""

from screening.feedback.applying import corrected
from screening.feedback.commands import Command, commands
from screening.feedback.heeding import Heeded, Told, heed

__all__ = ["Command", "Heeded", "Told", "commands", "corrected", "heed"]
