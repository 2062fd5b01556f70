"""A person's name in a text: in every script, order, case and joining."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Final

from screening.blind.common import COMMON, ORDINARY, PLACE_AFTER
from screening.blind.folded import HAN, KANA, Folded, fold
from screening.blind.spelling import keys_of

_HONORIFICS: Final = r"(?:様|さま|さん|氏|君|くん|ちゃん|先生|殿|女史)"
_TITLE: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|miss|mx|dr|herr|frau|sir|madam)\b\.?|(?<!\w)(?:г-н|г-жа|господин\w*"
    r"|госпож\w*))"
    r"[ ]?$"
)
_HONORIFIC = re.compile(rf"[ ]?{_HONORIFICS}(?![{HAN}])|['’]s\b")
_BRACKETS = re.compile(r"[()\[\]〔〕【】（）/／|]")
_SPLIT = re.compile(r"[\s・･,、.]+")
_PIECE = re.compile(
    rf"[{HAN}]+|[ぁ-ゖー]+|[ァ-ヺー]+|[^\W\d_{HAN}{KANA}]+(?:['’`-][^\W\d_{HAN}{KANA}]+)*"
)
_SEAM = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])|-")
_BETWEEN = re.compile(r"[\s.,·・'’()\-–_/&+]{0,4}")
_CYRILLIC = re.compile(r"[а-яіїєґ'’-]+")
_KANA = re.compile(r"[ぁ-ゖー]+")
_HAN_ONLY = re.compile(rf"[{HAN}]+")
_MIXED = re.compile(rf"[{HAN}]+(?=[ぁ-ゖー])|(?<=[ぁ-ゖー])[{HAN}]+|[ぁ-ゖー]+")
_GOES_ON = re.compile(r"[а-яё,][ ]$")
_ENDS = re.compile(r"[ ]?(?:[,.!)»|]|$)", re.MULTILINE)
_SHORT: Final = 3
_PLAIN_ENOUGH: Final = 5
"""From so many letters on, a word counts as the name even in small letters."""
_LONE_LETTERS: Final = frozenset("IACRXЯИВСОКУА")
"""Single capitals that are words, or languages; as initials they need their full stop."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    parts: frozenset[int]
    """Which parts of the name it may be."""
    strong: bool
    """Whether it is the name even alone."""
    initial: bool


class Names:
    """All names under which one person may stand in a text."""

    def __init__(self, names: Iterable[str], *, hints: Iterable[str] = ()) -> None:
        """Take names as the ATS has them; ``hints`` count only two together."""
        self._keys: dict[tuple[str, str], set[int]] = {}
        self._sure: set[tuple[str, str]] = set()
        self._wholes: list[str] = []
        self._alone: list[str] = []
        self._initials: set[str] = set()
        self._count = 0
        for name in names:
            for one in _BRACKETS.split(fold(name).text):
                self._add([part for part in _SPLIT.split(one) if part])
        for hint in hints:
            self._part(hint, self._next(), sure=False)

    def __bool__(self) -> bool:
        return bool(self._keys or self._wholes)

    def find(self, text: Folded) -> Iterator[tuple[int, int]]:
        """Yield where the name stands, with its titles and initials."""
        if self._pattern is not None:
            for found in self._pattern.finditer(text.text):
                yield found.span()
        if self._keys:
            yield from self._runs(text)

    # ------------------------------------------------------------ taking names in

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _add(self, parts: list[str]) -> None:
        parts = [part for part in parts if not re.fullmatch(_HONORIFICS, part)]
        if not parts:
            return
        self._whole(parts)
        numbers = [self._next() for _ in parts]
        for part, number in zip(parts, numbers, strict=True):
            if len(part) == 1 and not _HAN_ONLY.fullmatch(part):
                continue
            self._part(part, number)
            for piece in part.split("-") if "-" in part else ():
                self._part(piece, number if len(piece) < _SHORT else self._next())
            self._initials.add(part[0])
        self._handles(parts)

    def _part(self, part: str, number: int, *, sure: bool = True) -> None:
        for key in keys_of(part.replace("-", "")):
            self._keys.setdefault(key, set()).add(number)
            if sure and not _weak(part, key):
                self._sure.add(key)

    def _handles(self, parts: list[str]) -> None:
        """Take in what people make of their names for accounts and files."""
        plain = [re.sub(r"['’`-]", "", part) for part in parts]
        joined = ["".join(each) for each in permutations(plain, 2)] if len(plain) > 1 else []
        joined += ["".join(plain), *(a[0] + b for a, b in permutations(plain, 2))]
        joined += [b + a[0] for a, b in permutations(plain, 2)]
        for handle in joined:
            if len(handle) >= _PLAIN_ENOUGH and not _HAN_ONLY.search(handle):
                self._part(handle, self._next(), sure=handle not in COMMON)

    def _whole(self, parts: list[str]) -> None:
        """Take in a name that has Chinese characters; Japanese is written without spaces."""
        whole = "".join(parts)
        if not _HAN_ONLY.search(whole):
            return
        for order in (parts, parts[::-1]):
            gaps = r"[\s・,]{0,4}".join(r"\s{0,2}".join(map(re.escape, part)) for part in order)
            if len(whole) > 1:
                self._wholes.append(gaps)
        for part, first in _japanese_parts(parts):
            self._alone.append(_alone(part, first=first))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not (self._wholes or self._alone):
            return None
        wholes_first = dict.fromkeys((*sorted(self._wholes, key=len, reverse=True), *self._alone))
        return re.compile(f"(?:{'|'.join(wholes_first)})(?:[ ]?{_HONORIFICS}(?![{HAN}]))?")

    # ------------------------------------------------------------ finding them

    def _runs(self, text: Folded) -> Iterator[tuple[int, int]]:
        run: list[_Token] = []
        for token in self._tokens(text):
            near = run and _BETWEEN.fullmatch(text.text, run[-1].end, token.start)
            if not near:
                yield from _told(run, text)
                run = []
            if token.parts or token.initial:
                run.append(token)
            elif run and near:
                yield from _told(run, text)
                run = []
        yield from _told(run, text)

    def _tokens(self, text: Folded) -> Iterator[_Token]:
        for found in _PIECE.finditer(text.plain):
            if _HAN_ONLY.fullmatch(found[0]):
                continue
            whole = self._token(text, found.start(), found.end())
            seams = list(_SEAM.finditer(found[0])) if not whole.parts else []
            if not seams:
                yield whole
                continue
            ends = (*(found.start() + seam.start() for seam in seams), found.end())
            begins = (found.start(), *(found.start() + seam.end() for seam in seams))
            for start, end in zip(begins, ends, strict=True):
                yield self._token(text, start, end)

    def _token(self, text: Folded, start: int, end: int) -> _Token:
        word, written = text.text[start:end], text.plain[start:end]
        if word.endswith(("'s", "’s")):
            word, written, end = word[:-2], written[:-2], end - 2
        hits = [
            key for key in keys_of(re.sub(r"['’`-]", "", word), reading=True) if key in self._keys
        ]
        parts = frozenset(number for key in hits for number in self._keys[key])
        capital = written[:1].isupper() or bool(_KANA.fullmatch(word))
        strong = any(key in self._sure for key in hits) and (
            capital or (len(word) >= _PLAIN_ENOUGH and word not in ORDINARY)
        )
        return _Token(start, end, parts, strong, self._is_initial(text, start, end))

    def _is_initial(self, text: Folded, start: int, end: int) -> bool:
        letter = text.plain[start:end]
        if len(letter) != 1 or not letter.isupper() or text.text[start] not in self._initials_all:
            return False
        return text.plain[end : end + 1] == "." or letter not in _LONE_LETTERS

    @cached_property
    def _initials_all(self) -> frozenset[str]:
        """Initials in either script; of parts that only the document knows, any will do."""
        return frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщэюя")


def _told(run: list[_Token], text: Folded) -> Iterator[tuple[int, int]]:
    """Yield a run of neighbours if they are the name, with the title before it."""
    named = [token for token in run if token.parts]
    if not named:
        return
    together = len({min(token.parts) for token in named}) > 1
    alone = any(token.strong for token in named) or _addressed(named, text)
    if not (together or alone or _within_a_sentence(named, text)):
        return
    start, end = run[0].start, run[-1].end
    if run[-1].initial and text.plain[end : end + 1] == ".":
        end += 1
    title = _TITLE.search(text.text, max(0, start - 16), start)
    honorific = _HONORIFIC.match(text.text, end)
    yield title.start() if title else start, honorific.end() if honorific else end


def _addressed(named: list[_Token], text: Folded) -> bool:
    """Tell whether somebody is called so: with a title, or as the owner of something."""
    start, end = named[0].start, named[-1].end
    if not text.plain[start : start + 1].isupper():
        return False
    title = _TITLE.search(text.text, max(0, start - 16), start)
    return bool(title or _HONORIFIC.match(text.text, end))


def _within_a_sentence(named: list[_Token], text: Folded) -> bool:
    """Tell whether a Russian word is a name by its capital: Russian writes no other word so."""
    start, end = named[0].start, named[-1].end
    if not (_CYRILLIC.fullmatch(text.text, start, end) and text.plain[start].isupper()):
        return False
    return bool(_GOES_ON.search(text.plain, max(0, start - 3), start)) or bool(
        _ENDS.match(text.plain, end)
    )


def _weak(part: str, key: tuple[str, str]) -> bool:
    """Tell whether a part of a name says nothing without another."""
    short = len(part) < _SHORT or len(key[1]) < _SHORT
    lossy = key[0] != "exact" and len(key[1]) <= _SHORT
    return short or lossy or part in COMMON or key[1] in COMMON


def _japanese_parts(parts: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield surname and given name, guessing where one ends when they are written together."""
    if len(parts) > 1:
        yield from ((part, at == 0) for at, part in enumerate(parts) if _HAN_ONLY.search(part))
        return
    whole = parts[0]
    mixed = _MIXED.findall(whole)
    if len(mixed) > 1 and _HAN_ONLY.fullmatch(mixed[0]):
        yield mixed[0], True
        return
    for cut in {2: (1,), 3: (2, 1), 4: (2,), 5: (3, 2), 6: (3,)}.get(len(whole), ()):
        yield whole[:cut], True
        yield whole[cut:], False


def _alone(part: str, *, first: bool) -> str:
    """Return where a part of a Japanese name is the name although it stands alone."""
    spelled = re.escape(part)
    if len(part) > 1 and first:
        return rf"{spelled}(?![{PLACE_AFTER}])"
    alone = rf"(?<![{HAN}{KANA}]){spelled}(?![{HAN}{KANA}])"
    addressed = rf"(?<![{HAN}]){spelled}(?=[ ]?{_HONORIFICS}(?![{HAN}]))"
    return f"(?:{alone}|{addressed})"
