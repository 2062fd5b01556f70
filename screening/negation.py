"""Whether the words around a quote take back what it says: "(no) experience with Kubernetes".

Only the clause around the quote counts, and a doubtful case counts as negated: a finding that is
lost to a person's question does less harm than a credit for what somebody denied.
"""

import re
import unicodedata

_WRAPPED = re.compile(r"[ ]*\n\s*(?=[a-zа-яё])")
_WRAPPED_JAPANESE = re.compile(r"[ ]*\n\s*(?=[ぁ-ん])")
"""A line break inside a sentence: the next line goes on in small letters or in hiragana."""

_CLAUSE_END = re.compile(
    r"[;!?,)|•、。\n]|\.(?=\s|$)"
    r"|\b(?:but|while|although|though|however|whereas|но|а|зато|однако|хотя)\b"
)
_NOT_A_DENIAL = re.compile(
    r"\b(?:not|no)\s+(?:only|just|merely|less|fewer|later|doubt)\b|\bno\.?\s*\d"
    r"|\bне\s+(?:только|менее|меньше|реже|ранее|раз)\b"
)
_DENIAL_BEFORE = re.compile(
    r"\b(?:no|not|never|without|lack(?:s|ed|ing)?|none|neither|nor|cannot|hardly|barely)\b"
    r"|n['’]t\b|\b(?:less|fewer)\s+than\s*$"
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
    r"|(?:未経験|未習得|経験の?(?:なし|無し|ない)\S{0,4})\s*:[^。\n]{0,30}$"
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


def negated(before: str, quote: str, after: str) -> bool:
    """Tell whether the text on either side of a quote denies it."""
    preceding = _unwrapped(before + quote[:1])[:-1]
    return _denied_before(_plain(preceding)) or _denied_after(_plain(_unwrapped(after)))


def _unwrapped(text: str) -> str:
    return _WRAPPED_JAPANESE.sub("", _WRAPPED.sub(" ", text))


def _denied_before(text: str) -> bool:
    if _JAPANESE_BEFORE.search(text):
        return True
    clause = _CLAUSE_END.split(_NOT_A_DENIAL.sub(" ", text))[-1]
    nearest = " ".join(clause.split()[-_WORDS_BEFORE:])
    return bool(_DENIAL_BEFORE.search(nearest))


def _denied_after(text: str) -> bool:
    text = _NOT_A_DENIAL.sub(" ", text).lstrip(" :–|=・…")
    return bool(_DENIAL_AFTER.match(text)) or _denied_in_japanese(text)


def _denied_in_japanese(text: str) -> bool:
    clause = _JAPANESE_CLAUSE.split(text)[0].split(" ")[0]
    said = _JAPANESE_AFFIRMATION.sub("", clause)
    if said.startswith("("):
        return bool(_JAPANESE_REMARK.match(said))
    return bool(_JAPANESE_DENIAL.search(said.split("(")[0][:_JAPANESE_REACH]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
