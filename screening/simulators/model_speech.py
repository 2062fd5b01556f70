"""What the simulated model says to one request, in the form that its server makes of it."""

import hashlib
import json
import random
import re
from collections import Counter
from dataclasses import dataclass

from pydantic import JsonValue

from screening.simulators.model_compiling import FORM, compiled
from screening.simulators.model_oracle import Oracle
from screening.simulators.model_requests import ModelRequest
from screening.simulators.model_said import Json, Said, own_form
from screening.simulators.model_schema import enforced
from screening.simulators.model_servers import Care
from screening.simulators.personalities import Mind, Personality, say
from screening.simulators.prompt_reading import Asked, Prompt, read_prompt

_SAY = re.compile(
    r"(?:word|say|answer|write|value|with)\b[^\"“'`\n]{0,60}[\"“'`](\w{2,40})[\"”'`]",
    re.IGNORECASE,
)
_PROSE = "Let me think about this person step by step. First of all, " * 5


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came out, and why it ended."""

    text: str
    finish: str = "stop"


class Speech:
    """Speaks for the personalities, and remembers only how often it was asked the same thing."""

    def __init__(self, oracle: Oracle | None, *, seed: int, noise: float) -> None:
        self._oracle = oracle
        self._seed = seed
        self._noise = noise
        self._times: Counter[str] = Counter()

    def on(self, asked: ModelRequest, personality: Personality) -> Spoken:
        """Answer one request."""
        prompt = read_prompt(asked.user)
        if _is_job(asked, prompt):
            value: JsonValue = compiled(personality, asked.user, self._mind(asked, asked.user, ""))
        elif prompt.asked:
            value = self._judged(asked, prompt, personality)
        elif asked.form.schema is None and asked.form.kind == "plain":
            return Spoken(_small_talk(asked))
        else:
            value = _as_told(asked)
        if personality is Personality.RAMBLER:
            text = _dumped(value)
            return Spoken(f"{_PROSE}\n{text[: len(text) // 2]}", "length")
        return Spoken(_formed(value, asked, personality))

    def _judged(self, asked: ModelRequest, prompt: Prompt, personality: Personality) -> Json:
        dated = Prompt(
            tuple(_dated(each, asked) for each in prompt.asked),
            prompt.lines,
        )
        same = "\n".join([prompt.text, *sorted(each.text for each in prompt.asked)])
        order = " ".join(each.text for each in prompt.asked)
        said: Said = say(personality, dated, self._mind(asked, same, order))
        return own_form(said) if personality is Personality.SCHEMA_IGNORER else said.members()

    def _mind(self, asked: ModelRequest, same: str, order: str) -> Mind:
        """Make a mind whose chance hangs on the question and on the run, and on nothing else."""
        digest = hashlib.sha256(same.encode()).hexdigest()
        self._times[digest] += 1
        moment = f"{self._seed}:{digest}:{order}:{self._times[digest]}"
        return Mind(
            chance=random.Random(moment),  # noqa: S311 - repeatable chance, no secret
            oracle=self._oracle,
            noise=self._noise,
            system=asked.system,
            time=self._times[digest],
        )


def _is_job(asked: ModelRequest, prompt: Prompt) -> bool:
    """Tell whether a job text is to be taken apart, by the form's name or its first member."""
    members = (asked.form.schema or {}).get("properties")
    if isinstance(members, dict):
        return FORM in members
    said = f"{asked.system}\n{asked.user}"
    return not prompt.asked and f'"{FORM}"' in said and '"minimum_months"' in said


def _dated(each: Asked, asked: ModelRequest) -> Asked:
    """Forget the least time where the form has no place for periods, and remember it where it has.

    A schema says so for each requirement; without one, the prompt's own example does.
    """
    members = (asked.form.schema or {}).get("properties")
    if not isinstance(members, dict):
        wanted = bool(each.minimum_months) and '"periods"' in f"{asked.system}\n{asked.user}"
    else:
        one = members.get(each.id)
        inner = one.get("properties") if isinstance(one, dict) else None
        wanted = isinstance(inner, dict) and "periods" in inner
    months = (each.minimum_months or 1) if wanted else 0
    return Asked(each.id, each.kind, each.text, each.synonyms, months)


def _formed(value: JsonValue, asked: ModelRequest, personality: Personality) -> str:
    """Put a value into the form that the server enforces, if it does and is heeded."""
    heeded = asked.form.care is Care.ENFORCED and personality is not Personality.SCHEMA_IGNORER
    if heeded and asked.form.schema is not None:
        value = enforced(value, dict(asked.form.schema))
    return _dumped(value)


def _as_told(asked: ModelRequest) -> JsonValue:
    """Answer a question of another kind: the word that is asked for, in every member."""
    members = (asked.form.schema or {}).get("properties")
    names = list(members) if isinstance(members, dict) else ["answer"]
    word = _SAY.search(f"{asked.system}\n{asked.user}")
    return dict.fromkeys(names, word[1] if word else None)


def _small_talk(asked: ModelRequest) -> str:
    word = _SAY.search(asked.user)
    if word:
        return _dumped(_as_told(asked))
    return "This is the model simulator. It answers screening questions only."


def _dumped(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False)
