"""Texts that are made to measure judging: a very long CV, and honest words that say nothing."""

import re
from collections.abc import Sequence

PAGES = 20
LINES_ON_PAGE = 45
TIMES = 3
"""How long a padded CV is, compared with the plain one."""

_FILLER = {
    "ja": (
        "休日は近所の公園を散歩し、季節の花の写真を撮っています。",
        "社内の読書会に毎月参加し、小説の感想を話し合いました。",
        "通勤ではなるべく階段を使うようにしています。",
        "年末には部署の大掃除と忘年会の会場選びを手伝いました。",
        "好きな料理は焼き魚と味噌汁です。",
        "地域の清掃活動に年二回参加しています。",
    ),
    "ru": (
        "В выходные гуляю в парке и фотографирую цветы.",
        "Каждый месяц хожу в книжный клуб, где мы обсуждаем романы.",
        "По утрам делаю зарядку и варю кофе.",
        "Перед праздниками украшаю гостиную и выбираю место для ужина.",
        "Люблю рыбу на гриле и овощной суп.",
        "Два раза в год убираю двор вместе с соседями.",
    ),
    "en": (
        "At weekends I walk in the park and take pictures of flowers.",
        "Every month I join a book club where we talk about novels.",
        "In the morning I stretch a little and make coffee.",
        "Before the holidays I choose the room for dinner and hang up the lights.",
        "I like grilled fish and vegetable soup.",
        "Twice a year I sweep the yard together with the neighbours.",
    ),
}


def padded(lines: Sequence[str]) -> str:
    """Return a CV with honest, irrelevant words before and after it, three times as long."""
    filler = _FILLER[language_of("\n".join(lines))]
    wanted = sum(map(len, lines)) * (TIMES - 1)
    added: list[str] = []
    while sum(map(len, added)) < wanted:
        added.append(filler[len(added) % len(filler)])
    half = len(added) // 2
    return "\n".join([*added[:half], *lines, *added[half:]])


def long_cv(lines: Sequence[str]) -> str:
    """Return a CV of twenty full pages with the given lines on its last one."""
    filler = _FILLER[language_of("\n".join(lines))]
    wanted = PAGES * LINES_ON_PAGE - len(lines)
    pages = [f"{filler[at % len(filler)]} ({at + 1})" for at in range(wanted)]
    return "\n".join([*pages, *lines])


def language_of(text: str) -> str:
    """Tell which of our three languages a text is in."""
    if re.search(r"[ぁ-んァ-ヶ]", text):
        return "ja"
    return "ru" if len(re.findall(r"[А-Яа-яё]", text)) > len(text) // 4 else "en"
