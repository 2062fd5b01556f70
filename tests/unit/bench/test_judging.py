"""The bench judges through the whole house, and measures what really went over the wire."""

import json

import pytest

from screening.bench.judging import beginning_of
from screening.cli.judging import judge_fixtures
from screening.model import Answer, Outcome, Reason
from screening.simulators.personalities import Personality
from screening.simulators.world import (
    Expectation,
    Label,
    World,
    WorldCandidacy,
    WorldFile,
    WorldRequisition,
)

OPENING = "7a6dfb3c-0000-4000-8000-000000000001"
CV = "\n".join(
    (
        "Apr 2018 - Mar 2024, Inventwell",
        "Ran PostgreSQL in production for six years",
        "Led a team of six engineers",
    )
)


def candidacy(number: int, text: str = CV, reason: Reason = Reason.JUDGED) -> WorldCandidacy:
    screened = reason is Reason.JUDGED
    return WorldCandidacy(
        id=f"7a6dfb3c-0000-4000-8000-1{number:011d}",
        name="Sam Sample",
        requisition_id=OPENING,
        file=(
            WorldFile(
                id=f"7a6dfb3c-0000-4000-8000-2{number:011d}",
                name="cv.txt",
                content=text.encode(),
                mime_type="text/plain",
            ),
        )
        if screened
        else (),
        expect=Expectation(
            outcome=Outcome.SCREENED if screened else Outcome.NOT_SCREENED, reason=reason
        ),
        label=(
            Label(
                requirement="Experience with PostgreSQL", answer=Answer.MET, quote="Ran PostgreSQL"
            ),
            Label(requirement="Has led a team", answer=Answer.MET, quote="Led a team of six"),
        )
        if screened
        else (),
    )


WORLD = World(
    requisition=(
        WorldRequisition(
            id=OPENING,
            name="Database engineer",
            required_skills="- Experience with PostgreSQL",
            preferred_skills="- Has led a team",
        ),
    ),
    candidacy=(
        candidacy(1),
        candidacy(2, f"{CV}\nSpeaks three languages"),
        candidacy(3, reason=Reason.NO_FILES),
    ),
)


async def test_a_small_world_is_judged_as_promised() -> None:
    counted: list[tuple[int, int]] = []
    report = await judge_fixtures(
        Personality.ORACLE, lambda done, total: counted.append((done, total)), world=WORLD
    )
    assert [check.name for check in report.checks if not check.holds] == []
    one, two, nobody = report.cvs[:3]
    assert (one.outcome, one.reason, one.model_calls, one.judgements) == (
        "screened",
        "judged",
        1,
        1,
    )
    assert (nobody.outcome, nobody.reason, nobody.model_calls) == ("not_screened", "no_files", 0)
    assert nobody.shared_tokens is None
    assert one.shared_sha256 == two.shared_sha256
    assert (one.cached_tokens, two.cached_tokens) == (0, one.shared_tokens)
    assert one.prompt_tokens * 4 >= one.prompt_characters > one.characters > 0
    assert one.seconds > 0
    assert one.low == one.high == 100
    assert counted[-1] == (len(report.cvs), len(report.cvs)) == (3 + 3 + 8, 14)
    assert report.totals.judged == report.totals.calm == 2


async def test_a_model_that_never_answers_judges_nobody_and_holds_nothing() -> None:
    report = await judge_fixtures(Personality.QUOTA, None, world=WORLD)
    one = report.cvs[0]
    assert (one.outcome, one.judgements, one.prompt_tokens) == ("failed", 0, 0)
    assert not report.holds
    assert report.totals.judged == 0


@pytest.mark.parametrize(
    "sent",
    [
        {"messages": [{"content": "Rules"}, {"content": "R1 [must] x\n\n@\nL1|a"}]},
        {
            "messages": [
                {"content": "Rules"},
                {"content": [{"text": "R1 [must] x\n\n"}, {"text": "@"}]},
            ]
        },
        {"instructions": "Rules", "input": [{"content": "R1 [must] x\n\n@\nL1|a"}]},
    ],
)
def test_the_beginning_ends_before_the_documents_however_it_is_sent(sent: object) -> None:
    fence = "=== BEGIN UNTRUSTED DOCUMENTS f00d ==="
    body = json.dumps(sent).replace("@", fence).encode()
    found = beginning_of(body)
    assert found.tokens == -(-len("Rules\nR1 [must] x\n\n") // 4)
    other = beginning_of(body.replace(b"f00d", b"beef").replace(b"L1|a", b"L1|b"))
    assert other == found
    assert beginning_of(body.replace(b"Rules", b"Rubes")) != found
