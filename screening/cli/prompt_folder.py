"""Which prompts folder a command means."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from screening.errors import Misconfigured
from screening.settings import load_without_keys
from screening.texts import belongs_to_the_program, shipped_folder

_Command = TypeVar("_Command", bound=Callable[..., Any])


def prompts_option(command: _Command) -> _Command:
    """Add ``--prompts``: the folder, without any settings."""
    return click.option(
        "--prompts",
        "folder",
        type=click.Path(path_type=Path),
        help="A prompts folder. Without it: the one that the settings name, else the shipped one.",
    )(command)


def meant(folder: Path | None, config: Path) -> Path:
    """Return the folder that was named, or that the settings name, or the shipped one."""
    if folder is None and config.is_file():
        folder = load_without_keys(config).prompts
    root = folder or shipped_folder()
    if not root.is_dir():
        raise Misconfigured(f"prompts: there is no folder {root}.")
    return root


def own(root: Path) -> Path:
    """Return a folder that may be changed; refuse the one inside an installed program."""
    if belongs_to_the_program(root):
        raise Misconfigured(
            f"{root} came with the program, and its next version replaces it: copy it, name the "
            "copy by prompts in the settings, and change that."
        )
    return root
