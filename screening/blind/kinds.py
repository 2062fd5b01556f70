"""What is kept from the model, kind by kind, and the tokens that stand in its place."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from screening.model import Language


class Kind(StrEnum):
    """What a taken word would have told."""

    NAME = "name"
    CONTACT = "contact"
    """A telephone number, an e-mail address, a link, an account's name."""
    BIRTH = "birth"
    AGE = "age"
    SEX = "sex"
    NATIONALITY = "nationality"
    """Citizenship, or the right to stay or work."""
    FAMILY = "family"
    ADDRESS = "address"
    """Below the region: a town, a street, the way to work."""
    RELIGION = "religion"
    HEALTH = "health"
    MILITARY = "military"
    ORIGIN = "origin"
    """A place of birth or of the family's register."""
    OTHER = "other"
    """What an employer may not ask besides: housing, politics, unions, favourite books."""

    @property
    def token(self) -> str:
        """What stands in a document in the place of the words."""
        return f"[{self.name}]"


_SHOWN: Final[Mapping[Language, tuple[str, Mapping[Kind, str]]]] = {
    Language.JA: (
        "〔{}〕",
        {
            Kind.NAME: "氏名",
            Kind.CONTACT: "連絡先",
            Kind.BIRTH: "生年月日",
            Kind.AGE: "年齢",
            Kind.SEX: "性別",
            Kind.NATIONALITY: "国籍等",
            Kind.FAMILY: "家族",
            Kind.ADDRESS: "住所",
            Kind.RELIGION: "宗教",
            Kind.HEALTH: "健康",
            Kind.MILITARY: "兵役",
            Kind.ORIGIN: "出身地",
            Kind.OTHER: "非開示",
        },
    ),
    Language.EN: (
        "[{}]",
        {kind: kind.value for kind in Kind} | {Kind.BIRTH: "birth date", Kind.OTHER: "withheld"},
    ),
    Language.RU: (
        "[{}]",
        {
            Kind.NAME: "имя",
            Kind.CONTACT: "контакт",
            Kind.BIRTH: "дата рождения",
            Kind.AGE: "возраст",
            Kind.SEX: "пол",
            Kind.NATIONALITY: "гражданство",
            Kind.FAMILY: "семья",
            Kind.ADDRESS: "адрес",
            Kind.RELIGION: "религия",
            Kind.HEALTH: "здоровье",
            Kind.MILITARY: "воинский учёт",
            Kind.ORIGIN: "место рождения",
            Kind.OTHER: "скрыто",
        },
    ),
}
_TOKEN = re.compile(r"\[(" + "|".join(kind.name for kind in Kind) + r")\]")


def shown(text: str, language: Language) -> str:
    """Put the tokens of a text into the words of a comment's language."""
    around, words = _SHOWN[language]
    return _TOKEN.sub(lambda found: around.format(words[Kind[found[1]]]), text)
