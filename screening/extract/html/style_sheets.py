"""Style sheets: which declarations meet an element, and which could.

Tags, classes, ids, attributes, ``:not`` and what stands around are understood. A rule with any
other selector, or in a block whose condition we cannot judge, is a doubtful one: it is kept beside
the others, and the sheet is then not ``sure``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from screening.extract.html.selectors import Named, Part, Selector, selector

Declared = dict[str, str]
"""Properties and their values in lower case, in the order in which they count."""
Body = tuple[tuple[str, str, bool], ...]

_TOKEN: Final = re.compile(
    r"/\*.*?(?:\*/|\Z)|<!--|-->|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")
_UNCLEAR: Final = re.compile(r"[\\@\"']|/\*")
_STRING: Final = re.compile(r"\"[0-9a-f]*\"")
_CAPITAL: Final = re.compile(r"[.#][\w-]*[A-Z]")
"""Whether a name's case counts depends on the page's mode."""
_EVERYWHERE: Final = frozenset({"@media screen", "@media all"})
_WIDTH: Final = re.compile(
    r"@media (?:(?:only )?(?:screen|all) and )?\((min|max)-(?:device-)?width: ?(\d{1,5})(px|r?em)\)"
)
_DESK_PIXELS: Final = 1_000
"""A recruiter's window is at least as wide; what is only hidden on telephones is seen."""
_EM_PIXELS: Final = 16
_NOT_HERE: Final = re.compile(
    r"@media (only )?(print|speech)\b[^,]*|@(-\w+-)?(font-face|keyframes|page)\b.*"
)
_BRACE: Final = re.compile(r"[{}]")
_DEEPEST: Final = 4
_MOST_DOUBTS: Final = 20


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: Selector
    body: Body
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules, and whether all are understood."""

    sure: bool = True
    rules: tuple[_Rule, ...] = ()
    _found: dict[str, list[int]] = field(default_factory=dict, repr=False)
    """Where the rules are whose last part names this tag, class or id."""

    def __post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            self._found.setdefault(_key(rule.selector.parts[-1]), []).append(number)

    def _for(self, path: Sequence[Named]) -> Iterator[_Rule]:
        one = path[-1]
        keys = {"", one.tag, f"#{one.id}", *(f".{name}" for name in one.classes)}
        numbers = sorted(number for key in keys for number in self._found.get(key, ()))
        rules = (self.rules[number] for number in numbers)
        return (rule for rule in rules if rule.selector.meets(path))

    def declared(self, path: Sequence[Named], own: str) -> tuple[Declared, bool, list[Declared]]:
        """Return what holds for a path's last element, if all was clear, and what could hold."""
        body, sure = _body(_plain(own))
        rules = sorted(self._for(path), key=lambda rule: rule.selector.weight)
        certain = [rule.body for rule in rules if not rule.doubtful]
        doubts = [rule for rule in rules if rule.doubtful]
        maybe = []
        if doubts:
            maybe.append(_merged([*(rule.body for rule in rules), body]))
        maybe += [
            _merged([*(one.body for one in rules if not one.doubtful or one is doubt), body])
            for doubt in islice(doubts, _MOST_DOUBTS)
        ]
        return _merged([*certain, body]), sure, maybe


def _merged(bodies: Sequence[Body]) -> Declared:
    merged: Declared = {}
    for urgent in (False, True):
        for body in bodies:
            for name, value, important in body:
                if important is urgent:
                    merged.pop(name, None)
                    merged[name] = value
    return merged


def parse_sheet(text: str) -> Sheet:
    """Read a style sheet."""
    return _sheet(_plain(text), 0)


def _sheet(plain: str, depth: int) -> Sheet:
    sure, rules, end = not _unclear(plain.replace("@media", "")), [], 0
    for head, inside in _blocks(plain):
        end += len(head) + len(inside) + 2
        statement, _, selectors = head.rpartition(";")
        found, known = _block(" ".join(selectors.split()), inside, depth)
        sure = sure and known and not statement.strip()
        rules += found
    return Sheet(sure and not plain[end:].strip(), tuple(rules))


def _block(head: str, inside: str, depth: int) -> tuple[list[_Rule], bool]:
    if _NOT_HERE.fullmatch(head.lower()) or _fits_desk(head) is False:
        return [], False
    if not head.startswith("@"):
        return _rules(head, inside, depth)
    if depth >= _DEEPEST:
        return [], False
    nested = _sheet(inside, depth + 1)
    everywhere = head.lower() in _EVERYWHERE or _fits_desk(head) is True
    rules = [replace(rule, doubtful=rule.doubtful or not everywhere) for rule in nested.rules]
    return rules, nested.sure and everywhere


def _fits_desk(head: str) -> bool | None:
    """Tell whether a condition on the window's width holds at a desk; ``None`` if nobody knows."""
    found = _WIDTH.fullmatch(head.lower())
    if found is None:
        return None
    pixels = int(found[2]) * (1 if found[3] == "px" else _EM_PIXELS)
    if pixels > _DESK_PIXELS:
        return None
    return found[1] == "min"


def _plain(text: str) -> str:
    """Take away comments, hide the content of strings, and resolve what is escaped."""
    return _ESCAPE.sub(_escaped, _TOKEN.sub(_hidden, text))


def _hidden(found: re.Match[str]) -> str:
    token = found.group()
    return f'"{token[1:-1].encode(errors="replace").hex()}"' if token[0] in "\"'" else " "


def _escaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else ord(found[2])
    sign = chr(code) if 0 < code < 0x110000 else "\ufffd"
    return sign if sign.isalnum() or sign in "-_" or code > 127 else chr(0xE000 + code)


def _unclear(plain: str) -> bool:
    return _UNCLEAR.search(_STRING.sub("", plain)) is not None


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before a block and inside it, for each that is closed."""
    start = depth = opened = 0
    for found in _BRACE.finditer(text):
        depth += 1 if found.group() == "{" else -1
        if depth < 0:
            return
        if found.group() == "{" and depth == 1:
            opened = found.end()
        if depth == 0:
            yield text[start : opened - 1], text[opened : found.start()]
            start = found.end()
    if depth > 0 and opened > start:  # a browser ends what is still open
        yield text[start : opened - 1], text[opened:] + "}" * (depth - 1)


def _rules(selectors: str, inside: str, depth: int) -> tuple[list[_Rule], bool]:
    """Read one block's rules, and tell whether all of it was understood."""
    nested: list[_Rule] = []
    whole = "{" not in inside
    if not whole:
        inside, nested = _nested(selectors, inside, depth)
    body, sure = _body(inside)
    names = re.split(r",(?![^(]*\))", selectors)
    read = [selector(name) for name in names]
    sure = sure and whole and all(one is not None and one.sure for one in read)
    sure = sure and not any(_CAPITAL.search(name) for name in names)
    rules = [_Rule(one, body, not one.sure) for one in read if one is not None]
    return [*rules, *nested], sure


def _nested(outer: str, inside: str, depth: int) -> tuple[str, list[_Rule]]:
    """Take the blocks out of a block; what they say is doubtful."""
    own, rules = [], list[_Rule]()
    for head, inner in _blocks(inside):
        declarations, _, name = head.rpartition(";")
        own.append(declarations)
        if depth < _DEEPEST and len(outer) + len(name) < 1_000:
            joined = name.strip()
            if joined.startswith("@"):
                joined = outer
            else:
                joined = joined.replace("&", outer) if "&" in joined else f"{outer} {joined}"
            rules += _rules(joined, inner, depth + 1)[0]
    own.append(inside[inside.rfind("}") + 1 :])
    return ";".join(own), [replace(rule, doubtful=True) for rule in rules]


def _key(one: Part) -> str:
    if one.id:
        return f"#{one.id}"
    return f".{min(one.classes)}" if one.classes else one.tag


def _body(plain: str) -> tuple[Body, bool]:
    """Read declarations, and tell whether they hold no sign that we do not follow."""
    return tuple(_declarations(plain)), not _unclear(plain)


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if not declaration.strip():
            continue
        words, bang, _ = value.partition("!")
        shown = re.sub(r"\s*([,/()])\s*", r"\1", " ".join(words.lower().split()))
        # what is no declaration keeps its text as a name, which nobody knows
        yield (name.strip().lower() if colon else declaration.strip()), shown, bool(bang)
