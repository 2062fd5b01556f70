"""Style sheets: which declarations meet an element, as far as the selectors are simple.

A selector of tags, classes and ids, and of descendants, is understood. Whatever else a sheet says
(media, states, attributes, siblings, escapes) is left out, and the sheet is then not ``sure``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

Declared = dict[str, str]
"""Properties and their values in lower case, in the order in which they count."""

_TOKEN: Final = re.compile(r"/\*.*?\*/|<!--|-->|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
_COMPOUND: Final = re.compile(r"(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_UNCLEAR: Final = re.compile(r"[\\@\"']|/\*")
_CAPITAL: Final = re.compile(r"[.#][\w-]*[A-Z]")
"""Whether a name's case counts depends on the page's mode."""
_EVERYWHERE: Final = frozenset({"@media screen", "@media all"})
_BRACE: Final = re.compile(r"[{}]")
_STRING: Final = '""'


@dataclass(frozen=True, slots=True)
class Named:
    """What a selector can know of an element."""

    tag: str
    id: str = ""
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Rule:
    path: tuple[Named, ...]
    weight: tuple[int, int, int]
    body: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules that are understood, and whether these are all."""

    sure: bool = True
    rules: tuple[_Rule, ...] = ()
    _found: dict[str, list[int]] = field(default_factory=dict, repr=False)
    """Where the rules are whose last part names this tag, class or id."""

    def __post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            self._found.setdefault(_key(rule.path[-1]), []).append(number)

    def _for(self, one: Named) -> Iterator[_Rule]:
        keys = {"", one.tag, f"#{one.id}", *(f".{name}" for name in one.classes)}
        numbers = sorted(number for key in keys for number in self._found.get(key, ()))
        return (self.rules[number] for number in numbers)

    def declared(self, path: Sequence[Named], own: str) -> tuple[Declared, bool]:
        """Return what holds for the last element of a path, and whether it was all understood."""
        body, sure = _body(own)
        found = [
            (rule.weight, rule.body) for rule in self._for(path[-1]) if _meets(rule.path, path)
        ]
        found = [*sorted(found, key=lambda one: one[0]), ((9, 0, 0), body)]
        merged: Declared = {}
        for urgent in (False, True):
            for _, part in found:
                for name, value, important in part:
                    if important is urgent:
                        merged.pop(name, None)
                        merged[name] = value
        return merged, sure


def parse_sheet(text: str) -> Sheet:
    """Read a style sheet."""
    plain = _plain(text)
    sure, rules = _UNCLEAR.search(plain.replace(_STRING, "").replace("@media", "")) is None, []
    end = 0
    for head, inside in _blocks(plain):
        end += len(head) + len(inside) + 2
        statement, _, selectors = head.rpartition(";")
        sure = sure and not statement.strip()
        if " ".join(selectors.lower().split()) in _EVERYWHERE:
            nested = parse_sheet(inside)
            found, known = list(nested.rules), nested.sure
        else:
            found, known = _rules(selectors, inside)
        sure = sure and known
        rules += found
    return Sheet(sure and not plain[end:].strip(), tuple(rules))


def _plain(text: str) -> str:
    """Take away comments and the content of strings, which may hold any sign."""
    return _TOKEN.sub(lambda found: _STRING if found.group()[0] in "\"'" else " ", text)


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


def _rules(selectors: str, inside: str) -> tuple[list[_Rule], bool]:
    """Read one block's rules, and tell whether all of it was understood."""
    if "{" in inside:
        return [], False
    body, sure = _body(inside)
    names = [selector.strip() for selector in selectors.split(",")]
    paths = [_path(name) for name in names]
    sure = sure and all(paths) and not any(_CAPITAL.search(name) for name in names)
    return [_Rule(path, _weight(path), body) for path in paths if path], sure


def _path(selector: str) -> tuple[Named, ...] | None:
    found = [_COMPOUND.fullmatch(part) for part in selector.split()]
    if not found or any(one is None or not one.group() for one in found):
        return None
    return tuple(_named(one.group(1) or "", one.group(2)) for one in found if one)


def _named(tag: str, rest: str) -> Named:
    parts = re.findall(r"([.#])([^.#]+)", rest.lower())
    ids = [name for sign, name in parts if sign == "#"]
    classes = frozenset(name for sign, name in parts if sign == ".")
    return Named(tag.lower().strip("*"), ids[-1] if ids else "", classes)


def _key(one: Named) -> str:
    if one.id:
        return f"#{one.id}"
    return f".{min(one.classes)}" if one.classes else one.tag


def _weight(path: tuple[Named, ...]) -> tuple[int, int, int]:
    return (
        sum(bool(one.id) for one in path),
        sum(len(one.classes) for one in path),
        sum(bool(one.tag) for one in path),
    )


def _meets(rule: tuple[Named, ...], path: Sequence[Named]) -> bool:
    """Tell whether the last element is the one meant, with the others somewhere around it."""
    if not path or not _is(rule[-1], path[-1]):
        return False
    around = iter(reversed(path[:-1]))
    return all(any(_is(wanted, one) for one in around) for wanted in reversed(rule[:-1]))


def _is(wanted: Named, one: Named) -> bool:
    return (
        wanted.tag in {"", one.tag} and wanted.id in {"", one.id} and wanted.classes <= one.classes
    )


def _body(text: str) -> tuple[tuple[tuple[str, str, bool], ...], bool]:
    """Read declarations, and tell whether they hold no sign that we do not follow."""
    plain = _plain(text)
    return tuple(_declarations(plain)), not _UNCLEAR.search(plain.replace(_STRING, ""))


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if not declaration.strip():
            continue
        words, bang, _ = value.partition("!")
        shown = re.sub(r"\s*([,/()])\s*", r"\1", " ".join(words.lower().split()))
        # what is no declaration keeps its text as a name, which nobody knows
        yield (name.strip().lower() if colon else declaration.strip()), shown, bool(bang)
