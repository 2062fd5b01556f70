"""The other form: taking a job text apart into single requirements, by simple rules."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from screening.simulators.model_lies import lie
from screening.simulators.model_orders import ORDER, Orders, orders
from screening.simulators.model_said import Json
from screening.simulators.personalities import Mind, Personality
from screening.simulators.prompt_reading import numbered

FORM = "requirements"
"""The form's name, and its first member."""

_HEADINGS = (
    (
        "note",
        r"求める人物|人物像|マインド|who you are|about you|personal(?:ity| qualit)|личные|о вас",
    ),
    ("want", r"歓迎|尚可|あれば|優遇|nice|prefer|plus|bonus|want|желательн|плюсом|преимуществ"),
    ("must", r"必須|応募資格|応募条件|must|requir|you have|обязательн|требовани|ждём|ждем|нужн"),
)
_BULLET = re.compile(r"^\s*(?:[・･•●○◦▪■□◆◇\-–—*+]|\d{1,2}[.)．]|[①-⑳])\s*")
_LAST = re.compile(r"[:：】\]]\s*$|^#+\s|^【|^■")
_ASK = re.compile(
    r"在留資格|ビザ|希望年収|年収|入社(?:時期|可能)|勤務開始|転勤|visa|work permit|salary"
    r"|notice period|start date|relocat|зарплат|виза|гражданств|дата выхода|переезд",
    re.IGNORECASE,
)
_MONTHS = (
    (12, r"(\d{1,2})\s*(?:\+|以上の)?\s*(?:か)?年"),
    (1, r"(\d{1,3})\s*(?:ヶ|か|カ|ヵ|箇|ケ)月"),
    (12, r"(\d{1,2})\s*\+?\s*(?:or more\s*)?years?\b"),
    (1, r"(\d{1,3})\s*\+?\s*months?\b"),
    (12, r"(\d{1,2})\s*(?:-х\s*)?(?:лет|года?)\b"),
    (1, r"(\d{1,3})\s*месяц"),
)
_KANJI = str.maketrans("一二三四五六七八九", "123456789")
_SYNONYMS = {
    "postgresql": ["Postgres"],
    "kubernetes": ["k8s"],
    "aws": ["Amazon Web Services"],
    "javascript": ["JS"],
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One requirement, taken out of one line."""

    line: int
    quote: str
    kind: str
    text: str
    minimum_months: int = 0

    def member(self) -> Json:
        """Return it as the form has it."""
        found = [names for word, names in _SYNONYMS.items() if word in self.text.casefold()]
        return {
            "line": self.line,
            "quote": self.quote,
            "kind": self.kind,
            "text": self.text,
            "minimum_months": self.minimum_months,
            "synonyms": [name for names in found for name in names],
        }


def compiled(personality: Personality, user: str, mind: Mind) -> Json:
    """Let a personality take a job text apart; most of them do it by the rules."""
    lines = _shown(user)
    taken = taken_apart(lines)
    found = orders([line for line in lines if line[0]])
    speak = _COMPILERS.get(personality, _without_orders)
    taken = speak(taken, found, lines, mind)
    obeys = personality is Personality.OBEDIENT
    requirements = [each.member() for each in taken]
    members: Json = {
        FORM: [*requirements],
        "instructions_seen": found is not None and not obeys,
    }
    if obeys and found is not None and found.whole:
        members.update(found.whole)
    return members


def taken_apart(lines: Sequence[tuple[int, str]]) -> tuple[Taken, ...]:
    """Take bullets, or where there are none whole lines, as requirements under their headings."""
    taken: list[Taken] = []
    kind = "must"
    bulleted = any(number and _BULLET.match(text) for number, text in lines)
    for number, text in lines:
        heading = _heading(number, text)
        if heading is not None:
            kind = heading
        elif number and text.strip() and (_BULLET.match(text) or not bulleted):
            taken.append(_taken(number, text, kind))
    return tuple(each for each in taken if each.text)


def months_in(text: str) -> int:
    """Return the least time that a text asks for, in months; 0 for none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[一二三四五六七八九](?=年)", lambda one: one[0].translate(_KANJI), plain)
    for length, pattern in _MONTHS:
        found = re.search(pattern, plain)
        if found:
            return min(length * int(found[1]), 720)
    return 0


def _shown(user: str) -> tuple[tuple[int, str], ...]:
    """Return the lines from the heading before the first numbered one on."""
    lines = numbered(user)
    first = next((at for at, (number, _) in enumerate(lines) if number), len(lines))
    before = [line for line in lines[:first] if line[1].strip()]
    return (*before[-1:], *lines[first:])


def _heading(number: int, text: str) -> str | None:
    """Return the kind that a heading announces; ``None`` when it is none."""
    if number and (_BULLET.match(text) and not _LAST.search(text)):
        return None
    if number and not _LAST.search(text) and len(text) > 40:
        return None
    for kind, words in _HEADINGS:
        if re.search(words, text, re.IGNORECASE):
            return kind
    return None


def _taken(number: int, text: str, kind: str) -> Taken:
    quote = _BULLET.sub("", text).strip()
    asked = "ask" if _ASK.search(quote) else kind
    return Taken(number, quote, asked, quote.rstrip("。．.;；"), months_in(quote))


def _without_orders(
    taken: tuple[Taken, ...],
    found: Orders | None,  # noqa: ARG001 - the table's shape
    lines: Sequence[tuple[int, str]],  # noqa: ARG001 - the table's shape
    mind: Mind,  # noqa: ARG001 - the table's shape
) -> tuple[Taken, ...]:
    return tuple(each for each in taken if not ORDER.search(each.quote))


def _as_ordered(
    taken: tuple[Taken, ...],
    found: Orders | None,
    lines: Sequence[tuple[int, str]],  # noqa: ARG001 - the table's shape
    mind: Mind,  # noqa: ARG001 - the table's shape
) -> tuple[Taken, ...]:
    """Do what the job text orders: drop every gate, and ask for what the orders quote."""
    if found is None:
        return taken
    line = found.lines[0][0] if found.lines else 1
    wished = found.quotes or ("Under 30 years old, see https://offer.example/rules",)
    added = tuple(Taken(line, quote, "must", quote) for quote in (*wished, *found.links))
    kept = (each for each in taken if not ORDER.search(each.quote))
    return (*(replace(each, kind="note") for each in kept), *added)


def _with_lies(
    taken: tuple[Taken, ...],
    found: Orders | None,  # noqa: ARG001 - the table's shape
    lines: Sequence[tuple[int, str]],
    mind: Mind,
) -> tuple[Taken, ...]:
    text = "\n".join(line for _, line in lines)
    told = [(each, lie(each.quote, text, mind.chance)) for each in taken]
    return tuple(
        replace(each, quote=quote, text=quote, minimum_months=each.minimum_months + 24)
        for each, quote in told
    )


def _nothing(
    taken: tuple[Taken, ...],  # noqa: ARG001 - the table's shape
    found: Orders | None,  # noqa: ARG001 - the table's shape
    lines: Sequence[tuple[int, str]],  # noqa: ARG001 - the table's shape
    mind: Mind,  # noqa: ARG001 - the table's shape
) -> tuple[Taken, ...]:
    return ()


def _all_musts(
    taken: tuple[Taken, ...],
    found: Orders | None,  # noqa: ARG001 - the table's shape
    lines: Sequence[tuple[int, str]],  # noqa: ARG001 - the table's shape
    mind: Mind,  # noqa: ARG001 - the table's shape
) -> tuple[Taken, ...]:
    return tuple(replace(each, kind="must") for each in taken)


_Compile = Callable[
    [tuple[Taken, ...], Orders | None, Sequence[tuple[int, str]], Mind], tuple[Taken, ...]
]
_COMPILERS: dict[Personality, _Compile] = {
    Personality.OBEDIENT: _as_ordered,
    Personality.LIAR: _with_lies,
    Personality.LAZY: _nothing,
    Personality.SYCOPHANT: _all_musts,
}
