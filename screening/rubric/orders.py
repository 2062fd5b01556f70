"""Notices lines of a job's text that give orders to the program or model that reads them.

They are no requirements, whoever wrote them. Adverts also tell candidates what to do ("attach
your portfolio"); that is no order to us.
"""

import re

from screening.rubric.tongue import plain

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}?"
    r"\b(?:instructions?|prompts?|rules|guidelines|criteria|requirements|above|previous)\b"
    r"|\b(?:mark|rate|score|grade|judge|classify|treat|report|answer|evaluate|consider)\b.{0,30}?"
    r"\b(?:everyone|everybody|all|any|each|every|the|this)\b.{0,30}?"
    r"(?:\bas (?:met|not met|passed|failed|unqualified|qualified)\b|\bhighest\b|\bmaximum\b"
    r"|\blowest\b|\b100\b)"
    r"|\b(?:reject|terminate|pass|advance|approve|hire)\b.{0,12}?\b(?:all|every|any|each)\b.{0,12}?"
    r"\b(?:candidates?|applicants?|applications?(?! for (?:loans?|credit|grants?|permits?|leave)\b)"
    r"|cvs?|resumes?)\b"
    r"|\byou are (?:now )?(?:an?|the) (?:\w+ ){0,3}(?:ai|llm|language model|assistant|chatbot"
    r"|screener)\b"
    r"|(?<!writing )(?<!write )(?<!designing )(?<!design )(?<!drafting )(?<!create )(?<!creating )"
    r"\b(?:note|message|instructions?|attention)(?: to| for)?,? (?:the |any |all )?"
    r"(?:ai|llms?|language models?|ats|chatgpt|gpt|model|program)\b"
    r"|\b(?:respond|reply|answer|output) (?:only|exactly|just) with\b"
    r"|\bsystem (?:prompt|message)\s*:"
    r"|<\|\w{1,20}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant)>"
    r"|(?:これまで|今まで|以前|上記|前述|以上|すべて|全て|他)の.{0,8}?"
    r"(?:指示|命令|プロンプト|ルール|基準|要件).{0,4}?(?:無視|忘れ|破棄|従わない)"
    r"|(?:指示|命令|プロンプト)[はを]?(?:すべて|全て|一切)?(?:無視|破棄)(?:し|せよ|する)"
    r"|(?:全員|全て|すべて|全候補者|応募者|候補者|要件|条件)(?:全員)?[をは].{0,12}?"
    r"(?:満たす|満たして|合格|不合格|最高|満点|通過|met)(?:し|と(?:して|し|判定|評価|回答|出力)"
    r"|に(?:して|せよ))"
    r"|(?:AI|LLM|言語モデル|ChatGPT|採点者|評価者)(?:の方)?へ?の?"
    r"(?:指示(?!文?(?:[(（][^()（）]{1,12}[)）])?の?(?:作成|設計|改善|最適化))|注意|命令|お願い|連絡)"
    r"|あなたは.{0,12}?(?:AI|人工知能|言語モデル|LLM|アシスタント|採点者)"
    r"|\b(?:про)?(?:игнорируй|забудь|отбрось|не учитывай)(?:те)?\b.{0,40}?"
    r"\b(?:инструкци|указани|правил|промпт|команд|критери|требовани|выше)"
    r"|\b(?:считай|отмечай|отметь|оценивай|оцени|признай|отклоняй|отклони"
    r"|пропускай)(?:те)?\b.{0,25}?"
    r"\b(?:вс[ех]х?|кажд\w+|люб\w+|остальн\w+|максимальн\w+|выполнен\w+)"
    r"|(?<!писать )(?<!составлять )(?<!создавать )"
    r"\b(?:инструкци[яи]|сообщение|указание) для (?:ии|нейросети|языковой модели|модели|программы)"
    r"|\bты\s*[-—–]?\s*(?:теперь )?.{0,12}?\b(?:языковая модель|ии|нейросеть|ассистент)\b",
    re.IGNORECASE,
)


def order_in(line: str) -> str | None:
    """Return the words with which a line gives an order to its reader, ``None`` without one."""
    found = _ORDERS.search(plain(line))
    return found[0] if found else None
