"""What the pipeline needs from the outside: one Protocol for each neighbour.

No port has a method that can reach the candidate.
"""

from screening.ports.asking import Assessor, Compiler, Journal, Reader
from screening.ports.ats import Ats, Pace
from screening.ports.clock import Clock
from screening.ports.keeping import Brake, Corrections, ModelWatch, RubricBook
from screening.ports.ledger import Ledger

__all__ = [
    "Assessor",
    "Ats",
    "Brake",
    "Clock",
    "Compiler",
    "Corrections",
    "Journal",
    "Ledger",
    "ModelWatch",
    "Pace",
    "Reader",
    "RubricBook",
]
