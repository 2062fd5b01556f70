"""All places in a text that tell who its writer is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from screening.blind.addresses import addresses
from screening.blind.contacts import CONTACTS
from screening.blind.folded import HAN, Folded, fold
from screening.blind.headings import headings, readings, told_by_accounts
from screening.blind.kinds import Kind
from screening.blind.names import Names
from screening.blind.rules import Rule, find
from screening.blind.rules_en import ENGLISH_RULES
from screening.blind.rules_ja import JAPANESE_RULES
from screening.blind.rules_ru import RUSSIAN_RULES
from screening.blind.spans import Span, merged
from screening.model import Person

RULES: Final[tuple[Rule, ...]] = (*CONTACTS, *JAPANESE_RULES, *ENGLISH_RULES, *RUSSIAN_RULES)
_LOCAL = re.compile(r"[\w.+'-]+(?=[ ]?@)|(?<=/)[A-Za-z][\w-]{4,}(?=$|[\s/|?])")
_LETTERS = re.compile(r"[^\W\d_]+")
_AGE_AFTER = re.compile(
    r"[ ]?(?:生まれ|生|г\.|г|года)?[ ]?[,(/|][ ]?(?:满|満|age[ ]|возраст[ ])?"
    r"(?P<v>[1-7]\d(?:[ ](?:лет|года?|years?(?: old)?))?)(?=[ ]?(?:[,)/|歳]|$))",
    re.MULTILINE,
)
_MOST_LEARNT: Final = 12
_SHORTEST_HINT: Final = 3


def known(person: Person, folded: Folded) -> Iterator[Span]:
    """Yield where the text says what the ATS says, names apart."""
    for value in person.contacts:
        yield from _literally(value, folded, Kind.CONTACT)
    for value in person.others:
        yield from _literally(value, folded, Kind.OTHER)


def learnt(folded: Folded, spans: Iterable[Span]) -> list[str]:
    """Return names that stand at a label."""
    words = [folded.plain[span.start : span.end] for span in spans if span.kind is Kind.NAME]
    return [one for one in words if _looks_whole(one)][:_MOST_LEARNT]


def accounts(texts: Iterable[str]) -> Iterator[str]:
    """Yield the names of accounts in contacts: what stands before an @ or ends a link."""
    for text in texts:
        yield from _LOCAL.findall(text)


def ages_after(folded: Folded, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the age that follows a name or a birth date, as agencies and newspapers write it."""
    for span in spans:
        found = _AGE_AFTER.match(folded.plain, span.end)
        if found and span.kind in {Kind.NAME, Kind.BIRTH}:
            yield Span(*found.span("v"), Kind.AGE)


@dataclass(frozen=True, slots=True)
class Searched:
    """A text with what its labels and forms tell."""

    text: Folded
    told: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Search a text for all that does not depend on who the person is."""
        folded = fold(text)
        return cls(folded, (*find(RULES, folded.plain), *addresses(folded.plain)))


def everything(searched: Searched, person: Person, names: Names) -> tuple[Span, ...]:
    """Return all places, in order and without overlaps."""
    text = searched.text
    places = tuple(names.find(text))
    heads = (one for one in headings(text, known=bool(places)) if not _touches(one, searched.told))
    beside = (*heads, *readings(text, places))
    called = [Span(*place, Kind.NAME) for place in (*places, *beside)]
    ages = ages_after(text, (*called, *searched.told))
    return merged((*known(person, text), *called, *searched.told, *ages))


def names_of(person: Person, documents: Sequence[Searched]) -> Names:
    """Gather all names: those of the ATS, and those that the documents give as theirs."""
    handles = (*accounts(person.contacts), *_accounts_in(documents))
    plain = frozenset("".join(_LETTERS.findall(handle.lower())) for handle in handles)
    own = Names(person.names)
    names = list(person.names)
    for document in documents:
        text = document.text
        beside = readings(text, own.find(text))
        names += [text.plain[start:end] for start, end in beside]
        names += [*learnt(text, document.told), *told_by_accounts(text, plain)]
    parts = (part for handle in handles for part in _LETTERS.findall(handle.lower()))
    hints = [part for part in dict.fromkeys(parts) if len(part) >= _SHORTEST_HINT]
    return Names(dict.fromkeys(names), hints=hints[:_MOST_LEARNT])


def _touches(place: tuple[int, int], spans: tuple[Span, ...]) -> bool:
    return any(span.start < place[1] and place[0] < span.end for span in spans)


def _accounts_in(documents: Sequence[Searched]) -> Iterator[str]:
    for document in documents:
        contacts = (span for span in document.told if span.kind is Kind.CONTACT)
        yield from accounts(document.text.text[span.start : span.end] for span in contacts)


def _looks_whole(words: str) -> bool:
    """Tell whether a value at a name's label is a whole name, and safe to look for elsewhere."""
    parts = words.split()
    if len(parts) > 4 or any(map(str.isdigit, words)):
        return False
    han = re.fullmatch(rf"[{HAN}]{{3,6}}", words)
    return len(parts) > 1 or bool(han) or bool(re.fullmatch(r"[ァ-ヺー]{4,}|[ぁ-ゖー]{5,}", words))


def _literally(value: str, folded: Folded, kind: Kind) -> Iterator[Span]:
    wanted = fold(value).text.strip()
    digits = re.sub(r"\D", "", wanted)
    if len(digits) >= 7 and len(digits) * 2 > len(wanted):
        tail = digits[-9:] if len(digits) > 9 else digits
        pattern = r"[+(]?(?:\d[\s()\-–.]{0,3}){0,4}" + r"[\s()\-–.]{0,3}".join(tail) + r"(?!\d)"
    elif len(wanted) >= 4:
        pattern = r"\s{0,2}".join(map(re.escape, wanted.split()))
    else:
        return
    for found in re.finditer(pattern, folded.text):
        yield Span(*found.span(), kind)
