"""What a template reports to its worker about one file."""

import struct

FORKED = b"forked"
"""A child is there: its time begins."""
ENDED = struct.Struct("!iQ")
"""The child's exit code, negative for a signal, and the size of the template in bytes."""
