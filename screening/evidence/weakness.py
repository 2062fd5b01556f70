"""Signs that true evidence may prove less than is claimed: a wish, a course, another's deed.

None of them takes a finding away, for each has its honest readings; they lower its confidence, so
that a person or another run looks again.
"""

import re

from screening.denials import plain
from screening.evidence.relevance import is_relevant
from screening.folding import IDEOGRAPH
from screening.model import Answer, Requirement
from screening.places import Place

_AROUND = 80
_CLAUSE = re.compile(r"[。．;!?\n|]|[.](?=\s|$)|、(?=[^、]{0,20}[はが])")

_WISH = re.compile(
    r"\b(?:want(?:ed|s|ing)?|wish(?:es)?|hop(?:e|es|ing)|eager|keen|aspir\w+|would\s+(?:like|love)"
    r"|plan(?:s|ning)?)\s+to\b|\binterest(?:ed)?\s+in\b|\b(?:currently|now|still|am|are|is)\s+"
    r"(?:\w+\s+)?(?:learning|studying|self-studying)\b|\b(?:learning|studying)\s+\w+\s*$"
    r"|\b(?:хочу|хотел\w*|планирую|мечтаю|желаю|намерен\w*|стремлюсь|интересуюсь|интересно"
    r"|изучаю|осваиваю|учусь|готов\w*\s+(?:изуч|осво|науч)\w+)\b"
    r"|(?:学|挑戦し|習得し|身につけ|身に付け|携わり|経験し|使ってみ|やってみ|触れてみ|伸ばし|深め)(?:び|て(?:み|い(?:き)?))?たい"
    r"|たいと(?:思|考|願)|(?:勉強|学習|習得|独学|受講)中|興味(?:が|を|も)|関心(?:が|を|も)"
    r"|目指し|予定(?:です|$)|意欲"
)
_WHO = (
    r"(?:team-?\s?mates?|colleagues?|co-?workers?|boss|manager|supervisor|predecessor|friends?"
    r"|brother|sister|husband|wife|father|mother)"
)
_OTHERS = re.compile(
    rf"\b(?:my|our|a|the|another)\s+(?:\w+\s+)?{_WHO}\s+(?:has|have|had|did|was|were|built|wrote|led"
    rf"|ran|made|\w+ed)\b|\b(?:by|of)\s+(?:my|our|a|another)\s+{_WHO}\b|\banother\s+team\b"
    r"|(?:同僚|上司|先輩|後輩|部下|友人|知人|前任者|他(?:の)?(?:チーム|部署|メンバー|社員)"
    r"|別(?:の)?(?:チーム|部署|担当者?))(?:が|により|によって)"
    r"|\b(?:мо[йия]|наш[аи]?)\s+(?:коллег\w|начальник|руководитель|напарник|друг)\b"
    r"|\bколлег(?:а|и)\s+\w+л[аи]?\b|\bдруг(?:ая|ой)\s+(?:команда|отдел)\b"
)
_COURSE = re.compile(
    r"\b(?:courses?|boot\s?camps?|workshops?|webinars?|seminars?|training|mooc|coursera|udemy)\b"
    r"|(?:研修|講座|講習|セミナー|スクール|コース|授業|独学|受講|履修)"
    r"|\b(?:курс(?:ы|а|ов)?|тренинг\w*|вебинар\w*|семинар\w*|обучени[ея]|онлайн-школ\w+)\b"
)
_GAVE_A_COURSE = re.compile(
    r"\b(?:taught|teach\w*|trainer|lectur\w+|instructor|conduct\w*|deliver\w*|gave|ran|led|built"
    r"|design\w*|organi[sz]\w+|creat\w+|develop\w*|develops)\b|担当|講師|実施|企画|主催|登壇|開発|運営|設計|作成"
    r"|\b(?:пров[её]л\w*|проводи\w+|разработ\w+|преподав\w+|вела?|вёл|организ\w+|обучал\w*|создал\w*)\b"
)
_EXPERIENCE = re.compile(
    r"経験|実務|実績|\bexperience|\byears?\b|\bhands-on|\bопыт|\bпрактик", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[,、，・/／|;；]|\s{2,}|\n")
_LABEL = re.compile(r"^[^:：]{1,30}[:：]\s*")
_DOES_SOMETHING = re.compile(
    r"\d|[ぁ-ん]{2}|[をにでとが]|\b(?:with|using|for|in|на|для|с|в|led|ran|built|wrote|made|sold)\b"
    r"|\w{2}(?:ed|ing|ил|ал|ял|ел|ила|ала|яла|ела|или|али|аю|яю)\b"
)
_LONGEST_NAME, _WORDS_OF_A_NAME = 24, 3


def is_weak(place: Place, answer: Answer, requirement: Requirement) -> bool:
    """Tell whether evidence may prove less than the answer says."""
    if not is_relevant(place, requirement):
        return True
    if answer is Answer.NOT_MET:
        return False
    clause = _clause(place)
    wanted = plain(requirement.text)
    return (
        bool(_WISH.search(clause) and not _WISH.search(wanted))
        or bool(_OTHERS.search(clause))
        or bool(_EXPERIENCE.search(wanted) and _is_no_deed(place, clause))
    )


def _is_no_deed(place: Place, clause: str) -> bool:
    taken = _COURSE.search(clause) and not _GAVE_A_COURSE.search(clause)
    return bool(taken) or _is_bare_list(place.lines)


def _is_bare_list(lines: str) -> bool:
    """Tell whether lines only name things: "Java, Docker, AWS" says nothing of experience."""
    names = [name.strip(" 　.。・●-–") for name in _SEPARATOR.split(_LABEL.sub("", lines.strip()))]
    named = [name for name in names if name]
    several = len(named) > 1 or len(lines.split()) == 1
    return bool(named) and several and all(map(_is_name, named))


def _is_name(text: str) -> bool:
    words = text.split()
    short = len(text) <= _LONGEST_NAME and len(words) <= _WORDS_OF_A_NAME
    if IDEOGRAPH.search(text):
        short = len(text) <= _LONGEST_NAME // 2
    return short and not _DOES_SOMETHING.search(plain(text))


def _clause(place: Place) -> str:
    """Return the quote with the rest of its sentence on either side."""
    before = plain(place.source[max(0, place.start - _AROUND) : place.start])
    after = plain(place.source[place.end : place.end + _AROUND])
    words = plain(place.words)
    return f"{_CLAUSE.split(before)[-1]}{words}{_CLAUSE.split(after)[0]}"
