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
from screening.rubric import parse_rubric


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything in the prompts folder, parsed and checked."""

    prompt: PromptTemplate
    comments: Mapping[Language, CommentTemplate]
    models: Mapping[str, KnownModel]
    rubrics: Mapping[RequisitionId, Rubric]


def shipped_folder() -> Path:
    """Return the prompts that came with this version, from a source tree or an installed wheel."""
    package = Path(__file__).parent
    installed = package / "prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def read_texts(folder: Path | None) -> Texts:
    """Read a prompts folder; raise ``Misconfigured`` naming the file and what is wrong with it."""
    root = folder or shipped_folder()
    if not root.is_dir():
        raise Misconfigured(f"prompts: there is no folder {root}.")
    return Texts(
        prompt=PromptTemplate.parse(read_text(root / "assess.md"), file=str(root / "assess.md")),
        comments={language: _comment(root, language) for language in Language},
        models=known_models(read_text(root / "models.toml"), file=str(root / "models.toml")),
        rubrics={
            wanted: read_rubric(path, wanted)
            for path in sorted((root / "requirements").glob("*.toml"))
            for wanted in [RequisitionId(plain_id(path.stem))]
        },
    )


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


def _comment(root: Path, language: Language) -> CommentTemplate:
    text = read_text(root / f"comment.{language}.md")
    try:
        return CommentTemplate.parse(text, language)
    except Misconfigured as error:  # which begins with the file's name
        raise Misconfigured(f"{root}/{error}") from None
