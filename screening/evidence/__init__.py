"""From what the model claims to what the documents prove: every quote is looked up.

A claim without a quote that a person can see in a document counts for nothing, and becomes
*not stated*. What is kept is cut out of the document, never the model's own string.

A quote that merely repeats a requirement is an echo if its line is the requirement's own text and
nothing else, and either a label (a heading, a colon) or worded as a demand ("3 years or more",
"経験", "опыт"): so a copied advert earns nothing. The bare name of a thing, such as a licence or
a product, is written alike by both sides and counts, as does a line that says anything more.
"""

from screening.evidence.contradiction import contradicted
from screening.evidence.persons import several_people
from screening.evidence.proof import (
    LONGEST_MISSING,
    MOST_EVIDENCE,
    MOST_PERIODS,
    invented,
    verify,
)

__all__ = [
    "LONGEST_MISSING",
    "MOST_EVIDENCE",
    "MOST_PERIODS",
    "contradicted",
    "invented",
    "several_people",
    "verify",
]
