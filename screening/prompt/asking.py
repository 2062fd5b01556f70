"""The question to the model: the admin's prompt file filled with requirements and documents.

Texts of candidates are values, never templates; code numbers them and puts the fence around them.
"""

from collections.abc import Iterator
from typing import TypeVar

from screening.errors import NotAssessed
from screening.fingerprint import fingerprint
from screening.model import (
    Answer,
    Document,
    Language,
    ModelOutcome,
    Question,
    Requirement,
    RequirementKind,
    Rubric,
)
from screening.prompt.fencing import fenced, flat
from screening.prompt.template import PromptTemplate

MOST_IN_ONE_QUESTION = 12
"""More requirements are asked in several questions: long forms are filled worse."""

_T = TypeVar("_T")

LANGUAGE_NAMES = {Language.JA: "Japanese", Language.EN: "English", Language.RU: "Russian"}


def questions(
    template: PromptTemplate,
    rubric: Rubric,
    documents: tuple[Document, ...],
    *,
    language: Language,
    fence: str,
    run: int = 1,
    without_flagged: bool = False,
    max_characters: int | None = None,
) -> tuple[Question, ...]:
    """Make the questions that cover a rubric; what is only to be asked of people is left out.

    ``fence`` is a name that no document can guess. Each ``run`` asks in another order, the same
    for all candidates. ``without_flagged`` says that the documents come without the passages that
    read like orders. ``max_characters`` is the limit of one question; ``None`` means none.
    Nothing is ever cut: raise ``NotAssessed(OVER_BUDGET)``.
    """
    judged = _in_order(rubric, run)
    made = []
    for at in range(0, len(judged), MOST_IN_ONE_QUESTION):
        asked = judged[at : at + MOST_IN_ONE_QUESTION]
        question = _question(template, asked, documents, language=language, fence=fence, run=run)
        question = question.model_copy(update={"without_flagged": without_flagged})
        _check_size(question, max_characters)
        made.append(question)
    return tuple(made)


def _question(
    template: PromptTemplate,
    asked: tuple[Requirement, ...],
    documents: tuple[Document, ...],
    *,
    language: Language,
    fence: str,
    run: int,
) -> Question:
    name = LANGUAGE_NAMES[language]
    ids = ", ".join(each.id for each in asked)
    listed = "\n".join(line for each in asked for line in _requirement_lines(each))
    system = template.fill("system", language_name=name)
    head = template.fill("requirements", language_name=name, ids=ids, requirements=listed)
    reminder = template.fill("reminder", language_name=name, ids=ids)
    own = "\n".join((*fenced(documents, fence), " ".join(reminder.split())))
    return Question(
        system=system,
        requirements=head,
        documents=own,
        asked=asked,
        lines=sum(len(document.lines) for document in documents),
        options=_rotated(tuple(Answer), run - 1),
        run=run,
        prompt_version=template.fingerprint,
        fingerprint=fingerprint("question", system, head, own, f"run {run}", *asked),
    )


def _in_order(rubric: Rubric, run: int) -> tuple[Requirement, ...]:
    """Return what is judged: as it is written, or for a further run in an order of that run's.

    A model's answers lean on the order in which it is asked; asking in the same order again
    would only repeat that.
    """
    judged = tuple(each for each in rubric.requirements if each.kind is not RequirementKind.ASK)
    if run == 1:
        return judged
    shuffled = tuple(sorted(judged, key=lambda each: fingerprint(f"order {run}", each)))
    return shuffled if shuffled != judged else _rotated(judged, 1)


def _rotated(all_of_them: tuple[_T, ...], by: int) -> tuple[_T, ...]:
    at = by % len(all_of_them) if all_of_them else 0
    return all_of_them[at:] + all_of_them[:at]


def _requirement_lines(requirement: Requirement) -> Iterator[str]:
    yield f"{requirement.id} [{requirement.kind.value}] {flat(requirement.text)}"
    if requirement.synonyms:
        yield "    also: " + "; ".join(flat(each) for each in requirement.synonyms)
    if requirement.minimum_months is not None:
        yield f"    at least: {requirement.minimum_months} months"


def _check_size(question: Question, limit: int | None) -> None:
    size = len(question.system) + len(question.requirements) + len(question.documents)
    if limit is not None and size > limit:
        raise NotAssessed(
            ModelOutcome.OVER_BUDGET,
            f"the question has {size} characters and the limit is {limit}; nothing was sent",
        )
