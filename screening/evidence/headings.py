"""Whether a line is only a heading or a label: it names a subject, and says nothing of it."""

import re

from screening.denials import plain, states_a_denial

_LONGEST = 40
_SIGNS = " 　■◆▼▶●◇□★☆◎○・#*=-–—_~:【】《》〈〉「」『』[]<>()"
_SHAPE = re.compile(r"^\s*(?:[■◆▼●◇□★・#*]+\s*)?(?:[【《〈\[<].*[】》〉\]>]|.*[:：])\s*$|^\s*#+\s")
_SAYS_MORE = re.compile(r"\d|[○◯◎✓✔]")
"""A number (a year, a length, a score) makes a heading a statement."""
_SECTION = re.compile(
    r"""
      (?:職務|業務|実務|主な|保有|語学|研究|学|職)?(?:経歴(?:書|概要|詳細|要約)?|経験|要約
      |概要|内容|実績|スキル|資格|免許)
      (?:・(?:資格|免許|スキル|経験|実績|語学))?
    | (?:履歴書|学歴|職歴|学歴・職歴|賞罰|自己pr|自己紹介|志望動機|志望理由|語学力?|使用言語
      |得意分野|開発環境|活かせる経験(?:・知識(?:・技術)?)?|テクニカルスキル|技術スキル|本人希望(?:記入欄)?|特技|趣味)
    | (?:work|professional|employment|relevant|career|volunteer|project)?\s*
      (?:experience|history|background|summary|profile|objective|overview)
    | (?:education|skills?|(?:technical|key|core|soft|hard|language|computer)\s+skills
      |competenc(?:y|ies)|core\s+competencies|certifications?|certificates|licen[sc]es?|languages?
      |projects?|awards?|achievements|references|interests|hobbies|about(?:\s+me)?|resume|curriculum\s+vitae|cv
      |(?:education|skills)\s+and\s+\w+|qualifications)
    | (?:опыт(?:\s+работы)?|трудовой\s+опыт|профессиональный\s+опыт|образование|навыки
      |(?:ключевые|профессиональные|технические)\s+(?:навыки|компетенции)|языки|знание\s+языков
      |иностранные\s+языки|курсы|сертификаты|достижения|проекты|о\s+себе|обо\s+мне|резюме
      |личные\s+качества|рекомендации|дополнительная\s+информация|образование\s+и\s+языки)
    """,
    re.VERBOSE,
)


def is_heading(line: str) -> bool:
    """Tell whether a line is a section's title, or a label without what it labels."""
    bare = plain(line).strip(_SIGNS)
    if _SECTION.fullmatch(bare):
        return True
    if len(bare) > _LONGEST or _SAYS_MORE.search(bare) or states_a_denial(bare):
        return False
    return bool(_SHAPE.search(line.strip()))
