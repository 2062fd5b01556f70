"""``prompts``: the versions of the prompts, which of them are used, and how to change that."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

import click

from screening.cli.options import config_option, json_option, prompts_folder, prompts_option
from screening.cli.rewriting import rewrite
from screening.errors import Misconfigured
from screening.prompt.labels import (
    Label,
    LabelBook,
    Move,
    Said,
    parse_labels,
    promoted,
    rolled_back,
    written,
)
from screening.prompt.shelf import (
    PromptShelf,
    check_labels,
    check_released,
    parse_released,
    with_release,
)
from screening.prompt.versions import SHAPES, PromptVersion, canonical, split_name
from screening.texts import (
    LABELS,
    RELEASED,
    belongs_to_the_program,
    read_shelf,
    read_version,
)
