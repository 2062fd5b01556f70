"""What is sent to a model: prompt files filled with values, and untrusted text behind a fence."""

from screening.prompt.asking import MOST_IN_ONE_QUESTION, questions
from screening.prompt.fencing import fenced, flat, shown
from screening.prompt.template import ASSESS, COMPILE, PromptTemplate, Shape

__all__ = [
    "ASSESS",
    "COMPILE",
    "MOST_IN_ONE_QUESTION",
    "PromptTemplate",
    "Shape",
    "fenced",
    "flat",
    "questions",
    "shown",
]
