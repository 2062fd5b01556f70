"""A prompt file: what an admin wrote, checked, ready to be filled with values.

Texts of candidates and requisitions are values, never templates.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import ValidationError

from screening.errors import Misconfigured
from screening.fingerprint import fingerprint
from screening.model import Fingerprint, Value

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,  # the question is plain text, not HTML
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which sections a kind of prompt file has, and which values each of them may use."""

    variables: Mapping[str, frozenset[str]]
    needed: Mapping[str, str]
    """The value that a section cannot do without."""


ASSESS = Shape(
    variables={
        "system": frozenset({"language_name"}),
        "requirements": frozenset({"language_name", "ids", "requirements"}),
        "reminder": frozenset({"language_name", "ids"}),
    },
    needed={"requirements": "requirements"},
)
"""The question about one candidacy's documents."""
COMPILE = Shape(
    variables={"system": frozenset(), "reminder": frozenset()},
    needed={},
)
"""The question about one requisition's text, which stands between the two sections."""


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
    def parse(
        cls, text: str, *, file: str = "prompts/assess/v2.md", shape: Shape = ASSESS
    ) -> "PromptTemplate":
        """Read a prompt file; raise ``Misconfigured`` naming the file and what is wrong in it."""
        text = text.replace("\r\n", "\n")
        head, body = _head(text, file)
        sections = {
            name: _section(name, source, file, shape)
            for name, source in _split(body, file, shape).items()
        }
        return cls(head.id, head.version, fingerprint("prompt", text), sections)

    def fill(self, section: str, **values: str) -> str:
        """Render one section with exactly the values that it may use."""
        return self.sections[section].render(values).strip()


def _head(text: str, file: str) -> tuple[_Head, str]:
    parts = re.split(r"^---[ \t]*$\n?", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise Misconfigured(f"{file}: it must begin with a head between two lines of ---")
    try:
        return _Head.model_validate(tomllib.loads(parts[1])), parts[2]
    except ValidationError as error:
        names = sorted({str(each["loc"][0]) for each in error.errors(include_input=False)})
        raise Misconfigured(
            f"{file}: check {', '.join(names)} in the head; it has id, version and about, as texts"
        ) from None
    except (ValueError, RecursionError):
        raise Misconfigured(f'{file}: write the head as lines like version = "2"') from None


def _split(body: str, file: str, shape: Shape) -> dict[str, str]:
    titles = "|".join(shape.variables)
    parts = re.split(rf"^# ({titles})[ \t]*$", body, flags=re.MULTILINE)[1:]
    names, sources = parts[::2], parts[1::2]
    for name in shape.variables:
        if names.count(name) != 1:
            raise Misconfigured(f"{file}: there must be exactly one section headed # {name}")
    return dict(zip(names, sources, strict=True))


def _section(name: str, source: str, file: str, shape: Shape) -> Template:
    where = f"{file}, section # {name}"
    try:
        used = meta.find_undeclared_variables(_ENVIRONMENT.parse(source))
        _check_variables(name, used, where, shape)
        template = _ENVIRONMENT.from_string(source)
        filled = template.render(dict.fromkeys(shape.variables[name], "x"))
    except TemplateSyntaxError as error:
        raise Misconfigured(f"{where}: not a valid template near its line {error.lineno}") from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError):
        raise Misconfigured(
            f"{where}: the template cannot be filled; use plain variables"
        ) from None
    if not filled.strip():
        raise Misconfigured(f"{where}: it is empty")
    return template


def _check_variables(name: str, used: set[str], where: str, shape: Shape) -> None:
    known = shape.variables[name]
    unknown = sorted(used - known)
    if unknown:
        raise Misconfigured(
            f"{where}: unknown variable {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
    needed = shape.needed.get(name)
    if needed is not None and needed not in used:
        raise Misconfigured(f"{where}: the variable {needed} is missing")
