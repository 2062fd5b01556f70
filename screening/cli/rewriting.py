"""Changes a file whole or not at all, and one change at a time."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from screening.errors import Misconfigured
from screening.texts import read_text


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Replace a text by what ``change`` makes of it; whoever reads it sees the old or the new.

    The draft beside it keeps a second one from changing it at the same time.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        file = draft.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise Misconfigured(
            f"{path} is being changed by somebody else. Try again; if nobody is, delete {draft}."
        ) from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be changed: {error.strerror}.") from None
    try:
        with file:
            file.write(change(read_text(path)))
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
