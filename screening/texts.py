"""The files that admins tune, read once at the start: prompts, templates, rubrics, prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.ats.herp_words import plain_id
from screening.comment import CommentTemplate
from screening.errors import Misconfigured
from screening.llm.prices import KnownModel, known_models
from screening.model import Language, RequisitionId, Rubric
from screening.prompt import PromptTemplate
from screening.prompt.labels import LabelBook, parse_labels
from screening.prompt.shelf import (
    PromptShelf,
    Released,
    check_complete,
    check_labels,
    check_released,
    parse_released,
)
from screening.prompt.versions import (
    ASSESSING,
    COMPILING,
    SHAPES,
    PromptVersion,
    number_of,
    parse_version,
)
from screening.rubric import parse_rubric

LABELS = "labels.toml"
RELEASED = "released.toml"


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything in the prompts folder, parsed and checked."""

    prompts: PromptShelf
    comments: Mapping[Language, CommentTemplate]
    models: Mapping[str, KnownModel]
    rubrics: Mapping[RequisitionId, Rubric]

    @property
    def prompt(self) -> PromptTemplate:
        """The question about documents that is in production; see ``prompts.for_candidacy``."""
        return self.prompts.production(ASSESSING)

    @property
    def compiling(self) -> PromptTemplate:
        """The question that takes a requisition's text apart."""
        return self.prompts.production(COMPILING)


def shipped_folder() -> Path:
    """Return the prompts that came with this version, from a source tree or an installed wheel."""
    package = Path(__file__).parent
    installed = package / "prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def belongs_to_the_program(folder: Path) -> bool:
    """Tell whether a folder came with an installed program, whose next version replaces it."""
    return folder.resolve() == (Path(__file__).parent / "prompts").resolve()


def read_texts(folder: Path | None) -> Texts:
    """Read a prompts folder; raise ``Misconfigured`` naming the file and what is wrong with it."""
    root = folder or shipped_folder()
    if not root.is_dir():
        raise Misconfigured(f"prompts: there is no folder {root}.")
    return Texts(
        prompts=read_shelf(root),
        comments={language: read_comment(root, language) for language in Language},
        models=known_models(read_text(root / "models.toml"), file=str(root / "models.toml")),
        rubrics={
            rubric.requisition_id: rubric
            for rubric in (
                read_rubric(path, requisition_of(path)) for path in requirement_files(root)
            )
        },
    )


def read_shelf(root: Path) -> PromptShelf:
    """Read all versions and labels; raise when a released version is not what it was."""
    book, released = read_labels(root), read_released(root)
    paths = [path for prompt in SHAPES for path in version_files(root, prompt)]
    versions: dict[str, PromptVersion] = {}
    for path in paths:
        version = read_version(path)
        check_released(version, released, file=str(path))
        versions[version.name] = version
    check_complete(versions, released, file=str(root / RELEASED))
    check_labels(versions, book, released, file=str(root / LABELS))
    return PromptShelf(versions, book, released)


def version_files(root: Path, id: str) -> tuple[Path, ...]:
    """Return the files of a prompt's versions, the oldest first."""
    folder = root / id
    if not folder.is_dir():
        raise Misconfigured(
            f"{folder} does not exist: it holds the versions of a prompt, v1.md and so on; "
            "copy it from the shipped prompts."
        )
    files = (path for path in folder.glob("*.md") if path.name != "README.md")
    return tuple(sorted(files, key=lambda path: (number_of(path.name) or 0, path.name)))


def read_version(path: Path) -> PromptVersion:
    """Read one version; its place says which prompt and which number it is."""
    number = number_of(path.name)
    if number is None:
        raise Misconfigured(f"{path}: name it v1.md, v2.md and so on; the next free number is new.")
    return parse_version(read_text(path), id=path.parent.name, number=number, file=str(path))


def read_labels(root: Path) -> LabelBook:
    """Read which versions are used."""
    return parse_labels(read_text(root / LABELS), file=str(root / LABELS))


def read_released(root: Path) -> Released:
    """Read which versions were released, and what they were."""
    return parse_released(read_text(root / RELEASED), file=str(root / RELEASED))


def requirement_files(root: Path) -> tuple[Path, ...]:
    """Return the files of requirements that an admin wrote."""
    return tuple(sorted((root / "requirements").glob("*.toml")))


def requisition_of(path: Path) -> RequisitionId:
    """Return the requisition that a file of requirements is for: its name says it."""
    return RequisitionId(plain_id(path.stem))


def read_rubric(path: Path, requisition: RequisitionId) -> Rubric:
    """Read the requirements that an admin wrote for one requisition."""
    text = read_text(path)
    try:
        return parse_rubric(text, requisition)
    except Misconfigured as error:
        raise Misconfigured(f"{path}: {error}") from None


def read_text(path: Path) -> str:
    """Read a text file, or say in one sentence why not."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Misconfigured(f"{path} does not exist.") from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{path} is not UTF-8 text.") from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from None


def read_comment(root: Path, language: Language) -> CommentTemplate:
    """Read the timeline comment of one language."""
    text = read_text(root / f"comment.{language}.md")
    try:
        return CommentTemplate.parse(text, language)
    except Misconfigured as error:  # which begins with the file's name
        raise Misconfigured(f"{root}/{error}") from None
