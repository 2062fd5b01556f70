"""Real HTTP servers that behave like the outside world, faults included.

They serve the demo, the tests and admins who try a setting. They listen on loopback only.
"""
