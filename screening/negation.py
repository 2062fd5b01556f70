"""Whether the words around a quote take back what it says: "(no) experience with Kubernetes".

Only the clause around the quote counts, and a doubtful case counts as negated: a finding that is
lost to a person's question does less harm than a credit for what somebody denied.
"""

import re

from screening.denials import (
    HARMLESS,
    INVOLVED_IN_NOTHING,
    plain,
    row_denies,
    states_a_denial,
)

_WRAPPED = re.compile(r"[ ]*\n\s*(?=[a-zа-яё])")
_WRAPPED_JAPANESE = re.compile(r"[ ]*\n\s*(?=[ぁ-ん])")
"""A line break inside a sentence: the next line goes on in small letters or in hiragana."""

_CLAUSE_END = re.compile(
    r"[;!?,)|•、。\n]|\.(?=\s|$)"
    r"|\b(?:but|while|although|though|however|whereas|но|а|зато|однако|хотя)\b"
)
_DENIAL_BEFORE = re.compile(
    r"\b(?:no|not|never|without|lack(?:s|ed|ing)?|none|neither|nor|cannot|hardly|barely)\b"
    r"|n['’]t\b|\b(?:less|fewer)\s+than\s*$|\b(?:unfamiliar|inexperienced)\s+(?:with|in)\b|\byet\s+to\b"
    r"|\b(?:нет|не|без|никогда|отсутств\w+)\b|\b(?:менее|меньше)(?:\s+чем)?\s*$"
)
_WORDS_BEFORE = 6

_DENIAL_AFTER = re.compile(
    r"-(?:free|less)\b|(?:is|are|was|were|has|have|had|do|does|did)n['’]t\b"
    r"|(?:(?:experience|skills?|knowledge|exposure|опыт\w*|знани\w*|"
    r"is|are|was|were|has|have|had|been|у\s+меня)\s+){0,3}[-–:(|=\s]*"
    r"(?:no|none|not|never|nil|n/a|without|lack\w*|нет|не|отсутств\w*|никогда)(?!\w)"
)

_JAPANESE_BEFORE = re.compile(
    r"(?:(?<!有)無|未|非|不)$"
    r"|(?:未経験|未習得|経験の?(?:なし|無し|ない)\S{0,4})\s*:[^。\n]{0,60}$"
)
_JAPANESE_CLAUSE = re.compile(r"[。;!?\n]|(?<!は)[、,]")
_JAPANESE_AFFIRMATION = re.compile(
    r"問題[はが]?(?:な[くいし]|無[くいし])|違い(?:ない|なく)|(?:だけ|のみ|ばかり)では?な[くい]"
    r"|(?:遜色|滞り|遅滞|[も漏]れ)なく|欠かせない|しかない|少なく|有無|(?:行|おこ)ない|なく[しす]"
)
_JAPANESE_DENIAL = re.compile(
    r"な[しいく]|なかった|無(?:[しいく]|$|\))|ません|未(?:経験|習得|修得|取得|満)|不可(?!欠)"
    r"|ゼロ(?=$|です|\))|皆無|[×✕✖✗✘](?!\w)"
)
_JAPANESE_REMARK = re.compile(
    rf"\((?:実務|業務|使用)?(?:経験|実績|知識)?[はが]?(?:{_JAPANESE_DENIAL.pattern})"
)
"""A remark in brackets speaks of the words before it only if the denial comes first."""
_JAPANESE_REACH = 20
_JAPANESE_END = re.compile(r"[。;!?\n]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NO_PART_IN_IT = re.compile(
    rf"{INVOLVED_IN_NOTHING.pattern}|(?:経験|実績)[はもが]?(?:なし|ない|ありません|ございません)"
)
_OF_ITS_OWN = re.compile(
    r"(?!(?:私|自分|自身|本人|当方|小職|個人|直接|実務|業務|経験|実績)[^、]*$)[^、]*[をはが]"
)
"""A clause with a subject of its own, such as Javaは, does not speak of the one before it."""

_PIECE_END = re.compile(rf"{_CLAUSE_END.pattern}|\(")
_SENTENCE_END = re.compile(
    r"[;!?|•。\n()]|\.(?=\s|$)|\b(?:but|while|although|though|however|whereas|но|зато|однако)\b"
)
_BARE_NAME = re.compile(
    r"(?:(?:and|or|nor|и|или|ни)\s+)?"
    r"(?:(?!\w+ed\b|have|has|had|with|experience|опыт|ran|led|built)[^\W\d][\w+#./-]*\s*){0,4}"
)


def negated(before: str, quote: str, after: str) -> bool:
    """Tell whether the text on either side of a quote denies it."""
    preceding = plain(unwrapped(before + quote[:1])[:-1])
    words, following = plain(unwrapped(quote)), plain(unwrapped(after))
    row = after.split("\n")[0]
    return (
        _denied_before(preceding)
        or _denied_after(following)
        or row_denies(row)
        or row_denies((quote + row).partition("|")[2])
        or _denied_around(preceding, words, following)
        or _denied_as_one_of_several(preceding, words)
        or _denied_at_the_end(words + following)
    )


def unwrapped(text: str) -> str:
    """Join the lines of a sentence that runs over their ends."""
    return _WRAPPED_JAPANESE.sub("", _WRAPPED.sub(" ", text))


def _denied_before(text: str) -> bool:
    if _JAPANESE_BEFORE.search(text):
        return True
    clause = _CLAUSE_END.split(HARMLESS.sub(" ", text))[-1]
    nearest = " ".join(clause.split()[-_WORDS_BEFORE:])
    return bool(_DENIAL_BEFORE.search(nearest))


def _denied_after(text: str) -> bool:
    text = HARMLESS.sub(" ", text).lstrip(" :–|=・…")
    if _DENIAL_AFTER.match(text):
        return True
    return _denied_in_japanese(text) or _denied_at_the_end(text)


def _denied_around(before: str, quote: str, after: str) -> bool:
    """Tell whether every clause that the quote touches is a plain denial, inside it or around."""
    head, tail = _PIECE_END.split(before)[-1], _PIECE_END.split(after)[0]
    pieces = _PIECE_END.split(HARMLESS.sub(" ", f"{head}{quote}{tail}"))
    said = [piece for piece in pieces if any(map(str.isalnum, piece))]
    return bool(said) and all(map(states_a_denial, said))


def _denied_as_one_of_several(before: str, quote: str) -> bool:
    """Tell whether a quote stands in such a list as "no experience with Java, Kubernetes"."""
    if _SENTENCE_END.search(quote.rstrip(" .。")):
        return False
    first, *others = (_SENTENCE_END.split(before)[-1] + quote.rstrip(" .。")).split(",")
    if not others or not states_a_denial(first):
        return False
    return all(_BARE_NAME.fullmatch(each.strip()) for each in others)


def _denied_at_the_end(text: str) -> bool:
    """Tell whether a Japanese sentence ends in having had no part in what it began with."""
    sentence = _IN_BRACKETS.sub("", _JAPANESE_END.split(text)[0])
    clauses = sentence.split("、")
    if len(clauses) == 1:
        return bool(INVOLVED_IN_NOTHING.search(sentence))
    return bool(_NO_PART_IN_IT.search(clauses[-1])) and not _OF_ITS_OWN.match(clauses[-1])


def _denied_in_japanese(text: str) -> bool:
    clause = _JAPANESE_CLAUSE.split(text)[0].split(" ")[0]
    said = _JAPANESE_AFFIRMATION.sub("", clause)
    if said.startswith("("):
        return bool(_JAPANESE_REMARK.match(said))
    return bool(_JAPANESE_DENIAL.search(said.split("(")[0][:_JAPANESE_REACH]))
