"""Which rubric a requisition is judged by."""

from screening.kit import Kit
from screening.model import Objection, Requisition, Rubric
from screening.ports import Journal
from screening.rubric import compile_rubric


async def rubric_for(kit: Kit, journal: Journal, requisition: Requisition) -> Rubric:
    """Return the rubric that stands for a requisition as it is now."""
    del journal
    return kit.rubrics.get(requisition.id) or compile_rubric(requisition)


def approved(rubric: Rubric, requisition: Requisition) -> Objection | None:
    """Tell what is wrong with a rubric's approval, if anything."""
    del requisition
    return None if rubric.approval is not None else Objection.UNAPPROVED_REQUIREMENTS
