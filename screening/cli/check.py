"""``check``: everything in the prompts folder, without settings, keys or network; for CI."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import click

from screening.cli.options import config_option, json_option
from screening.cli.prompt_folder import meant, prompts_option
from screening.errors import Misconfigured
from screening.llm.prices import known_models
from screening.model import Fingerprint, Language
from screening.prompt.shelf import check_complete, check_labels, check_released
from screening.prompt.versions import SHAPES, PromptVersion
from screening.rubric.lint import barring, lint_rubric
from screening.texts import (
    LABELS,
    RELEASED,
    read_comment,
    read_labels,
    read_released,
    read_rubric,
    read_text,
    read_version,
    requirement_files,
    requisition_of,
    version_files,
)

_FAULTY = 1


class Grade(StrEnum):
    """What a line says."""

    OK = "ok"
    REMARK = "remark"
    """Worth a thought; it stops nothing."""
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report."""

    grade: Grade
    place: str
    says: str


@click.command("check")
@prompts_option
@json_option
@config_option
@click.pass_context
def check(context: click.Context, folder: Path | None, as_json: bool, config: Path) -> None:
    """Check prompts, templates, requirements, prices and labels; exit code 1 on a fault."""
    root = meant(folder, config)
    lines = tuple(examined(root))
    if as_json:
        rows = [{"grade": one.grade, "place": one.place, "says": one.says} for one in lines]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(f"{line.grade.upper():7} {line.place}: {line.says}")
    if any(line.grade is Grade.FAULT for line in lines):
        context.exit(_FAULTY)


def examined(root: Path) -> Iterator[Line]:
    """Read every file on its own, so that one fault does not hide another."""
    yield from _prompts(root)
    for language in Language:
        yield _told(root / f"comment.{language}.md", partial(_template, root, language))
    yield _told(root / "models.toml", partial(_models, root))
    for path in requirement_files(root):
        yield from _requirements(path)


def _prompts(root: Path) -> Iterator[Line]:
    """Read labels and versions; they are compared only if all of them could be read."""
    released: dict[str, Fingerprint] = {}
    versions: dict[str, PromptVersion] = {}
    lists = [_told(root / RELEASED, partial(_released, root, released))]
    each: list[Line] = []
    for prompt in SHAPES:
        try:
            paths = version_files(root, prompt)
        except Misconfigured as error:
            each.append(_fault(root / prompt, error))
            continue
        each += [_told(path, partial(_version, path, released, versions)) for path in paths]
    yield from each
    if all(one.grade is Grade.OK for one in (*lists, *each)):
        path = root / RELEASED
        lists = [_told(path, partial(_complete, path, versions, released))]
        lists.append(_told(root / LABELS, partial(_labels, root, versions, released)))
    else:
        lists.append(_told(root / LABELS, partial(_labels_alone, root)))
    yield from lists


def _released(root: Path, released: dict[str, Fingerprint]) -> str:
    released.update(read_released(root))
    return f"{len(released)} released versions"


def _version(
    path: Path, released: dict[str, Fingerprint], versions: dict[str, PromptVersion]
) -> str:
    version = read_version(path)
    check_released(version, released, file=str(path))
    versions[version.name] = version
    state = "released" if version.name in released else "a draft, not released"
    return f"{version.name} {version.identity[:8]}, {state}"


def _complete(
    path: Path, versions: dict[str, PromptVersion], released: dict[str, Fingerprint]
) -> str:
    check_complete(versions, released, file=str(path))
    return f"{len(released)} released versions, unchanged"


def _labels(
    root: Path, versions: dict[str, PromptVersion], released: dict[str, Fingerprint]
) -> str:
    book = read_labels(root)
    check_labels(versions, book, released, file=str(root / LABELS))
    used = (
        f"{prompt} {one.production}" + (f" and canary {one.canary}" if one.canary else "")
        for prompt, one in sorted(book.labels.items())
    )
    return "in use: " + ", ".join(used)


def _labels_alone(root: Path) -> str:
    read_labels(root)
    return "readable; not compared with the versions because of the faults above"


def _template(root: Path, language: Language) -> str:
    return f"fingerprint {read_comment(root, language).fingerprint[:8]}"


def _models(root: Path) -> str:
    path = root / "models.toml"
    return f"{len(known_models(read_text(path), file=str(path)))} models"


def _requirements(path: Path) -> Iterator[Line]:
    try:
        rubric = read_rubric(path, requisition_of(path))
    except Misconfigured as error:
        yield _fault(path, error)
        return
    remarks = lint_rubric(rubric)
    judged = len(rubric.requirements)
    yield Line(Grade.OK, str(path), f"{judged} requirements, {len(remarks)} with remarks")
    for requirement, found in remarks.items():
        barred = barring(found)
        for one in found:
            grade = Grade.FAULT if one in barred else Grade.REMARK
            yield Line(grade, f"{path}: {requirement}", f"{one.kind}, {one.subject}: {one.better}")


def _told(path: Path, read: Callable[[], str]) -> Line:
    try:
        return Line(Grade.OK, str(path), read())
    except Misconfigured as error:
        return _fault(path, error)


def _fault(path: Path, error: Misconfigured) -> Line:
    says = str(error).removeprefix(str(path)).lstrip(": ,")
    return Line(Grade.FAULT, str(path), " ".join(says.split()))
