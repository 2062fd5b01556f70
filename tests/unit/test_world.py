"""The invented world is whole: files, labels and expectations fit, and nobody in it is real."""

import re
import tomllib
from collections import Counter
from datetime import timedelta
from itertools import chain
from pathlib import Path
from uuid import UUID

import pytest

from screening.model import Answer, CandidacyStatus, Language, Outcome, Reason, Step
from screening.policy import Policy
from screening.simulators.world import World, WorldCandidacy, load_world

FIXTURES = Path(__file__).parents[2] / "fixtures"
WORLD_FOLDER = FIXTURES / "world"
TEXTS = FIXTURES / "make" / "texts"
MOST_BYTES = 3_000_000
BULLETS = ("・", "- ", "— ", "* ")
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
RESERVED_DOMAINS = {"example.com", "example.org", "example.jp"}
TELEPHONE = re.compile(r"(?<![\w.-])(?:\+\d{1,3} [\d -]{8,}\d|0\d{1,3}-\d{4}-\d{4}|555-\d{4})")
INVENTED_TELEPHONE = re.compile(
    r"0[789]0-0000-\d{4}|555-01\d\d|\+44 7700 900\d{3}|\+7 000 000-\d.*"
)
TWINS = ("c15", "c23", "c29")


def key(candidacy: WorldCandidacy) -> str:
    """Return the folder of its documents, which is also the name of its source texts."""
    return candidacy.file[0].path.split("/")[1] if candidacy.file else ""


def bullets(text: str) -> list[str]:
    marked = (line.strip() for line in text.splitlines())
    return [line.removeprefix(b) for line in marked for b in BULLETS if line.startswith(b)]


def requirements(world: World, candidacy: WorldCandidacy) -> list[str]:
    for one in world.requisition:
        if one.id == candidacy.requisition_id:
            texts = (one.required_skills, one.preferred_skills, one.personality)
            return list(chain.from_iterable(map(bullets, texts)))
    return []


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(WORLD_FOLDER)


def test_every_named_file_is_there_and_every_file_there_is_named(world: World) -> None:
    named = {WORLD_FOLDER / file.path for each in world.candidacy for file in each.file}
    there = {path for path in (WORLD_FOLDER / "files").rglob("*") if path.is_file()}
    assert named == there
    assert all(path.stat().st_size for path in there)


def test_paths_are_plain_ascii_so_that_they_survive_any_machine() -> None:
    paths = (path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*"))
    assert [path for path in paths if not path.isascii()] == []


def test_documents_stay_small() -> None:
    assert sum(path.stat().st_size for path in (WORLD_FOLDER / "files").rglob("*")) < MOST_BYTES


def test_ids_are_unique_uuids(world: World) -> None:
    ids = [
        *(one.id for one in world.requisition),
        *(one.id for one in world.candidacy),
        *(file.id for one in world.candidacy for file in one.file),
    ]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert all(str(UUID(one)) == one for one in ids)


def test_labels_cover_exactly_the_bullets_of_the_requisition(world: World) -> None:
    labelled = [one for one in world.candidacy if one.label]
    assert labelled
    for one in labelled:
        assert [label.requirement for label in one.label] == requirements(world, one), key(one)


def test_whoever_reaches_the_model_is_labelled_and_nobody_else(world: World) -> None:
    for one in world.candidacy:
        asked = one.expect is not None and one.expect.outcome in {
            Outcome.SCREENED,
            Outcome.OVERTAKEN,
        }
        assert bool(one.label) == asked, key(one)


def test_only_silence_has_no_quote(world: World) -> None:
    for one in world.candidacy:
        for label in one.label:
            assert (label.answer is Answer.NOT_STATED) == (label.quote == ""), key(one)


def test_quotes_are_the_persons_own_words(world: World) -> None:
    for one in world.candidacy:
        sources = [path for path in TEXTS.glob(f"{key(one)}*") if "private" not in path.stem]
        lines = [spaced(line) for path in sources for line in path.read_text("utf-8").splitlines()]
        for label in one.label:
            assert any(spaced(label.quote) in line for line in lines), (key(one), label.quote)


def test_twins_are_asked_the_same_and_answer_the_same(world: World) -> None:
    twins = [one for one in world.candidacy if key(one) in TWINS]
    assert len(twins) == len(TWINS)
    assert len({one.requisition_id for one in twins}) == len(TWINS)
    assert len({tuple(label.answer for label in one.label) for one in twins}) == 1


def test_expectations_follow_from_what_the_candidacy_has(world: World) -> None:
    """The reason that stands first wins: requisition, requirements, files, readable files."""
    for one in world.candidacy:
        listed = one.status is CandidacyStatus.ACTIVE and one.step == "resumeScreening"
        assert (one.expect is not None) == listed, key(one)
        if one.expect is None:
            continue
        if one.requisition_id is None:
            assert one.expect.reason is Reason.NO_REQUISITION
        elif not requirements(world, one):
            assert one.expect.reason is Reason.NO_REQUIREMENTS
        elif not one.file:
            assert one.expect.reason is Reason.NO_FILES
        elif all(file.private for file in one.file):
            assert one.expect.reason is Reason.NO_READABLE_FILES
        else:
            overtaken = one.meanwhile is not None
            assert (one.expect.outcome is Outcome.OVERTAKEN) == overtaken, key(one)


def test_every_case_is_there(world: World) -> None:
    reasons = {one.expect.reason for one in world.candidacy if one.expect}
    assert reasons == {
        Reason.JUDGED,
        Reason.NO_FILES,
        Reason.NO_READABLE_FILES,
        Reason.NO_REQUISITION,
        Reason.NO_REQUIREMENTS,
        Reason.TERMINATED_BY_PERSON,
        Reason.MOVED_BY_PERSON,
    }
    names = Counter(file.name for one in world.candidacy for file in one.file)
    assert names["resume.pdf"] == 2
    answers = Counter(label.answer for one in world.candidacy for label in one.label)
    assert min(answers[answer] for answer in Answer) >= 10


def test_nobody_waits_for_the_settle_time_or_for_a_late_file(world: World) -> None:
    """A demo must reach a final outcome for everybody at once."""
    policy = Policy(name="demo", screened_steps=(Step("resumeScreening"),), language=Language.EN)
    for one in world.candidacy:
        last = policy.settle if one.file else max(policy.look_again)
        assert timedelta(minutes=one.step_minutes_ago) > last
        assert one.applied_minutes_ago >= one.step_minutes_ago


def test_addresses_and_telephones_cannot_be_anyones(world: World) -> None:
    told = [path.read_text("utf-8") for path in TEXTS.iterdir()]
    told.append((WORLD_FOLDER / "world.toml").read_text("utf-8"))
    text = "\n".join(told)
    emails, telephones = EMAIL.findall(text), TELEPHONE.findall(text)
    assert len(emails) > len(world.candidacy)
    assert {email.rpartition("@")[2] for email in emails} <= RESERVED_DOMAINS
    assert len(telephones) > 10
    assert [one for one in telephones if not INVENTED_TELEPHONE.fullmatch(one)] == []


@pytest.mark.parametrize("name", ["requisition.example.txt", "requisition.example.ja.txt"])
def test_example_requisitions_ask_what_the_world_asks(world: World, name: str) -> None:
    asked = set(bullets((WORLD_FOLDER / name).read_text("utf-8")))
    known = [
        {*bullets(one.required_skills), *bullets(one.preferred_skills), *bullets(one.personality)}
        for one in world.requisition
    ]
    assert asked
    assert any(asked <= each for each in known)


def test_world_is_plain_toml_without_a_private_dialect() -> None:
    content = tomllib.loads((WORLD_FOLDER / "world.toml").read_text("utf-8"))
    assert set(content) == {"requisition", "candidacy"}
