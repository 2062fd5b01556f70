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
    rules: tuple[_Rule, ...] = field(default=())

    def declared(self, path: Sequence[Named], own: str) -> tuple[Declared, bool]:
        """Return what holds for the last element of a path, and whether it was all understood."""
        body, sure = _body(own)
        found = [(rule.weight, rule.body) for rule in self.rules if _meets(rule.path, path)]
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
    rest = _plain(text)
    rules: list[_Rule] = []
    sure = True
    while "{" in rest:
        head, _, rest = rest.partition("{")
        inside, rest, closed = _block(rest)
        body, known = _body(inside)
        if "@" in head or "}" in head or "{" in inside:
            sure = False
            continue
        sure = sure and closed and known
        for selector in head.split(","):
            path = _path(selector.strip())
            sure = sure and path is not None
            if path:
                rules.append(_Rule(path, _weight(path), body))
    return Sheet(sure and not rest.strip(), tuple(rules))


def _plain(text: str) -> str:
    """Take away comments and the content of strings, which may hold any sign."""
    return _TOKEN.sub(lambda found: _STRING if found.group()[0] in "\"'" else " ", text)


def _block(text: str) -> tuple[str, str, bool]:
    """Split after the brace that closes a block, and tell whether there is one."""
    depth = 1
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found.group() == "{" else -1
        if not depth:
            return text[: found.start()], text[found.end() :], True
    return text, "", False


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
        wanted.tag in {"", one.tag}
        and wanted.id in {"", one.id}
        and wanted.classes <= one.classes
    )


def _body(text: str) -> tuple[tuple[tuple[str, str, bool], ...], bool]:
    """Read declarations; what holds signs that we do not follow is left out."""
    plain = _plain(text)
    if _UNCLEAR.search(plain.replace(_STRING, "")):
        return (), False
    return tuple(_declarations(plain)), True


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if not declaration.strip():
            continue
        words, bang, _ = value.partition("!")
        shown = re.sub(r"\s*([,/()])\s*", r"\1", " ".join(words.lower().split()))
        # what is no declaration keeps its text as a name, which nobody knows
        yield (name.strip().lower() if colon else declaration.strip()), shown, bool(bang)
