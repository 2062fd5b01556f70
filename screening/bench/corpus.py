"""Finds the documents of a folder and what is known about them.

``truth.toml`` holds one table for each document beside it, and ``expected/<file>.txt`` (or
``<file>.txt`` beside it) the lines that a person reads. A folder without ``truth.toml`` is taken
as it is: every file in it is a document, measured where its text is known.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from screening.errors import Misconfigured
from screening.model.base import Value
from screening.model.reading import HiddenReason, ReadingWarning, Severity, UnreadableReason

TRUTH = "truth.toml"
EVERY = "*"
"""The table of ``truth.toml`` with the floors of all files in its folder."""
_EXPECTED = "expected"

READ: Literal["read"] = "read"
Outcome = Literal["read"] | UnreadableReason
Flag = Literal["none"] | Severity
Share = Annotated[float, Field(ge=0, le=1)]
_Table = TypeVar("_Table", bound=Value)


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


class Floors(Value):
    """The least shares with which a file counts as read well; ``None`` leaves the usual ones."""

    recall: Share | None = None
    precision: Share | None = None
    order: Share | None = None


class Truth(Floors):
    """What is known about one document: a table of ``truth.toml``."""

    language: Literal["ja", "en", "ru", "mixed", "none"]
    layout: Annotated[str, Field(pattern=r"^[a-z][a-z0-9 -]*$")]
    about: Annotated[str, Field(min_length=1)]
    """One sentence for people; with a floor, also its reason."""
    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(_listed), Field(min_length=1)] = (READ,)
    """Each of them is right."""
    hidden: tuple[HiddenReason, ...] = ()
    """Reasons that must be reported."""
    never: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Words that must not stand in any line."""
    flag: Flag | None = None
    """The severity that must be reached; ``none`` allows nothing; ``None``: not looked at."""
    benign: bool = False
    """An honest file: it must be read, and nothing in it may block."""
    warnings: tuple[ReadingWarning, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Labels and values that must stand on one line, the label first."""
    needs: Literal["ocr", "rapidocr", "tesseract", "catdoc", "antiword", "soffice"] | None = None
    """What must be installed for ``outcome``; ``ocr`` is any means of recognition."""
    without: Annotated[tuple[Outcome, ...], BeforeValidator(_listed)] = ()
    """The outcome where that is missing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document and what is known about it."""

    path: Path
    name: str
    """Its path below the folder that was asked for, with slashes."""
    truth: Truth | None
    expected: Path | None
    floors: Floors

    def lines(self) -> tuple[str, ...] | None:
        """Return the lines that a person reads; ``None`` where nobody wrote them down.

        Raise ``Misconfigured`` when they are not UTF-8.
        """
        if self.expected is None:
            return None
        try:
            return tuple(self.expected.read_text(encoding="utf-8-sig").splitlines())
        except UnicodeDecodeError:
            raise Misconfigured(f"{self.expected} is not UTF-8.") from None


def cases(folder: Path) -> Iterator[Case]:
    """Yield all documents below a folder, in the order of their names.

    Raise ``Misconfigured`` for a ``truth.toml`` that does not fit, naming the file and the key.
    """
    for inner in (folder, *sorted(path for path in folder.rglob("*") if path.is_dir())):
        if not _is_left_out(inner, folder):
            yield from cases_of(inner, top=folder)


def cases_of(folder: Path, *, top: Path) -> Iterator[Case]:
    """Yield the documents that lie in one folder itself."""
    truths, floors = _truths(folder / TRUTH)
    for path in _listed_files(folder, truths) if truths else _all_files(folder):
        truth = truths.get(path.name)
        yield Case(
            path=path,
            name=path.relative_to(top).as_posix(),
            truth=truth,
            expected=_expected_of(path),
            floors=floors if truth is None else _joined(truth, floors),
        )


def _is_left_out(inner: Path, folder: Path) -> bool:
    parts = inner.relative_to(folder).parts
    return any(part.startswith((".", "__")) or part == _EXPECTED for part in parts)


def _truths(path: Path) -> tuple[Mapping[str, Truth], Floors]:
    if not path.is_file():
        return {}, Floors()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} is not TOML: {error}") from None
    floors = _parsed(Floors, path, EVERY, tables.pop(EVERY, {}))
    return {name: _parsed(Truth, path, name, table) for name, table in tables.items()}, floors


def _parsed(kind: type[_Table], path: Path, name: str, table: Any) -> _Table:
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"][:1]))
        raise Misconfigured(f'{path}: ["{name}"] {key}: {first["msg"]}') from None


def _joined(truth: Truth, floors: Floors) -> Floors:
    """Return a file's own floors, and its folder's where it has none."""
    own = {name: getattr(truth, name) for name in Floors.model_fields}
    return floors.model_copy(update={name: one for name, one in own.items() if one is not None})


def _listed_files(folder: Path, truths: Mapping[str, Truth]) -> Iterator[Path]:
    """Yield the files of the tables; complain of a table or a text whose file is not there."""
    for text in sorted((folder / _EXPECTED).glob("*.txt")):
        if text.name.removesuffix(".txt") not in truths:
            raise Misconfigured(f"{folder / TRUTH} has no table for {_EXPECTED}/{text.name}.")
    for name in sorted(truths):
        path = folder / name
        if not path.is_file():
            raise Misconfigured(f'{folder / TRUTH}: ["{name}"] is not a file in this folder.')
        yield path


def _all_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") or path.name == TRUTH
        if path.is_file() and not hidden and not _is_text_of_another(path):
            yield path


def _is_text_of_another(path: Path) -> bool:
    return path.suffix == ".txt" and path.with_suffix("").is_file()


def _expected_of(path: Path) -> Path | None:
    for text in (path.parent / _EXPECTED / f"{path.name}.txt", path.with_name(f"{path.name}.txt")):
        if text.is_file():
            return text
    return None
