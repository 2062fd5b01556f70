"""The question to the model: the admin's prompt file filled with requirements and documents.

Texts of candidates are values, never templates; code numbers them and puts the fence around them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import ValidationError

from screening.dossier import numbered
from screening.errors import Misconfigured, NotAssessed
from screening.fingerprint import fingerprint
from screening.model import (
    Document,
    Fingerprint,
    Language,
    ModelOutcome,
    Question,
    Requirement,
    RequirementKind,
    Rubric,
    Value,
)

MOST_IN_ONE_QUESTION = 12
"""More requirements are asked in several questions: long forms are filled worse."""

LANGUAGE_NAMES = {Language.JA: "Japanese", Language.EN: "English", Language.RU: "Russian"}

_VARIABLES = {
    "system": {"language_name"},
    "requirements": {"language_name", "ids", "requirements"},
    "reminder": {"language_name", "ids"},
}
_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,  # the question is plain text, not HTML
    trim_blocks=True,
    lstrip_blocks=True,
)
_SECTION = re.compile(r"^# (system|requirements|reminder)[ \t]*$", re.MULTILINE)
_CHAT_TOKEN = re.compile(
    r"(<(?=[|｜])|<(?=/?(?:system|user|assistant|developer|tool\w*|function\w*|s|bos|eos|think|im_\w+"
    r"|(?:start|end)_of_turn)\b[^>\n]{0,40}>)|\[(?=/?(?:INST|SYS|SYSTEM|TOOL\w*)\])|<(?=</?SYS>>))",
    re.IGNORECASE,
)
_BREAKER = "·"


class _Head(Value):
    """The head of a prompt file."""

    id: str
    version: str
    about: str


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt file, checked: what the admin wrote, ready to be filled."""

    id: str
    version: str
    fingerprint: Fingerprint
    """Of the whole file, so that any edit is seen."""
    sections: Mapping[str, Template]

    @classmethod
    def parse(cls, text: str, *, file: str = "prompts/assess.md") -> "PromptTemplate":
        """Read a prompt file; raise ``Misconfigured`` naming the file and what is wrong in it."""
        text = text.replace("\r\n", "\n")
        head, body = _head(text, file)
        sections = {
            name: _section(name, source, file) for name, source in _split(body, file).items()
        }
        return cls(head.id, head.version, fingerprint("prompt", text), sections)

    def fill(self, section: str, **values: str) -> str:
        """Render one section with exactly the values that it may use."""
        return self.sections[section].render(values).strip()


def questions(
    template: PromptTemplate,
    rubric: Rubric,
    documents: tuple[Document, ...],
    *,
    language: Language,
    fence: str,
    max_characters: int | None = None,
) -> tuple[Question, ...]:
    """Make the questions that cover a rubric; what is only to be asked of people is left out.

    ``fence`` is a name that no document can guess. ``max_characters`` is the limit of one
    question; ``None`` means none. Nothing is ever cut: raise ``NotAssessed(OVER_BUDGET)``.
    """
    judged = [each for each in rubric.requirements if each.kind is not RequirementKind.ASK]
    made = []
    for at in range(0, len(judged), MOST_IN_ONE_QUESTION):
        asked = tuple(judged[at : at + MOST_IN_ONE_QUESTION])
        question = _question(template, asked, documents, language=language, fence=fence)
        _check_size(question, max_characters)
        made.append(question)
    return tuple(made)


def _question(
    template: PromptTemplate,
    asked: tuple[Requirement, ...],
    documents: tuple[Document, ...],
    *,
    language: Language,
    fence: str,
) -> Question:
    name = LANGUAGE_NAMES[language]
    ids = ", ".join(each.id for each in asked)
    listed = "\n".join(line for each in asked for line in _requirement_lines(each))
    system = template.fill("system", language_name=name)
    head = template.fill("requirements", language_name=name, ids=ids, requirements=listed)
    reminder = template.fill("reminder", language_name=name, ids=ids)
    fenced = "\n".join((*_fenced(documents, fence), " ".join(reminder.split())))
    return Question(
        system=system,
        requirements=head,
        documents=fenced,
        asked=asked,
        lines=sum(len(document.lines) for document in documents),
        prompt_version=template.fingerprint,
        fingerprint=fingerprint("question", system, head, fenced, *asked),
    )


def _requirement_lines(requirement: Requirement) -> Iterator[str]:
    yield f"{requirement.id} [{requirement.kind.value}] {_flat(requirement.text)}"
    if requirement.synonyms:
        yield "    also: " + "; ".join(_flat(each) for each in requirement.synonyms)


def _flat(text: str) -> str:
    return " ".join(_shown(text).replace(";", ",").split())


def _fenced(documents: tuple[Document, ...], fence: str) -> Iterator[str]:
    yield f"=== BEGIN UNTRUSTED DOCUMENTS {fence} ==="
    places = {id(document): at for at, document in enumerate(documents, 1)}
    parts: dict[int, dict[str, int]] = {}
    heading = ""
    for number, document, line in numbered(documents):
        file = places[id(document)]
        place = f"file {file} of {len(documents)}"
        if line.part is not None:
            # its name was written by somebody else, and stays out of our own lines
            numbers = parts.setdefault(file, {})
            place += f", part {numbers.setdefault(line.part, len(numbers) + 1)}"
        place += "" if line.page is None else f", page {line.page}"
        place += ", recognised from a picture, may be misread" if line.recognised else ""
        if heading != f"--- {place} ---":
            heading = f"--- {place} ---"
            yield heading
        yield f"L{number}|{_shown(line.text)}"
    yield f"=== END UNTRUSTED DOCUMENTS {fence} ==="


def _shown(text: str) -> str:
    """Put a text on one line, without invisible characters and with chat-template tokens broken.

    All else stays as it is, so that a quote can be found in the document again.
    """
    kept = "".join(map(_shown_character, text))
    return _CHAT_TOKEN.sub(rf"\1{_BREAKER}", kept)


def _shown_character(character: str) -> str:
    match unicodedata.category(character):
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf":
            return character if character in "\u200c\u200d" else ""
        case _:
            return character


def _check_size(question: Question, limit: int | None) -> None:
    size = len(question.system) + len(question.requirements) + len(question.documents)
    if limit is not None and size > limit:
        raise NotAssessed(
            ModelOutcome.OVER_BUDGET,
            f"the question has {size} characters and the limit is {limit}; nothing was sent",
        )


def _head(text: str, file: str) -> tuple[_Head, str]:
    parts = re.split(r"^---[ \t]*$\n?", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise Misconfigured(f"{file}: it must begin with a head between two lines of ---")
    try:
        return _Head.model_validate(tomllib.loads(parts[1])), parts[2]
    except tomllib.TOMLDecodeError:
        raise Misconfigured(f'{file}: write the head as lines like version = "2"') from None
    except ValidationError as error:
        names = sorted({str(each["loc"][0]) for each in error.errors(include_input=False)})
        raise Misconfigured(
            f"{file}: check {', '.join(names)} in the head; it has id, version and about, as texts"
        ) from None


def _split(body: str, file: str) -> dict[str, str]:
    parts = _SECTION.split(body)[1:]
    names, sources = parts[::2], parts[1::2]
    for name in _VARIABLES:
        if names.count(name) != 1:
            raise Misconfigured(f"{file}: there must be exactly one section headed # {name}")
    return dict(zip(names, sources, strict=True))


def _section(name: str, source: str, file: str) -> Template:
    where = f"{file}, section # {name}"
    try:
        used = meta.find_undeclared_variables(_ENVIRONMENT.parse(source))
        _check_variables(name, used, where)
        template = _ENVIRONMENT.from_string(source)
        filled = template.render(dict.fromkeys(_VARIABLES[name], "x"))
    except TemplateSyntaxError as error:
        raise Misconfigured(f"{where}: not a valid template near its line {error.lineno}") from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError):
        raise Misconfigured(
            f"{where}: the template cannot be filled; use plain variables"
        ) from None
    if not filled.strip():
        raise Misconfigured(f"{where}: it is empty")
    return template


def _check_variables(name: str, used: set[str], where: str) -> None:
    known = _VARIABLES[name]
    unknown = sorted(used - known)
    if unknown:
        raise Misconfigured(
            f"{where}: unknown variable {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
    if name == "requirements" and "requirements" not in used:
        raise Misconfigured(f"{where}: the variable requirements is missing")
