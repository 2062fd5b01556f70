"""Selectors of style sheets: which are understood, and what is known of the others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_SIGN: Final = r"[\w\ue000-\ue07f-]"
_PIECE: Final = re.compile(
    rf"(?P<tag>\*|{_SIGN}+)|(?P<kind>[.#])(?P<name>{_SIGN}+)"
    rf"|\[(?P<key>{_SIGN}+)(?:(?P<test>[~|^$*]?=)(?:\"(?P<hex>(?:[0-9a-f][0-9a-f])*)\"|(?P<bare>{_SIGN}+)))?"
    r"(?: ?(?P<flag>[isIS]))?\]|(?P<state>::?[\w-]+)(?P<of>\()?"
)
_STATES: Final = frozenset(
    {":hover", ":focus", ":active", ":visited", ":focus-within", ":focus-visible", ":target"}
    | {":before", ":after", ":first-letter", ":first-line", ":host"}
)
"""These change nothing of what stands on a page at rest."""
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Named:
    """What a selector can know of an element."""

    tag: str
    id: str = ""
    classes: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One element's share of a selector."""

    tag: str = ""
    id: str = ""
    classes: frozenset[str] = frozenset()
    tests: tuple[tuple[str, str, str], ...] = ()
    nots: tuple["Part", ...] = ()
    child: bool = False
    """Whether the part before is the parent, and not just somewhere around."""
    sure: bool = True
    never: bool = False

    def meets(self, one: Named) -> bool:
        """Tell whether all that is known of the part holds for an element."""
        return (
            not self.never
            and self.tag in {"", one.tag}
            and self.id in {"", one.id}
            and self.classes <= one.classes
            and all(_holds(test, one.values) for test in self.tests)
            and not any(part.meets(one) for part in self.nots)
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector; where it is not ``sure``, only its last part is looked at."""

    parts: tuple[Part, ...]
    sure: bool

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return how much it counts beside others; the doubtful ones count most."""
        if not self.sure:
            return (8, 0, 0)
        every = [one for part in self.parts for one in (part, *part.nots)]
        return (
            sum(bool(one.id) for one in every),
            sum(len(one.classes) + len(one.tests) for one in every),
            sum(bool(one.tag) for one in every),
        )

    def meets(self, path: Sequence[Named]) -> bool:
        """Tell whether the last element of a path is, or could be, the one meant."""
        if not self.parts[-1].meets(path[-1]):
            return False
        return not self.sure or _around(self.parts, path)


def coded(name: str) -> str:
    """Return a name with its odd signs as the sheet's reader writes them."""
    return re.sub(r"[\x00-,./:-@\[-^`{-\x7f]", lambda one: chr(0xE000 + ord(one.group())), name)


def selector(text: str) -> Selector | None:
    """Read a selector; ``None`` for one that never meets an element at rest."""
    text = text.strip()[-_LONGEST:]
    text = re.sub(r"\s*([>+~])(?!=)\s*", r"\1", text)
    pieces = re.split(r"([>+~](?!=)|\s+)(?![^(\[]*[)\]])", text)
    parts = [
        _part(one, child=sign == ">")
        for one, sign in zip(pieces[::2], ["", *pieces[1::2]], strict=False)
    ]
    if any(part.never for part in parts):
        return None
    simple = not any(sign in {"+", "~"} for sign in pieces[1::2])
    return Selector(tuple(parts), sure=simple and all(part.sure for part in parts))


def _part(text: str, *, child: bool = False, inner: bool = False) -> Part:
    tag, own, classes, tests = "", "", set[str](), list[tuple[str, str, str]]()
    nots: tuple[Part, ...] = ()
    sure, never, at = bool(text), False, 0
    while at < len(text) and (found := _PIECE.match(text, at)):
        at = found.end()
        if found["tag"]:
            tag = found["tag"].lower().strip("*")
        elif found["kind"] == "#":
            sure, own = sure and own in {"", found["name"].lower()}, found["name"].lower()
        elif found["kind"]:
            classes.add(found["name"].lower())
        elif found["key"]:
            value = (
                bytes.fromhex(found["hex"] or "").decode(errors="replace") or found["bare"] or ""
            )
            tests.append((found["key"].lower(), found["test"] or "", value.lower()))
        elif found["state"].startswith("::") or found["state"].lower() in _STATES:
            never = True
        elif found["state"].lower() in {":root", ":link", ":any-link"} and not found["of"]:
            tag = "html" if found["state"].lower() == ":root" else tag
            tests += [("href", "", "")] if "link" in found["state"].lower() else []
        else:
            end = text.find(")", at) if found["of"] else at
            argument, at = text[at:end], end + bool(found["of"]) if end >= 0 else len(text)
            wanted = [] if inner else [_part(one, inner=True) for one in argument.split(",")]
            if found["state"].lower() == ":not" and wanted and all(one.sure for one in wanted):
                nots += tuple(wanted)
            else:
                sure = False
    return Part(
        tag, own, frozenset(classes), tuple(tests), nots, child, sure and at == len(text), never
    )


def _around(parts: Sequence[Part], path: Sequence[Named]) -> bool:
    """Tell whether the elements around are met, in any way in which they can be."""
    places = [len(path) - 1]
    for wanted, inner in zip(reversed(parts[:-1]), reversed(parts), strict=False):
        if not places:
            return False
        tried = [n - 1 for n in places if n] if inner.child else range(max(places))
        places = [n for n in tried if wanted.meets(path[n])]
    return bool(places)


def _holds(test: tuple[str, str, str], values: dict[str, str]) -> bool:
    name, sign, wanted = test
    if name not in values or not sign:
        return name in values
    value = values[name].lower()
    return {
        "=": value == wanted,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": bool(wanted) and value.startswith(wanted),
        "$=": bool(wanted) and value.endswith(wanted),
        "*=": bool(wanted) and wanted in value,
    }[sign]
