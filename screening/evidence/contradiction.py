"""Whether documents deny in so many words what counts as met elsewhere in them.

Only a denial that speaks of the requirement and of nothing else contradicts it: "no experience with
Kubernetes" does, "no experience with Kubernetes operators" and "no Kubernetes experience needed" do
not. A word more than the requirement's own, or than a denial needs, may narrow it to a part, to a
time or to somebody else, and leaves the sentence alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from screening.denials import plain, row_denies, states_a_denial
from screening.model import Answer, Document, Finding, Requirement, RequirementId, Rubric
from screening.negation import unwrapped
from screening.places import Text, readable

_MOST_SENTENCES = 2_000
"""Of one document, among those that speak of a requirement."""
_LONGEST_SENTENCE = 300

_SENTENCE_END = re.compile(
    r"[。!?;•\n]|\.(?=\s|$)|(?<=[ぁ-ん])が[、,]|ものの[、,]?"
    r"|[,、]?\s*\b(?:but|while|although|though|however|whereas|но|а|зато|однако|хотя)\b"
)
_CLAUSE_END = re.compile(r"[,、]")
_AND = re.compile(r"[/・&]|\b(?:and|or|nor|и|или|ни)\b|(?<![ぁ-ん])(?:や|と|または|及び|および)")
_OR = re.compile(r"/|\b(?:or|или)\b|または|又は|もしくは|若しくは|あるいは|或いは", re.IGNORECASE)
_LED_TO = re.compile(r"\b(?:with|in|of|using|с|со|в)\s+\S")
"""A denial that may go on as a list: no experience with this, that."""
_ONCE = re.compile(
    r"\b(?:when|before|until(?!\s+now)|till|at\s+first|initially|originally|back\s+then|by\s+then|ago|had"
    r"|was|were|did|didn['’]?t|до(?!\s+сих)|когда|сначала|раньше|прежде|изначально|тогда|был[аои]?)\b"
    r"|入社|当初|当時|以前|その頃|最初|未満|までは|前は|でした|だった|なかった"
)
"""It was so once; a CV goes on to tell what came after."""

_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+#]*(?:[.-][A-Za-z0-9+#]+)*")
_FOREIGN = re.compile(r"[ぁ-ヺ一-鿿а-яё]", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z][a-z0-9+#]*(?:[.-][a-z0-9+#]+)*|\d+|[а-я]+|[ァ-ヺー]{2,}|[一-鿿々]+")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_NEEDED_FOR_A_DENIAL = frozenset(
    """
    a an the of in on at to for with as by is am are be been being it its this that there i my
    me we our have has having do does don t ve m haven hasn isn doesn no not never none nothing
    nil zero without lack lacks lacking any all whatsoever ever yet so far until now still
    currently unfortunately unfamiliar inexperienced experience experiences experienced
    knowledge skill skills exposure familiar familiarity background expertise practical
    commercial professional hands-on actual real worked working used using use years year months
    0 n n/a
    и в во на с со по к у не нет ни без разу никогда никакого никаких вообще совсем пока что еще
    сих пор до я меня мне мой моя имею имеется есть опыт опыта опытом опыту работы работе
    работать работал работала использовал использовала применял применяла пользовался
    пользовалась сталкивался сталкивалась знаком знакома владею знаю знание знания знаний
    знанием навык навыки навыков практики практика практический практического коммерческий
    коммерческого реальный реального отсутствует отсутствуют отсутствие нулевой нулевые
    сожалению лет года год スキル レベル ゼロ
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
_NEEDED_IN_JAPANESE = re.compile(
    "未?経験者?|実務|業務|実績|使用|利用|知識|皆無|一切|現在|現時点|現状|自身|自分|未習得|未修得"
    "|担当|従事|年間|以上|必須|歓迎|能力"
)
_SAYS_LITTLE = frozenset(
    """
    at least more than over minimum plus strong good solid proven ability able required preferred
    must should work such similar other не менее более от обязательно желательно уверенное хорошее
    умение владение
    """.split()  # noqa: SIM905
)
"""Of a requirement: what a denial of it would not repeat."""
_LATIN_STEM, _CYRILLIC_STEM, _SHORTEST_PLURAL = 7, 5, 5

_Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One wording of a requirement."""

    all_of: _Words
    """What a denial of it must speak of: its names, or without any all of its telling words."""
    some_of: _Words
    """What a denial may speak of besides."""

    def is_denied_by(self, denied: _Words) -> bool:
        return self.all_of <= denied <= self.all_of | self.some_of


def contradicted(
    findings: tuple[Finding, ...], rubric: Rubric, documents: tuple[Document, ...]
) -> frozenset[RequirementId]:
    """Return the requirements that count as met and are plainly denied somewhere; never raises."""
    met = {one.requirement_id for one in findings if one.answer is Answer.MET}
    asked = [one for one in rubric.requirements if one.id in met]
    wanted = [(one.id, wording) for one in asked for wording in _wordings(one)]
    if not wanted:
        return frozenset()
    spoken_of = re.compile(
        "|".join(sorted({re.escape(w) for _, one in wanted for w in one.all_of}))
    )
    denials = {words for text in readable(documents) for words in _denials(text, spoken_of)}
    return frozenset(name for name, one in wanted if any(map(one.is_denied_by, denials)))


def _wordings(requirement: Requirement) -> Iterator[_Wanted]:
    """Yield each way in which a requirement, or one of two things that it asks for, is said."""
    texts = (requirement.text, *requirement.synonyms)
    if any(map(states_a_denial, texts)):
        return
    some_of = frozenset(word for text in texts for word in _words(text))
    for text in texts:
        for part in _OR.split(unicodedata.normalize("NFKC", text)):
            words = _words(part) - _SAYS_LITTLE
            telling = frozenset(word for word in words if not word.isdigit())
            if all_of := _names(part) & telling or telling:
                yield _Wanted(all_of, some_of)


def _names(text: str) -> _Words:
    """Return what looks like a name: a Latin word with a capital, or among other letters."""
    foreign = bool(_FOREIGN.search(text))
    return frozenset(
        _stem(plain(found[0]))
        for found in _NAME.finditer(text)
        if foreign or _is_name(found[0], first=not text[: found.start()].strip(" -・"))
    )


def _is_name(word: str, *, first: bool) -> bool:
    odd = any(mark.isupper() or mark.isdigit() or mark in "+#" for mark in word[1:])
    return odd or (word[0].isupper() and not first)


# ------------------------------------------------------------------ what is denied


def _denials(text: Text, spoken_of: re.Pattern[str]) -> Iterator[_Words]:
    """Yield what each plain denial speaks of: the words of all of it, and of each thing in it."""
    sentences = _SENTENCE_END.split(plain(unwrapped(text.normalised.source)))
    telling = (one for one in sentences if len(one) <= _LONGEST_SENTENCE and spoken_of.search(one))
    for sentence in islice(telling, _MOST_SENTENCES):
        if not _ONCE.search(sentence):
            yield from _in_sentence(sentence)
    for line, denied_by in zip(text.lines, text.denied_by, strict=True):
        said = plain(line.text[:_LONGEST_SENTENCE])
        subject, bar, cells = said.partition("|")
        if denied_by is not None:
            yield from _things(said)
        elif bar and row_denies(cells):
            yield from _things(subject)


def _in_sentence(sentence: str) -> Iterator[_Words]:
    clauses = _CLAUSE_END.split(sentence)
    for at, clause in enumerate(clauses):
        if not states_a_denial(clause):
            continue
        yield from _things(clause)
        if _HIRAGANA.search(clause):
            listed = takewhile(_is_bare, reversed(clauses[:at]))
        else:
            listed = takewhile(_is_bare, clauses[at + 1 :] if _LED_TO.search(clause) else ())
        for thing in listed:
            yield from _things(thing)


def _is_bare(clause: str) -> bool:
    """Tell whether a clause only names something, as a member of a list does."""
    tokens = _TOKEN.findall(_AND.sub(" ", clause))
    needed = any(one in _NEEDED_FOR_A_DENIAL or one.isdigit() for one in tokens)
    return bool(tokens) and len(tokens) <= 3 and not needed and not _HIRAGANA.search(clause)


def _things(clause: str) -> Iterator[_Words]:
    for part in {clause, *_AND.split(clause)}:
        if words := _words(part):
            yield words


# ------------------------------------------------------------------ words


def _words(text: str) -> _Words:
    """Return the words of a text that tell what it is about; Japanese by pairs of characters."""
    return frozenset(
        piece
        for token in _TOKEN.findall(plain(text))
        if token not in _NEEDED_FOR_A_DENIAL
        for piece in _pieces(token)
    )


def _pieces(token: str) -> Iterator[str]:
    if not "一" <= token[0] <= "鿿":
        yield _stem(token)
        return
    for word in _NEEDED_IN_JAPANESE.split(token):
        yield from (word[at : at + 2] for at in range(len(word) - 1))


def _stem(token: str) -> str:
    if "а" <= token[0] <= "я":
        return token[:_CYRILLIC_STEM]
    if len(token) >= _SHORTEST_PLURAL and token.isascii() and token.isalpha():
        return token.removesuffix("s")[:_LATIN_STEM]
    return token
