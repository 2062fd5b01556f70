"""The last look at a question before it is sent."""

import re

from screening.blind.finding import RULES, known
from screening.blind.folded import fold
from screening.blind.kinds import Kind
from screening.blind.names import Names
from screening.blind.rules import find
from screening.model import Person

_NUMBERING = re.compile(r"^L\d+\|", re.MULTILINE)
_SURE = tuple(rule for rule in RULES if rule.sure)


def leaks(text: str, person: Person) -> tuple[Kind, ...]:
    """Return the kinds of what a question would still tell, in the order of ``Kind``.

    Looked for are the ATS's names in every script, its contacts and other values, and what is
    never written but to tell a birth date, an age, a sex or an address of the net.
    """
    folded = fold(_NUMBERING.sub("", text))
    found = {span.kind for span in find(_SURE, folded.plain)}
    found |= {span.kind for span in known(person, folded)}
    if any(True for _ in Names(person.names).find(folded)):
        found.add(Kind.NAME)
    return tuple(kind for kind in Kind if kind in found)
