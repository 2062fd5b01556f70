"""Notices text that gives orders to whoever grades it: a mark for a person, never a verdict.

A security engineer who lists "prompt injection" or a teacher who graded essays does not
match. What matches is an order about instructions or grades, or a claim about who reads.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from screening.extract.lookalikes import without_lookalikes

_ENGLISH = (
    r"\b(?:ignore|disregard|forget|override)\b.{0,20}?"
    r"\b(?:all|any|your|these|those|previous|prior|above|earlier|preceding|other)\b.{0,30}?"
    r"\b(?:instructions?|prompts?|rules|guidelines|directives?|criteria)\b",
    r"\byou are (?:now )?(?:an?|the) (?:\w+ ){0,3}"
    r"(?:ai|llm|language model|assistant|chatbot|recruiter|screener|grader|evaluator)\b",
    r"\b(?:if|when|since) you(?: are|'re) an? (?:ai|llm|(?:large )?language model)\b",
    r"\b(?:rate|score|rank|grade|mark|evaluate|classify|give|assign|award) "
    r"(?:me|him|her|(?:this|the|my) (?:candidate|applicant|person|cv|resume|application|profile))"
    r"\b.{0,40}?\b(?:highest|top|best|maximum|full|perfect|100|10/10|excellent|as met)\b",
    r"\b(?:reject|terminate|discard|downgrade|decline) "
    r"(?:everyone else|(?:all|every|any)(?: the)? others?\b"
    r"|(?:all|every|any)(?: the| other| of the other)? (?:candidate|applicant))",
    r"\b(?:recommend|hire|advance|pass|select) (?:this|the) (?:candidate|applicant)\b.{0,40}?"
    r"\b(?:immediately|regardless|unconditionally|without (?:an? )?(?:interview|check|review))\b",
    r"\b(?:note|message|instructions?|attention)(?: to| for)?,? (?:the |any |all )?"
    r"(?:ai|llms?|language models?|ats|chatgpt|gpt)\b.{0,30}?:",
    r"\b(?:respond|reply|answer|output) (?:only|exactly|just) with\b",
    r"\b(?:new|updated|revised) (?:system )?(?:instructions?|prompt)\s*:",
    r"\bsystem (?:prompt|message)\s*:",
    r"<\|\w{1,20}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant)>",
)
_JAPANESE = (
    r"(?:これまで|今まで|以前|上記|前述|先ほど|以上|すべて|全て|他)の.{0,8}?"
    r"(?:指示|命令|プロンプト|ルール|基準).{0,4}?(?:無視|忘れ|破棄|従わない)",
    r"(?:指示|命令|プロンプト)[はを]?(?:すべて|全て|一切)?(?:無視|破棄)(?:し|せよ|する)",
    r"(?:最高|満点|最上位|最も高い)の?(?:評価|点数|スコア|得点|ランク)?[をにでと].{0,6}?"
    r"(?:[付つ]け(?!られ)|与え(?!られ)|して[く下]|せよ|判定し|出力|評価し)",
    r"(?:この|当該)(?:候補者|応募者|人物).{0,12}?(?:必ず|最優先|無条件|即座に|直ちに).{0,12}?"
    r"(?:合格|採用|通過|推薦)",
    r"(?:あなた|貴方|お前)は.{0,12}?(?:AI|人工知能|言語モデル|LLM|アシスタント|採点者|評価者)",
    r"(?:AI|LLM|言語モデル|ChatGPT|採点者|評価者)(?:の方)?へ?の?(?:指示|注意|命令|お願い|連絡):",
    r"[他ほ]か?の(?:候補者|応募者).{0,10}?(?:不合格|落とし|除外|見送|終了)",
)
_RUSSIAN = (
    r"\b(?:про)?(?:игнорируй|забудь|отбрось|не учитывай|не обращай внимания на)(?:те)?\b.{0,40}?"
    r"\b(?:инструкци|указани|правил|промпт|команд|критери)",
    r"\b(?:ты|вы)\s*[-—–]?\s*(?:теперь |сейчас )?.{0,15}?"
    r"\b(?:искусственный интеллект|языковая модель|ии|нейросеть|ассистент)\b",
    r"\b(?:поставь|присвой|дай|выстави|выставь)(?:те)?\b.{0,40}?"
    r"\b(?:высш|максимальн|наивысш)\w*.{0,15}?\b(?:оцен|балл|рейтинг|ранг)",
    r"\bоцени(?:те)?\b.{0,30}?\b(?:максимальн|наивысш|высш|как можно выше|на 100|на отлично)",
    r"\b(?:отклони|отсей|заверши|отсеки)(?:те)?\b.{0,15}?\b(?:всех|остальных|других)\b",
    r"\b(?:инструкци[яи]|сообщение|указание) для (?:ии|нейросети|языковой модели|модели)\s*:",
)
_LOOKS = tuple(re.compile(p, re.IGNORECASE) for p in (*_ENGLISH, *_JAPANESE, *_RUSSIAN))
_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_GAPS_IN_JAPANESE = re.compile(f"(?<={_CJK})\\s+(?={_CJK})")
_ENDS_JAPANESE = re.compile(f"{_CJK}$")
_BEGINS_JAPANESE = re.compile(_CJK)


def instructions_in(lines: Sequence[str]) -> tuple[int, ...]:
    """Return the lines, counted from 0, on which a text begins that gives orders to its reader.

    Where lines break does not matter, nor do widths of letters or look-alikes of other scripts.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        plain = _plain(line)
        if pieces and plain and not _one_japanese_text(pieces[-1], plain):
            length += 1
            pieces.append(" ")
        starts.append(length)
        length += len(plain)
        pieces.extend([plain] if plain else [])
    text = "".join(pieces)
    found = (look.finditer(text) for look in _LOOKS)
    return tuple(
        sorted({bisect_right(starts, match.start()) - 1 for each in found for match in each})
    )


def _plain(line: str) -> str:
    """Fold what looks alike, so that no spelling hides an order."""
    folded = " ".join(without_lookalikes(unicodedata.normalize("NFKC", line)).split())
    return _GAPS_IN_JAPANESE.sub("", folded)


def _one_japanese_text(before: str, after: str) -> bool:
    """Tell whether a break between two lines is no space, as in Japanese."""
    return bool(_ENDS_JAPANESE.search(before) and _BEGINS_JAPANESE.match(after))
