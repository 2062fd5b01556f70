"""The words of a requirement, as the keyword baseline compares them.

Latin and Cyrillic words are compared by a light stem, katakana by the whole word, kanji by pairs of
characters. Hiragana and bare numbers are not compared.
"""

import re
import unicodedata
from dataclasses import dataclass

from screening.denials import plain

_LATIN = r"[a-z0-9](?:[a-z0-9+#]|[.\-](?=[a-z0-9]))*"
_CYRILLIC = r"[а-я]+"
_KATAKANA = r"[ァ-ヺー]+"
_KANJI = r"[々〇㐀-鿿豈-﫿]+"
_TOKEN = re.compile(f"{_LATIN}|{_CYRILLIC}|{_KATAKANA}|{_KANJI}", re.IGNORECASE)
_WORD = re.compile(f"{_LATIN}|{_CYRILLIC}")
_NAME = re.compile(r"[A-Z]")
_LEVEL = re.compile(r"[A-Z][0-9]")
_NAME_INSIDE = re.compile(r"[A-Za-z]+[A-Z0-9]")
"""At the head of an English sentence a capital alone does not make a name."""
_SHORT_NAME = re.compile(r"(?=[^A-Z]?[A-Z])[A-Za-z0-9]{1,2}")
"""Such as Go, IT, R or C1: compared with their capitals, unlike the words "go" and "it"."""
_NUMBER = re.compile(r"[0-9.+#\-]+")
_OR = re.compile(r"\s+(?:or|или)\s+|または|又は|もしくは|若しくは|あるいは|或いは", re.IGNORECASE)

_STOP_TEXT = """
    a an and or of in on at to for with as by the is be are e.g etc least minimum more than over
    plus using use used year years yrs experience experienced strong good solid proven knowledge
    skill skills ability able familiar familiarity hands-on professional commercial practical
    working understanding required must have should level equivalent similar such
    и или в во на с со от до по для из не менее более как при об о к у лет год года годы опыт
    опыта опытом опыту работы работа работе работать знание знания знанием знаний умение умения
    навык навыки навыков владение понимание уверенное уверенный хорошее хороший обязательно
    желательно уровень уровне уровня коммерческий практический
    スキル レベル
    """
_STOP = frozenset(_STOP_TEXT.split())
_STOP_KANJI = re.compile(
    "経験者?|実務|以上|年間|必須|歓迎|知識|能力|可能|程度|関連|業務|使用|利用|活用|理解|実績"
    "|相当|目安|尚可|優遇|及|等|方|年|者"
)
_WEAK_TEXT = """
    システム サービス プロジェクト チーム エンジニア 開発 設計 構築 運用 管理 担当 対応
    design development develop system service project team work build management engineer
    software production operation
    разработка разработчик проектирование управление система проект команда сервис
    """
"""Words of nearly every CV; they count half."""

_RUSSIAN_ENDINGS_TEXT = """
    ениями ением ения ению ений ение алась ались ался ила или ил ала али ал яла яли ать ить ять
    еть чиком чика чик кой ки ку ке ка ок ами ями ого его ому ему ыми ими ая яя ое ее ый ий ой ые
    ие ых их ую юю ов ев ей ам ям ах ях ом ем ию ия ии а я о е и ы у ю ь
    """
_LATIN_ENDINGS_TEXT = "ing ed es s"
_ENDINGS = f"{_RUSSIAN_ENDINGS_TEXT} {_LATIN_ENDINGS_TEXT}".split()
_LONGEST_FIRST = tuple(sorted(_ENDINGS, key=len, reverse=True))
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for, and how much it counts."""

    pieces: tuple[str, ...]
    """A short name, a whole word's stem, a katakana word, or the pairs of a kanji word."""
    weight: int
    whole: bool
    """Whether the piece must stand as a word of its own."""
    name: bool = False
    """Whether it is the name of a technology or the like, written with a capital."""

    def on(self, text: "Text") -> bool:
        """Tell whether a text has it: the word, or two thirds of the pairs."""
        if self.whole:
            return self.pieces[0] in text.stems
        return 3 * sum(piece in text.folded for piece in self.pieces) >= 2 * len(self.pieces)


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready for comparison."""

    folded: str
    stems: frozenset[str]
    """Of its words, and its short names as they are written."""


def readied(text: str) -> Text:
    """Make a text ready for comparison."""
    folded = plain(text)
    stems = {_stem(word) for word in _WORD.findall(folded)}
    names = {name for name in _TOKEN.findall(_unfolded(text)) if _SHORT_NAME.fullmatch(name)}
    return Text(folded, frozenset(stems | names))


def alternatives(text: str) -> tuple[tuple[Term, ...], ...]:
    """Split a requirement at "or" and turn each alternative into terms; empty ones go."""
    found = (_terms(part) for part in _OR.split(text))
    return tuple(terms for terms in found if terms)


def _terms(text: str) -> tuple[Term, ...]:
    tokens = _TOKEN.findall(_unfolded(text))
    english = all(token.isascii() for token in tokens)
    terms = (
        term
        for at, token in enumerate(tokens)
        for term in _of_token(token, first=english and at == 0)
    )
    return tuple(dict.fromkeys(terms))


def _unfolded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _of_token(written: str, *, first: bool) -> list[Term]:
    if _SHORT_NAME.fullmatch(written) and written.casefold() not in _STOP:
        return [Term((written,), 2, whole=True, name=not _LEVEL.fullmatch(written))]
    token = plain(written)
    if token in _STOP or _NUMBER.fullmatch(token):
        return []
    if _WORD.fullmatch(token):
        name = bool((_NAME_INSIDE if first else _NAME).match(written))
        return [Term((_stem(token),), _weight(token), whole=True, name=name)]
    if re.fullmatch(_KATAKANA, token):
        word = token.rstrip("ー")
        return [Term((word,), _weight(token), whole=False)] if word else []
    return [_of_kanji(word) for word in _STOP_KANJI.split(token) if len(word) > 1]


def _of_kanji(word: str) -> Term:
    pairs = tuple(word[at : at + 2] for at in range(len(word) - 1))
    return Term(pairs, _weight(word), whole=False)


def _weight(token: str) -> int:
    return 1 if _stem(token) in _WEAK_STEMS else 2


def _stem(word: str) -> str:
    for ending in _LONGEST_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


_WEAK_STEMS = frozenset(_stem(word) for word in _WEAK_TEXT.split())
