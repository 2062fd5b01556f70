"""How long something was done: periods and lengths read from quoted lines, and counted by code.

The model quotes; it never counts. Reading and counting rest on nothing but the quoted texts and
the day of the application, so a replay gives the same figures.
"""

from screening.tenure.counting import Count, count
from screening.tenure.settling import counted

__all__ = ["Count", "count", "counted"]
