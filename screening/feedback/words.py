"""The words of a correction in every language: one table, and nothing else.

All of them are understood in every comment, whatever language it is in. A space in a word may be a
space, a hyphen, an underscore or nothing. Case and width never matter.
"""

from collections.abc import Mapping
from typing import Final

from screening.model import Answer, Language

COMMANDS: Final[Mapping[Language, tuple[str, ...]]] = {
    Language.JA: ("訂正", "修正"),
    Language.EN: ("fix",),
    Language.RU: ("исправить", "исправь", "исправьте"),
}
"""What stands after the ``#``."""

ANSWERS: Final[Mapping[Language, Mapping[Answer, tuple[str, ...]]]] = {
    Language.JA: {
        Answer.MET: ("あり", "有り", "有", "満たす", "満たしている"),
        Answer.PARTLY: ("一部", "一部あり", "一部有り", "部分的", "部分的にあり"),
        Answer.NOT_MET: ("なし", "無し", "無", "満たさない", "満たしていない"),
        Answer.NOT_STATED: ("記載なし", "記載無し", "未記載", "不明"),
    },
    Language.EN: {
        Answer.MET: ("met", "yes"),
        Answer.PARTLY: ("part", "partly", "partial", "partially"),
        Answer.NOT_MET: ("not met", "no", "unmet"),
        Answer.NOT_STATED: ("none", "not stated", "not mentioned", "unknown"),
    },
    Language.RU: {
        Answer.MET: ("да", "есть"),
        Answer.PARTLY: ("част", "частично"),
        Answer.NOT_MET: ("нет",),
        Answer.NOT_STATED: (
            *("не указано", "не указан", "не указана", "не упоминается", "не упомянуто"),
            *("нет данных", "нет сведений", "неизвестно"),
        ),
    },
}

SIGNS: Final[Mapping[Answer, str]] = {
    Answer.MET: "○◯〇⭕◎✓✔✅☑",
    Answer.PARTLY: "△▲▵",
    Answer.NOT_MET: "×✕✖✗✘╳❌☓",
    Answer.NOT_STATED: "-‐‑‒–—―−─ー",
}
"""Signs that stand for an answer. A dash is also what people put before an answer."""

ENDINGS: Final = ("です", "でした", "に訂正", "に変更", "へ訂正", "へ変更")
"""What may follow an answer without a space between. Anything else makes it another word: あり is
not ありません."""

BETWEEN_NUMBERS: Final = ("and", "и", "と", "および")
"""What may stand between the numbers of requirements that get the same answer."""
