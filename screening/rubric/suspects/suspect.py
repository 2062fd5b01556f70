"""One kind of suspicious wording: the words, and what to write instead in each language."""

import re
from dataclasses import dataclass

from screening.model import Language
from screening.rubric.remarks import RemarkKind, Severity
from screening.rubric.wording import speaks_of_work


@dataclass(frozen=True, slots=True)
class Suspect:
    """A subject with its words in three languages."""

    subject: str
    kind: RemarkKind
    severity: Severity
    ja: str
    """What to write instead, for the reader of a Japanese line."""
    en: str
    ru: str
    anyway: re.Pattern[str] | None = None
    """Found whatever else the line says."""
    matter: re.Pattern[str] | None = None
    """Found only where the line does not speak of work with it: 独身寮の管理 is a job."""

    def better(self, language: Language) -> str:
        """Say in a language what to write instead."""
        return {Language.JA: self.ja, Language.EN: self.en, Language.RU: self.ru}[language]

    def found_in(self, line: str) -> str | None:
        """Return the words that give a line away, ``None`` for an innocent one."""
        found = self.anyway.search(line) if self.anyway else None
        if found is None and self.matter is not None and not speaks_of_work(line):
            found = self.matter.search(line)
        return found[0].strip() if found else None


def words(*alternatives: str) -> re.Pattern[str]:
    """Compile the words of one subject, its languages side by side."""
    return re.compile("|".join(alternatives), re.IGNORECASE)
