"""``prompts``: the versions of the prompts, which of them are used, and how to change that."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

import click
from pydantic import ValidationError

from screening.cli.options import config_option, json_option
from screening.cli.prompt_folder import meant, own, prompts_option
from screening.cli.rendering import rendered
from screening.cli.rewriting import rewrite
from screening.errors import Misconfigured
from screening.prompt.labels import Label, LabelBook, Said, parse_labels, promoted, rolled_back
from screening.prompt.labels import written as labels_text
from screening.prompt.shelf import PromptShelf, check_labels, parse_released, with_release
from screening.prompt.versions import SHAPES, PromptVersion, split_name
from screening.texts import LABELS, RELEASED, read_shelf, read_version

_RESTART = "Workers read prompts when they start: restart them to use it."
_by = click.option("--by", required=True, help="Your name, for the list of moves.")
_why = click.option("--why", default="", help="A word for the list; nothing about a candidate.")


@click.group("prompts")
def prompts() -> None:
    """List, compare, release and switch the versions of the prompts."""


@prompts.command("list")
@prompts_option
@json_option
@config_option
def list_versions(folder: Path | None, as_json: bool, config: Path) -> None:
    """List every version with its hash, its labels and whether it is released."""
    shelf = read_shelf(meant(folder, config))
    if as_json:
        click.echo(json.dumps(_as_json(shelf), ensure_ascii=False, indent=2))
        return
    for version in shelf.versions.values():
        state = "released" if version.name in shelf.released else "draft"
        labels = ", ".join(shelf.labels_of(version))
        click.echo(f"{version.name:12} {version.identity[:8]}  {state:9} {labels}".rstrip())
    moves = shelf.book.moves[-5:]
    for move in reversed(moves):
        click.echo(
            f"{move.at:%Y-%m-%d %H:%M} UTC  {move.prompt}: {move.label} from {move.was or 'none'} "
            f"to {move.now or 'none'}, by {move.by}" + (f": {move.why}" if move.why else "")
        )


@prompts.command("show")
@click.argument("name")
@prompts_option
@config_option
def show(name: str, folder: Path | None, config: Path) -> None:
    """Print one version, named like assess@2; or just assess, for the one in production."""
    click.echo(read_shelf(meant(folder, config)).named(name).text, nl=False)


@prompts.command("diff")
@click.argument("one")
@click.argument("other")
@prompts_option
@config_option
def diff(one: str, other: str, folder: Path | None, config: Path) -> None:
    """Compare two versions: their texts, and what a model would get on an invented case."""
    shelf = read_shelf(meant(folder, config))
    before, after = shelf.named(one), shelf.named(other)
    if before.id != after.id:
        raise Misconfigured("The two are versions of different prompts: compare like with like.")
    for title, make in (("", lambda one: one.text), (" as sent", rendered)):
        lines = tuple(_differences(before, after, title, make))
        click.echo("\n".join(lines) if lines else f"No difference{title or ' in the text'}.")


@prompts.command("release")
@click.argument("name")
@prompts_option
@config_option
def release(name: str, folder: Path | None, config: Path) -> None:
    """Freeze a version: from now on its file must not change, and labels may point at it."""
    root = own(meant(folder, config))
    prompt, number = split_name(name)
    version = read_version(root / prompt / f"v{number}.md")
    path = root / RELEASED
    rewrite(path, lambda text: with_release(parse_released(text, file=str(path)), version))
    click.echo(f"{version.name} is released with {version.identity[:8]}.")


@prompts.command("promote")
@click.argument("name")
@click.option("--to", type=click.Choice([one.value for one in Label]), required=True)
@click.option("--percent", type=click.IntRange(1, 99), help="Of the candidacies, for a canary.")
@_by
@_why
@prompts_option
@config_option
def promote(
    name: str,
    to: str,
    percent: int | None,
    by: str,
    why: str,
    folder: Path | None,
    config: Path,
) -> None:
    """Use a released version: for all candidacies, or as a canary for a few of them."""
    prompt, number = split_name(name)
    said = _said(by, why)
    shelf = _switch(
        own(meant(folder, config)),
        lambda book: promoted(book, prompt, number, to=Label(to), percent=percent, said=said),
    )
    _tell(shelf, prompt)


@prompts.command("rollback")
@click.argument("id", type=click.Choice(list(SHAPES)))
@_by
@_why
@prompts_option
@config_option
def rollback(id: str, by: str, why: str, folder: Path | None, config: Path) -> None:
    """Undo the newest change of a prompt: end its canary, else return to the version before."""
    said = _said(by, why)
    shelf = _switch(own(meant(folder, config)), lambda book: rolled_back(book, id, said=said))
    _tell(shelf, id)


def _switch(root: Path, change: Callable[[LabelBook], LabelBook]) -> PromptShelf:
    """Move a label, if what comes of it can be used."""
    path = root / LABELS

    def changed(text: str) -> str:
        shelf = read_shelf(root)
        book = change(parse_labels(text, file=str(path)))
        check_labels(shelf.versions, book, shelf.released, file=str(path))
        return labels_text(book)

    rewrite(path, changed)
    return read_shelf(root)


def _said(by: str, why: str) -> Said:
    try:
        return Said(at=datetime.now(UTC), by=by.strip(), why=why.strip())
    except ValidationError:
        raise Misconfigured(
            "--by needs a name of at most 100 characters, --why at most 300, each on one line."
        ) from None


def _tell(shelf: PromptShelf, id: str) -> None:
    labels = shelf.book.labels[id]
    canary = "no canary"
    if labels.canary is not None:
        canary = f"canary {id}@{labels.canary} for {labels.canary_percent} % of the candidacies"
    click.echo(f"{id}: production {id}@{labels.production}, {canary}. {_RESTART}")


def _differences(
    before: PromptVersion, after: PromptVersion, title: str, make: Callable[[PromptVersion], str]
) -> Iterator[str]:
    return unified_diff(
        make(before).splitlines(),
        make(after).splitlines(),
        fromfile=f"{before.name}{title}",
        tofile=f"{after.name}{title}",
        lineterm="",
    )


def _as_json(shelf: PromptShelf) -> dict[str, object]:
    return {
        "versions": [
            {
                "name": one.name,
                "identity": one.identity,
                "released": one.name in shelf.released,
                "labels": list(shelf.labels_of(one)),
            }
            for one in shelf.versions.values()
        ],
        "labels": {prompt: one.model_dump() for prompt, one in shelf.book.labels.items()},
        "moves": [one.model_dump(mode="json", by_alias=True) for one in shelf.book.moves],
    }
