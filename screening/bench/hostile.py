"""Makes files that were built to exhaust or confuse a reader. None is kept; each is made anew.

Every one of them must end in a named outcome, in time; which one is the reader's choice.
"""

from collections.abc import Callable, Mapping

from screening.bench import hostile_office, hostile_pdf, hostile_text

Make = Callable[[], bytes]

HOSTILE: Mapping[str, Make] = {
    **hostile_office.FILES,
    **hostile_pdf.FILES,
    **hostile_text.FILES,
}
"""By a short name, which starts with the format."""
