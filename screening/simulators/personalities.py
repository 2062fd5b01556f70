"""The characters that the model simulator can take, and what those that answer say."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from screening.llm.keyword import match
from screening.model import Answer, Confidence
from screening.simulators.model_leaks import leaked
from screening.simulators.model_lies import lie
from screening.simulators.model_obedience import obeyed
from screening.simulators.model_oracle import Oracle
from screening.simulators.model_periods import periods_near
from screening.simulators.model_said import Given, Said
from screening.simulators.prompt_reading import Asked, Prompt


class Personality(StrEnum):
    """How the simulated model behaves. None of them is an LLM."""

    LITERAL = "literal"
    """The keyword baseline, on what the prompt really contained."""
    ORACLE = "oracle"
    """Answers from the world's labels."""
    OBEDIENT = "obedient"
    """Does what the documents order; otherwise literal."""
    LIAR = "liar"
    """All met, with quotes whose numbers, names or negations are altered."""
    NOISY = "noisy"
    """Oracle, or literal without labels, with answers flipped at a rate."""
    MOODY = "moody"
    """Oracle, or literal without labels; every second time it says the opposite."""
    LEAKY = "leaky"
    """Literal, and tells who the person is, with links, mentions and HTML."""
    SCHEMA_IGNORER = "schema_ignorer"
    """Literal, in a form of its own, whatever the server enforces."""
    LAZY = "lazy"
    """All not stated."""
    SYCOPHANT = "sycophant"
    """All met, with real lines that have nothing to do with it."""
    REFUSER = "refuser"
    RAMBLER = "rambler"
    """Talks around half an answer until it is cut off."""
    BROKEN = "broken"
    """Broken JSON."""
    SLOW = "slow"
    """Literal, after a delay."""
    BUSY = "busy"
    """429 with Retry-After."""
    QUOTA = "quota"
    """429, the account is empty."""
    DOWN = "down"
    """503 and dropped connections in turn."""
    FILTERED = "filtered"
    """Stopped by a content filter."""
    HTML = "html"
    """A sign-in page with 200."""
    DRIFT = "drift"
    """Literal, under another model's name than the one asked for."""


@dataclass(frozen=True, slots=True)
class Mind:
    """What an answering personality may use besides the prompt."""

    chance: random.Random
    oracle: Oracle | None = None
    noise: float = 0.2
    system: str = ""
    """What the system message said."""
    time: int = 1
    """How often the same person was asked about with the same requirements, this time included."""


def say(personality: Personality, prompt: Prompt, mind: Mind) -> Said:
    """Let a personality answer; those that only go wrong answer literally before they do."""
    return _SPEAKERS.get(personality, _literal)(prompt, mind)


def _literal(prompt: Prompt, mind: Mind) -> Said:  # noqa: ARG001 - the table's shape
    return Said(tuple(_matched(asked, prompt) for asked in prompt.asked))


def _matched(asked: Asked, prompt: Prompt) -> Given:
    found = match(asked.text, asked.synonyms, prompt.lines)
    quotes = () if found.line is None else ((found.line, found.quote),)
    given = Given(asked.id, found.answer, quotes, confidence=_SURE[found.answer])
    return _dated(given, asked, prompt)


_SURE = {
    Answer.MET: Confidence.HIGH,
    Answer.PARTLY: Confidence.MEDIUM,
    Answer.NOT_MET: Confidence.MEDIUM,
    Answer.NOT_STATED: Confidence.LOW,
}
"""A literal reader is sure of every word that it finds: to doubt the words is the worker's part."""


def _dated(given: Given, asked: Asked, prompt: Prompt) -> Given:
    """Add where the documents say when, to a requirement that asks how long."""
    if not asked.minimum_months:
        return given
    line = given.quotes[0][0] if given.quotes else None
    periods = () if line is None else periods_near(line, prompt.lines)
    return replace(given, periods=periods)


def _oracle(prompt: Prompt, mind: Mind) -> Said:
    labels = mind.oracle.labels(prompt) if mind.oracle else {}
    given = []
    for asked in prompt.asked:
        answer = Given(asked.id, Answer.NOT_STATED)
        if asked.id in labels:
            label, line = labels[asked.id]
            quotes = () if line is None else ((line, label.quote),)
            answer = Given(asked.id, label.answer, quotes)
        given.append(_dated(answer, asked, prompt))
    return Said(tuple(given))


def _best_known(prompt: Prompt, mind: Mind) -> Said:
    return _oracle(prompt, mind) if mind.oracle else _literal(prompt, mind)


def _obedient(prompt: Prompt, mind: Mind) -> Said:
    return obeyed(prompt, _literal(prompt, mind), system=mind.system)


def _leaky(prompt: Prompt, mind: Mind) -> Said:
    return leaked(prompt, _literal(prompt, mind))


def _liar(prompt: Prompt, mind: Mind) -> Said:
    counted = [line for line in prompt.lines if re.search("[0-9]", line[1])]
    given = []
    for index, asked in enumerate(prompt.asked):
        line, quote = counted[index % len(counted)] if counted else (1, "")
        told = ((line, lie(quote, prompt.text, mind.chance)),)
        periods = ((line, lie(quote, prompt.text, mind.chance)),) if asked.minimum_months else None
        given.append(Given(asked.id, Answer.MET, told, periods=periods))
    return Said(tuple(given))


def _noisy(prompt: Prompt, mind: Mind) -> Said:
    said = _best_known(prompt, mind)
    return Said(tuple(_perhaps_flipped(each, prompt, mind) for each in said.given))


def _perhaps_flipped(given: Given, prompt: Prompt, mind: Mind) -> Given:
    if mind.chance.random() >= mind.noise or not prompt.lines:
        return given
    answer = mind.chance.choice([each for each in Answer if each is not given.answer])
    return _turned(given, answer, prompt, mind)


def _turned(given: Given, answer: Answer, prompt: Prompt, mind: Mind) -> Given:
    """Give another answer, with some line of the documents if it needs one."""
    quotes = given.quotes or (mind.chance.choice(prompt.lines),)
    silent = answer is Answer.NOT_STATED
    return replace(
        given, answer=answer, quotes=() if silent else quotes, confidence=Confidence.MEDIUM
    )


def _moody(prompt: Prompt, mind: Mind) -> Said:
    said = _best_known(prompt, mind)
    if mind.time % 2 or not prompt.lines:
        return said
    return Said(tuple(_turned(each, _OPPOSITE[each.answer], prompt, mind) for each in said.given))


_OPPOSITE = {
    Answer.MET: Answer.NOT_STATED,
    Answer.PARTLY: Answer.NOT_MET,
    Answer.NOT_MET: Answer.MET,
    Answer.NOT_STATED: Answer.MET,
}


def _lazy(prompt: Prompt, mind: Mind) -> Said:  # noqa: ARG001 - the table's shape
    given = (Given(asked.id, Answer.NOT_STATED) for asked in prompt.asked)
    return Said(
        tuple(_dated(each, asked, prompt) for each, asked in zip(given, prompt.asked, strict=True))
    )


def _sycophant(prompt: Prompt, mind: Mind) -> Said:  # noqa: ARG001 - the table's shape
    given = []
    for asked in prompt.asked:
        least = min(prompt.lines, key=lambda line: _kinship(asked.text, line[1]), default=None)
        quotes = () if least is None else (least,)
        given.append(_dated(Given(asked.id, Answer.MET, quotes), asked, prompt))
    return Said(tuple(given), questions=("When can this wonderful person start?",))


def _kinship(text: str, line: str) -> tuple[float, int]:
    """Tell how much a line has in common with a text; longer lines first among equals."""
    pairs = {line[at : at + 2].casefold() for at in range(len(line) - 1)}
    shared = sum(1 for pair in pairs if pair in text.casefold())
    return (shared / len(pairs) if len(line) > 12 else 1.0), -len(line)


_SPEAKERS: dict[Personality, Callable[[Prompt, Mind], Said]] = {
    Personality.LITERAL: _literal,
    Personality.ORACLE: _oracle,
    Personality.OBEDIENT: _obedient,
    Personality.LIAR: _liar,
    Personality.NOISY: _noisy,
    Personality.MOODY: _moody,
    Personality.LEAKY: _leaky,
    Personality.LAZY: _lazy,
    Personality.SYCOPHANT: _sycophant,
}
