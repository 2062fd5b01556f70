"""What the compiler promises, over a client that fills the form as it is told. All invented."""

import json
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from screening.errors import BudgetSpent, NotAssessed, Transient
from screening.llm.compiling import ModelCompiler, RequirementsForm
from screening.llm.enquiry import Enquiry, Malformed
from screening.llm.openai import OpenAIAssessor
from screening.model import (
    AnswerForm,
    Assessment,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.ports import Compiler, Journal
from screening.requirements import posing
from screening.rubric import settled
from screening.settings import ModelSettings
from screening.simulators.by_hand import model_simulator
from screening.simulators.server import serve
from screening.wiring import make_assessor, utc_now
from support.builders import shipped_texts
from support.fakes import START

_Filled = TypeVar("_Filled")
REQUISITION = Requisition(
    id=RequisitionId("Q"),
    name="n",
    must_text="・Pythonの開発経験3年以上とAWSの運用経験",
    want_text="・35歳以下の方\n・Kafka",
)
WHOLE = "Pythonの開発経験3年以上とAWSの運用経験"


class Client:
    """Fills every form with one text, as a server's model would."""

    def __init__(self, text: str | Exception) -> None:
        self.text = text
        self.asked: list[Enquiry[Any]] = []

    async def ask(self, enquiry: Enquiry[_Filled], journal: Journal) -> _Filled:  # noqa: ARG002 - the client's signature
        self.asked.append(enquiry)
        if isinstance(self.text, Exception):
            raise self.text
        return enquiry.form.read(
            self.text, answered_in=AnswerForm.JSON_SCHEMA, returned_model="invented"
        )


class NoJournal:
    async def begin(self, planned: PlannedCall) -> None: ...

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


def compiler(client: Client) -> Compiler:
    pose = posing(shipped_texts().compiling, b"secret")
    return ModelCompiler(client, pose=pose, settle=settled)


def line(number: int, quote: str, text: str | None = None, **changes: object) -> dict[str, object]:
    plain = {"line": number, "quote": quote, "kind": "must", "text": text or quote}
    return {**plain, "minimum_months": 0, "synonyms": [], **changes}


def filled(*requirements: dict[str, object], instructions_seen: bool = False) -> str:
    answer = {"requirements": list(requirements), "instructions_seen": instructions_seen}
    return json.dumps(answer, ensure_ascii=False)


GOOD = filled(
    line(1, WHOLE, "Pythonの開発経験3年以上", minimum_months=36, synonyms=["パイソン"]),
    line(1, WHOLE, "AWSの運用経験"),
    line(2, "35歳以下の方"),
    line(3, "Kafka"),
)


async def test_a_proposal_is_checked_before_it_is_a_rubric() -> None:
    rubric = await compiler(Client(GOOD)).compile(REQUISITION, NoJournal())
    assert rubric is not None
    assert rubric.source is RubricSource.MODEL
    assert [(one.kind.value, one.text, one.minimum_months) for one in rubric.requirements] == [
        ("must", "Pythonの開発経験3年以上", 36),
        ("must", "AWSの運用経験", None),
        ("want", "Kafka", None),
    ]


async def test_what_is_sent_is_the_prompt_and_the_fenced_text() -> None:
    client = Client(GOOD)
    await compiler(client).compile(REQUISITION, NoJournal())
    (enquiry,) = client.asked
    assert f"L1|・{WHOLE}" in enquiry.own.splitlines()
    assert enquiry.shared == ""
    assert WHOLE not in enquiry.system
    assert "compile" not in enquiry.own
    assert enquiry.kept(object()) is None


@pytest.mark.parametrize("answer", [filled(), filled(line(1, "Rust")), filled(line(9, WHOLE))])
async def test_a_proposal_of_no_use_is_none(answer: str) -> None:
    assert await compiler(Client(answer)).compile(REQUISITION, NoJournal()) is None


async def test_where_the_model_sees_orders_the_rules_go_on_alone() -> None:
    said = filled(line(1, WHOLE), instructions_seen=True)
    assert await compiler(Client(said)).compile(REQUISITION, NoJournal()) is None


@pytest.mark.parametrize(
    "fault",
    [Transient("busy"), BudgetSpent(START), NotAssessed(ModelOutcome.MALFORMED)],
)
async def test_a_fault_is_raised_as_an_assessor_raises_it(fault: Exception) -> None:
    with pytest.raises(type(fault)):
        await compiler(Client(fault)).compile(REQUISITION, NoJournal())


# ---------------------------------------------------------------- over a simulated server


class Kept:
    """Keeps how each attempt ended."""

    def __init__(self) -> None:
        self.outcomes: list[ModelOutcome] = []

    async def begin(self, planned: PlannedCall) -> None: ...

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        assert assessment is None
        self.outcomes.append(call.outcome)


async def over_http(personality: str, journal: Journal) -> Rubric | None:
    simulator = model_simulator(personality=personality)
    async with serve(simulator.app) as url:
        settings = ModelSettings(base_url=f"{url}/v1", name="simulated", key=SecretStr("any"))
        assessor = make_assessor(settings, shipped_texts(), utc_now)
        assert isinstance(assessor, OpenAIAssessor)
        pose = posing(shipped_texts().compiling, b"secret")
        try:
            return await ModelCompiler(assessor, pose=pose, settle=settled).compile(
                REQUISITION, journal
            )
        finally:
            await assessor.close()


async def test_the_whole_way_over_http_gives_a_rubric_of_the_text() -> None:
    """The simulated model copies lines; it is no LLM and knows nothing of their meaning."""
    kept = Kept()
    rubric = await over_http("literal", kept)
    assert rubric is not None
    assert [one.text for one in rubric.requirements] == [WHOLE, "Kafka"]
    assert kept.outcomes == [ModelOutcome.OK]


async def test_a_model_that_invents_quotes_is_no_use() -> None:
    assert await over_http("liar", Kept()) is None


async def test_a_model_that_keeps_to_no_form_is_given_up() -> None:
    kept = Kept()
    with pytest.raises(NotAssessed) as caught:
        await over_http("broken", kept)
    assert caught.value.outcome is ModelOutcome.MALFORMED
    assert set(kept.outcomes) == {ModelOutcome.MALFORMED}


# ---------------------------------------------------------------- the form


def read(text: str, form: AnswerForm = AnswerForm.JSON_SCHEMA) -> object:
    return RequirementsForm().read(text, answered_in=form, returned_model=None)


def test_the_form_asks_where_it_stands_before_what_it_is() -> None:
    schema: Any = RequirementsForm().schema()
    items = schema["properties"]["requirements"]["items"]
    assert list(items["properties"]) == [
        "line", "quote", "kind", "text", "minimum_months", "synonyms",
    ]  # fmt: skip
    assert items["required"] == list(items["properties"])
    assert items["additionalProperties"] is schema["additionalProperties"] is False
    words = json.dumps(schema)
    assert not any(word in words for word in ("score", "rank", "$ref", "minLength", "maxItems"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ("{}", "requirements is not as asked; instructions_seen is not as asked"),
        (filled(line(1, "x", kind="maybe")), "requirements.0.kind is not as asked"),
        (filled(line(1, "x", line="1")), "requirements.0.line is not as asked"),
        (filled(line(-1, "x")), "requirements.0.line is not as asked"),
        (filled(line(1, "x", minimum_months=721)), "requirements.0.minimum_months is not"),
        (filled(line(1, "x", synonyms="y")), "requirements.0.synonyms is not as asked"),
        (filled(line(1, "x", secret="y")), "requirements.0 is not as asked"),
        (GOOD + GOOD, "more than one JSON object"),
        (GOOD[:-3], "JSON object"),
    ],
)
def test_another_form_is_malformed_and_the_reason_holds_no_word_of_it(
    text: str, reason: str
) -> None:
    with pytest.raises(Malformed) as caught:
        read(text)
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)


def test_texts_come_on_one_line_without_the_number_in_front() -> None:
    said: Any = read(filled(line(1, "L1|Go \n now", "L1|Go\x00now", synonyms=["\ud800", " a\tb "])))
    (one,) = said.requirements
    assert (one.quote, one.text, one.synonyms) == (
        "Go now",
        "Go now",
        ("\N{REPLACEMENT CHARACTER}", "a b"),
    )


def test_prose_around_the_object_is_passed_over() -> None:
    said: Any = read(f"Here it is:\n```json\n{GOOD}\n```\n", AnswerForm.PLAIN)
    assert len(said.requirements) == 4
