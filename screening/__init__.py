"""A queue-based worker that reads candidacies' documents and leaves one comment with evidence."""

__version__ = "0.1.0"
