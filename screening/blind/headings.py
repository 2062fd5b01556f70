"""A name that nobody announced: alone at the top or the end of a document."""

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final

from screening.blind.folded import HAN, Folded
from screening.blind.sounds import japanese

_TOP: Final = 8
"""How many lines down from the top a name in Latin letters may stand."""
_FIRST: Final = 3
"""How many lines down from the top a name that nobody told us is looked for."""
_BEFORE = re.compile(
    r"(?:^|[|\n])[ ]*(?P<v>[ぁ-ゖァ-ヺー][ぁ-ゖァ-ヺー ・]+)(?:[ ]*[|(\n][ ]*|[ ]{1,3})$"
)
_AFTER = re.compile(r"[ ]*[|(\n/][ ]*(?P<v>[ぁ-ゖァ-ヺー][ぁ-ゖァ-ヺー ・]+)(?=[ ]*(?:[|)\n]|$))")
_PAIR = re.compile(
    r"(?<![\w])(?P<a>[A-ZÀ-Ž][\w'’-]+)(?:,?[ ]{1,2}|\n)(?P<b>[A-ZÀ-Ž][\w'’-]+)(?![\w])"
)
_CELL = re.compile(r"[^|\n]+")
_ENGLISH = re.compile(
    r"[ #*]*(?:(?:Mr|Mrs|Ms|Dr)\.?[ ])?(?P<v>[A-ZÀ-Ž][a-zà-ž'’]+(?:-[A-ZÀ-Ž][a-zà-ž]+)?"
    r"(?:[ ][A-ZÀ-Ž]\.?)?(?:[ ][A-ZÀ-Ž][\w'’-]+){1,2}"
    r"|[A-ZÀ-Ž'’-]{2,}(?:[ ][A-ZÀ-Ž'’-]{2,}){1,2})[ *]*"
)
_RUSSIAN = re.compile(
    r"[ #*]*(?P<v>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:[ ][А-ЯЁ](?:[а-яё]+|\.)){1,2})[ *]*"
)
_NO_NAME = re.compile(
    r"\b(?:curriculum|vitae|r[eé]sum[eé]|cv|cover|letter|profile|summary|experience|work|history"
    r"|employment|education|skills?"
    r"|contacts?|personal|details|information|career|objective|about|references|projects?"
    r"|languages?|certificates?|awards|publications"
    r"|engineer\w*|developer|manager|designer|analyst|scientist|architect|lead|senior|junior|head"
    r"|director|officer|assistant|consultant"
    r"|specialist|nurse|teacher|driver|accountant|administrator|supervisor|operator|technician"
    r"|lawyer|sales|marketing|data|software"
    r"|backend|frontend|full|stack|product|project|web|mobile|cloud|security|network|systems?"
    r"|platform|machine|learning|business"
    r"|university|college|school|institute|inc|ltd|llc|gmbh|corp|company|street|road|city|page"
    r"|date|dear|hiring|team|the|of|and|for|to"
    r"|технолог\w*|инженер\w*|разработчик\w*|менеджер\w*|бухгалтер\w*|аналитик\w*|директор\w*"
    r"|руководител\w*|опыт|работ\w*|образован\w*|резюме"
    r"|навык\w*|контакт\w*|личн\w*|данн\w*|информац\w*|ведущ\w*|главн\w*|старш\w*|университет\w*"
    r"|институт\w*|анкета|соискател\w*|сопроводит\w*"
    r"|письмо|москва|петербург|россия|область|здравствуйте|специалист\w*|начальник\w*|проект\w*"
    r"|отдел\w*|ключев\w*|имя|фамилия|отчество|фио|дата|рождения|телефон|адрес|обо|мне|себе|о|и|в"
    r"|на|по)\b",
    re.IGNORECASE,
)


_READING = re.compile(
    r"[ぁ-ゖー]{2,}(?:[ ・]{0,2}[ぁ-ゖー]{2,})?|[ァ-ヺー]{2,}(?:[ ・]{0,2}[ァ-ヺー]{2,})?"
)
_JAPANESE = re.compile(rf"[ #*■]*(?P<v>[{HAN}]{{1,4}}[ ]{{1,2}}[{HAN}ぁ-ゖァ-ヺ]{{1,4}})[ *]*")
_NO_JAPANESE_NAME = re.compile(
    r"職|歴|電話|住所|性別|国籍|備考|免許|賞罰|趣味|特技|携帯|写真|志望|希望|配偶|扶養|自己|紹介"
    r"|資格|経験|会社|概要|要約|氏名|学校|大学|連絡|志望|現在|平成"
    r"|昭和|令和|年|月|業|役割|内容|期間|所属|部|課|技術|開発"
    r"|営業|設計|製造|企画|管理|[東西南北]京|[都道府県市区町村]$"
)


def headings(folded: Folded, *, known: bool) -> Iterator[tuple[int, int]]:
    """Yield lines and cells near either end that are nothing but a name in form.

    Where the name is ``known`` in the document already, only Japanese in Latin letters counts.
    """
    lines = list(re.finditer(r"[^\n]+", folded.plain))
    near = {line.start(): line for line in (*lines[:_TOP], *lines[-2:])}
    for number, (at, line) in enumerate(near.items()):
        for cell in _CELL.finditer(folded.plain, at, line.end()):
            words = _name_in(cell[0], guess=not known and number < _FIRST)
            if words is not None:
                yield cell.start() + words[0], cell.start() + words[1]


def _name_in(cell: str, *, guess: bool) -> tuple[int, int] | None:
    """Return the part of a cell that is a name in form, if it is one."""
    found = _ENGLISH.fullmatch(cell)
    if found and not _NO_NAME.search(cell) and (guess or _all_japanese(found["v"])):
        return found.span("v")
    found = _RUSSIAN.fullmatch(cell) if guess else None
    if found and not _NO_NAME.search(cell):
        return found.span("v")
    found = _JAPANESE.fullmatch(cell) if guess else None
    if found and not _NO_JAPANESE_NAME.search(re.sub(r"\W", "", cell)):
        return found.span("v")
    return None


def readings(folded: Folded, names: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield kana that stand alone above, below or in brackets after a name in kanji."""
    for start, end in names:
        if not re.search(f"[{HAN}]", folded.plain[start:end]):
            continue
        for place in (
            _BEFORE.search(folded.plain, max(0, start - 40), start),
            _AFTER.match(folded.plain, end),
        ):
            if place and _READING.fullmatch(place["v"].strip()):
                yield place.span("v")


def told_by_accounts(folded: Folded, accounts: frozenset[str]) -> Iterator[str]:
    """Yield neighbouring words of which an account's name is made, as people make them."""
    for found in _PAIR.finditer(folded.plain):
        words = [re.sub(r"\W", "", folded.text[slice(*found.span(name))]) for name in "ab"]
        made = {
            spelled for a, b in permutations(words) for spelled in (a + b, a[:1] + b, b + a[:1])
        }
        if made & accounts:
            yield found[0].replace("\n", " ")


def _all_japanese(words: str) -> bool:
    return all(len(word) > 1 and japanese(word.lower()) for word in words.split())
