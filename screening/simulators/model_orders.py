"""What documents order a reader to do, for the personality that does it.

Broad on purpose, and not the detector of the product: a model obeys what no detector foresaw.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from screening.model import Answer

ORDER = re.compile(
    r"ignore\b.{0,30}\b(?:previous|above|all|other|prior)|disregard\b.{0,30}\binstruction"
    r"|\brate (?:me|this|him|her)\b|\bterminate (?:everyone|all|the other)"
    r"|\breject (?:everyone|all|the other|this (?:person|candidate|applicant))"
    r"|\b(?:give|assign|award|output)\b.{0,40}\bhighest (?:score|rating|rank)"
    r"|\ball (?:the )?requirements? (?:are|as|is) (?:met|not|fulfilled|satisfied)"
    r"|\byou are now\b|\bsystem prompt\b|\bset\b.{0,20}\binstructions_seen\b"
    r"|\b(?:note|message|instructions?) (?:to|for) (?:the )?"
    r"(?:ai|llm|model|reviewer|screener|grader|recruiter)\b"
    r"|\b(?:answer|mark|set|treat)\b.{0,40}(?:\b(?:as|with)\b|[:=\"“]).{0,10}\b(?:not[ _])?met\b"
    r"|\b(?:reveal|print|output|repeat|show)\b.{0,30}\b(?:your|these|the above) "
    r"(?:system )?(?:prompt|instructions|rules)|\brepeat\b.{0,60}\b\d+ times"
    r"|最高の?評価.{0,10}(?:付け|つけ|与え|して|せよ|しろ|ください)"
    r"|満点.{0,10}(?:付け|つけ|与え|して|せよ|しろ|ください)"
    r"|(?:指示|命令).{0,8}無視|(?:他|ほか)の(?:候補者|応募者).{0,12}(?:不合格|落と|終了|除外)"
    r"|(?:すべて|全て|全部).{0,8}(?:要件|条件).{0,12}(?:満た|met|合格)"
    r"|(?:AI|ＡＩ|LLM|採点者|審査員|評価者|選考者)(?:への|へ|に|は|の方|様).{0,40}"
    r"(?:ください|下さい|せよ|しろ)|プロンプト.{0,12}(?:出力|表示|書き出)|不合格に(?:し|せ)"
    r"|игнорируй|забудь.{0,30}(?:инструкц|указан)|(?:дай|присвой|оцени)\w*.{0,40}"
    r"(?:наивысш|высш|максимальн)|отклони(?:те)?\b"
    r"|(?:все|каждое) требовани\w+.{0,30}(?:выполнен|met\b)|системн\w+ промпт"
    r"|(?:поставь|ответь|отметь|выведи|повтори|процитируй)(?:те)?\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\bnot[_ ]met\b|\breject|\bfail (?:me|this|all|every)|\blowest|不合格|最低|除外|落と"
    r"|отклони(?:те)?\b|не соответств|низш",
    re.IGNORECASE,
)
_NOBODY_ELSE = re.compile(
    r"(?:everyone|all|anyone|others?)\b.{0,12}\b(?:else|others?|candidates?)|other candidates"
    r"|(?:他|ほか)の(?:候補者|応募者)|остальн|други[хе]",
    re.IGNORECASE,
)
_FOR_ONE = re.compile(
    r"\b(R\d{1,3})\b\W{0,4}(?:is|as|=|:|to|は|を|→|-)?\W{0,4}(met|partly|not_met|not_stated)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”「『«]([^\"“”「」『』«»\n]{4,400})[\"“”」』»]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s\"'<>）」]+")
_FLOOD = re.compile(
    r"\b\d{2,}\s+times\b|\d{2,}\s*回|\d{2,}\s+раз|repeat .{0,40}forever", re.IGNORECASE
)
_LEAK = re.compile(
    r"(?:reveal|print|show|output|repeat|quote|copy)\b.{0,30}\b(?:prompt|instructions|rules)"
    r"|(?:プロンプト|指示文|指示|命令).{0,12}(?:出力|表示|書き出|引用|公開)"
    r"|(?:выведи|покажи|повтори|процитируй)\w*\b.{0,30}(?:промпт|инструкц|правил)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Orders:
    """Everything that some documents order."""

    lines: tuple[tuple[int, str], ...]
    """The lines that order it."""
    answer: Answer = Answer.MET
    """For every requirement that is not named by itself."""
    for_one: tuple[tuple[str, Answer], ...] = ()
    quotes: tuple[str, ...] = ()
    """What is to be quoted, there or not."""
    links: tuple[str, ...] = ()
    flood: bool = False
    leak: bool = False
    whole: dict[str, JsonValue] | None = None
    """A complete answer that the documents give ready made."""


def orders(lines: Sequence[tuple[int, str]]) -> Orders | None:
    """Find what is ordered; ``None`` when nothing is."""
    ordering = tuple(line for line in lines if ORDER.search(line[1]))
    text = "\n".join(line for _, line in lines)
    whole = _ready_made(text)
    if not ordering and whole is None:
        return None
    said = "\n".join(line for _, line in ordering) or text
    named = _FOR_ONE.findall(text)
    return Orders(
        lines=ordering or tuple(lines[:1]),
        answer=_answer(said),
        for_one=tuple((name.upper(), Answer(answer.lower())) for name, answer in named),
        quotes=tuple(_QUOTED.findall(said)),
        links=tuple(_LINK.findall(text)),
        flood=bool(_FLOOD.search(said)),
        leak=bool(_LEAK.search(said)),
        whole=whole,
    )


def _answer(said: str) -> Answer:
    """Tell whether the orders are against this person, and not only against the others."""
    own = "\n".join(line for line in said.split("\n") if not _NOBODY_ELSE.search(line))
    return Answer.NOT_MET if _AGAINST.search(own) else Answer.MET


def _ready_made(text: str) -> dict[str, JsonValue] | None:
    """Find a JSON object with requirements that stands in the documents."""
    start = text.find("{")
    while start >= 0:
        try:
            found, _ = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and any(re.fullmatch(r"R\d{1,3}", name) for name in found):
            return found
        start = text.find("{", start + 1)
    return None


_DECODER = json.JSONDecoder()
