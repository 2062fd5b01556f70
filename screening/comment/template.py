"""The timeline comment: a template of words, filled from a record, within a length.

Pure: the same record, template, policy, traits and zone give the same bytes.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import tzinfo
from typing import Final

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from screening.comment.case import Case
from screening.comment.layout import lay_out
from screening.comment.view import Rest, Room, Row, View
from screening.comment.wording import Words, parse_words, split
from screening.errors import Misconfigured
from screening.fingerprint import fingerprint
from screening.model import AtsTraits, Fingerprint, Language, Reference, ScreeningRecord
from screening.policy import Policy, comment_format

TARGET_CHARACTERS: Final = {Language.JA: 1_200, Language.EN: 2_000, Language.RU: 2_000}
"""How long a comment on few requirements should be; Japanese says more in fewer characters."""
MOST_CHARACTERS: Final = 6_000
"""How long any comment may be, whatever the ATS would take: 18 kB of Japanese in UTF-8."""

_GENTLE: Final = (
    Room(text=60, quote=1.0, remark=60, file=24, questions=5, warnings=12, opening=40, scale=True),
    Room(text=60, quote=1.0, remark=60, file=24, questions=4, warnings=12, opening=40),
    Room(text=48, quote=0.8, remark=40, file=20, questions=3, warnings=12, opening=32),
    Room(text=40, quote=0.6, remark=32, file=18, questions=2, warnings=12, opening=24),
    Room(32, 0.5, 0, 18, questions=2, warnings=4, explained=False, notes=False),
)
"""From roomy to tight, every requirement still listed."""
_STERN: Final = (
    Room(28, 0.3, 0, 12, 2, 4, explained=False, notes=False, wants=False),
    Room(28, 0.3, 0, 12, 0, 3, explained=False, notes=False, wants=False, passed_musts=False),
    Room(
        20,
        0.3,
        0,
        12,
        0,
        1,
        explained=False,
        notes=False,
        wants=False,
        passed_musts=False,
        musts=False,
    ),
)
"""From tight to bare: more and more is counted instead of listed."""

_ASSESSOR: Final = "specimen assessor"
_MODEL: Final = "specimen model"
_REFERENCE: Final = Reference("SCR-00000000")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|li|div|h[1-6]|ul|ol|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"))


@dataclass(frozen=True, slots=True)
class CommentTemplate:
    """One language's layout and words, proven to render."""

    language: Language
    words: Words
    fingerprint: Fingerprint
    template: Template

    @classmethod
    def parse(cls, text: str, language: Language) -> "CommentTemplate":
        """Read a template file's text; raise ``Misconfigured`` that names what is wrong with it."""
        where = f"comment.{language.value}.md"
        front_matter, body = split(text, where=where)
        words = parse_words(front_matter, where=where)
        if words.language is not language:
            raise Misconfigured(f'{where}: label language must be "{language.value}".')
        try:
            environment = _environment()
            _refuse_unknown_names(body, environment, where=where)
            template = environment.from_string(body)
            for specimen in _specimens():
                _refuse_unmarked(_fill(template, specimen), where)
        except (TemplateError, TypeError, ValueError) as error:
            raise Misconfigured(f"{where}: the template does not render: {error}.") from None
        return cls(language, words, fingerprint(text), template)


def render(
    record: ScreeningRecord,
    template: CommentTemplate,
    *,
    policy: Policy,
    traits: AtsTraits,
    zone: tzinfo,
) -> str:
    """Render a record's comment within the ATS's limit, shortened step by step if need be.

    Never cut inside a quote without ``…``; the first two lines and the last are always there.
    Raises ``Misconfigured`` when even the barest comment is too long for the ATS.
    """
    limit = min(traits.comment_limit, MOST_CHARACTERS)
    case, shown_as = Case(record, template.words, policy), comment_format(policy, traits)
    target = min(TARGET_CHARACTERS[template.language], limit) if case.few else limit
    body = ""
    for room in _GENTLE:
        body = _fill(template.template, lay_out(case, room, format=shown_as, zone=zone))
        if len(body) <= target:
            return body
    if len(body) <= limit:
        return body
    for room in _STERN:
        body = _fill(template.template, lay_out(case, room, format=shown_as, zone=zone))
        if len(body) <= limit:
            return body
    raise Misconfigured(
        f"A comment needs {len(body)} characters, but {traits.name} takes {limit}: "
        f"shorten comment.{template.language.value}.md."
    )


def find_reference(body: str, reference: Reference) -> bool:
    """Tell whether a comment is the one with this reference: our mark stands on its last line.

    Survives what an ATS may do to a text: HTML around it, other line ends, escaped or
    typographic dashes, and spaces.
    """
    plain = html.unescape(_TAG.sub("", _LINE_END.sub("\n", body)))
    lines = [line for line in plain.replace("\\", "").splitlines() if line.strip()]
    if not lines:
        return False
    last = lines[-1].translate(_DASHES)
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(reference)}(?![0-9A-Za-z])", last) is not None


def _fill(template: Template, view: View) -> str:
    text = template.render({field.name: getattr(view, field.name) for field in fields(view)})
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _environment() -> Environment:
    """Make the sandbox of templates: strict, and without what is not the same each time."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # a comment is no HTML page; layout.py makes every value safe
    )
    environment.globals.clear()
    del environment.filters["random"]
    return environment


def _refuse_unknown_names(body: str, environment: Environment, *, where: str) -> None:
    known = {field.name for field in fields(View)}
    unknown = sorted(find_undeclared_variables(environment.parse(body)) - known)
    if unknown:
        raise Misconfigured(
            f"{where}: the template uses {', '.join(unknown)}, which does not exist. "
            f"It can use: {', '.join(sorted(known))}."
        )


def _refuse_unmarked(body: str, where: str) -> None:
    """Insist on what must never be lost: who judged, and the mark by which we know our own."""
    lines = body.splitlines() or [""]
    first, last = lines[0], lines[-1]
    if _ASSESSOR not in first or _MODEL not in last or not find_reference(body, _REFERENCE):
        raise Misconfigured(
            f"{where}: the first line must print {{{{ assessor }}}}, and the last one "
            "{{ reference }} and {{ model }}."
        )


def _specimens() -> Iterator[View]:
    """Yield views that walk every usual branch of a template, so that faults show at start."""
    row = Row("+", "text", quote="quote", where="file p.1", remark="remark", id="R1")
    for rows in ((), (row,), (row, Row(mark="-", text="text"))):
        rest = Rest(count=len(rows), tally="+ 1" if rows else "")
        for screened in (False, True):
            yield View(
                *("**", "- ", "\n", _ASSESSOR, _REFERENCE, "policy", "prompt", _MODEL, "time"),
                screened=screened,
                why="why",
                todo="todo",
                band="band",
                score_first="1" if rows else "",
                score_last="" if rows else "1",
                musts=len(rows),
                wants=len(rows),
                must_rows=rows,
                want_rows=rows,
                note_rows=rows,
                musts_rest=rest,
                wants_rest=rest,
                questions=("question",) * len(rows),
                warnings=("warning",) * len(rows),
                silence=bool(rows),
                interval=bool(rows),
                scale="scale" if rows else "",
                fix="R1" if rows else "",
                left_out=len(rows),
            )
