"""Sentences that deny experience or only wish for it, so that the keyword baseline skips them.

It errs on one side: a sentence with a doubtful "not" counts for nothing.
"""

import re

from screening.denials import HARMLESS, plain, row_denies, states_a_denial

_DENIED = re.compile(
    r"経験[はがもの]*(?:な[いしく]|無[いし]|ありません|ございません|ゼロ|浅)|未経験|未修得|未習得"
    r"|こと[はがも]*(?:ない|ありません)|でき(?:ない|ません)|[:：a-z0-9]\s*(?:なし|無し|無|×(?!\s*\w))"
    r"|(?:学び|学習し|習得し|身につけ|身に付け|挑戦し)(?:たい|ていきたい)|興味(?:が|を)"
    r"|\b(?:no(?!\.?\s*\d)|not(?!\s+only)|never|none|neither|nor|cannot|unfamiliar|lack\w*)\b"
    r"|n['’]t\b|\bwithout\s+(?:\w+\s+){0,2}(?:experience|knowledge|exposure)"
    r"|\b(?:want|hope|plan|like|eager|keen|interested)\s+(?:to|in)\s+(?:learn|stud|try)"
    r"|\bне(?!\s+(?:только|менее))\b|\bнет\b|\bбез\s+опыта|\bникогда\b|\bотсутств"
    r"|\b(?:хочу|хотел\w*|планирую|мечтаю)\b"
)
_LEADS_ON = re.compile(
    r"(?:\bno\b|\bnot\b|\bnever\b|\bwithout\b|n['’]t\b|\bне\b|\bнет\b|\bбез\b)[^.!?;]{0,40}$"
)
_LOOKS_BACK = re.compile(
    r"^(?:の|は|が|した|を|に|での|使った|利用した|実務|業務|開発)*"
    r"(?:未経験|経験[はがも]*(?:な[いし]|無|ありません)|こと[はがも]*(?:ない|ありません)|ありません)"
    r"|^[:：]?\s*(?:none|нет|なし|無し)\b"
)
_BREAK = re.compile(
    r"(?<=[。．！？!?;；])\s*|(?<=[.])\s+|(?:,\s*|(?<!\s)\s+)(?=(?:but|however|но|однако)\s)"
    r"|(?<=ですが)、?|(?<=ないが)、?|(?<=ものの)、?",
    re.IGNORECASE,
)


def stated_parts(line: str, *, before: str, after: str) -> tuple[str, ...]:
    """Return what the line states: the whole line, or its sentences without a denial.

    A sentence that the line break cuts is read with the end of ``before`` and the start of
    ``after``, so that a denial on the neighbouring line is not lost.
    """
    sentences = [part.strip() for part in _BREAK.split(line) if part.strip()]
    if not sentences:
        return ()
    if row_denies(line.partition("|")[2]):
        return ()
    denied = [_denies(part) for part in sentences]
    denied[0] |= bool(_LEADS_ON.search(HARMLESS.sub(" ", plain(before)).rstrip()))
    denied[-1] |= bool(_LOOKS_BACK.search(plain(after).lstrip()))
    if not any(denied):
        return (line.strip(),)
    return tuple(part for part, no in zip(sentences, denied, strict=True) if not no)


def _denies(sentence: str) -> bool:
    said = HARMLESS.sub(" ", plain(sentence))
    return bool(_DENIED.search(said)) or states_a_denial(sentence)
