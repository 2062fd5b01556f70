"""Notices text that gives orders to whoever grades it: a mark for a person, never a verdict.

A security engineer who lists "prompt injection" or a teacher who graded essays does not
match. What matches is an order about instructions or grades, or a claim about who reads.
"""

import re
import unicodedata
from collections.abc import Iterable

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
_GAPS_IN_JAPANESE = re.compile(f"(?<={_CJK}) +(?={_CJK})")


def looks_like_instructions(lines: Iterable[str]) -> bool:
    """Tell whether a text, wherever its lines break, gives orders to its reader."""
    text = " ".join(" ".join(lines).split())
    text = _GAPS_IN_JAPANESE.sub("", unicodedata.normalize("NFKC", text))
    return any(look.search(text) for look in _LOOKS)
