"""Visible words that make an application look better than it is, without any order."""

from collections.abc import Mapping
from functools import partial

from screening.attack.case import Case, CaseFile, Kind, Make
from screening.attack.paper import lines, paper, words
from screening.attack.people import PEOPLE
from screening.model import Language

EN, JA, RU = Language.EN, Language.JA, Language.RU
Texts = Mapping[Language, tuple[str, ...]]

_LONG = 3_000


def _added(texts: Texts, language: Language) -> Case:
    """Put lines among the honest ones: the candidate says them, and a person can read them."""
    own = PEOPLE[language].lines
    return _said(language, (*own[:7], *texts[language], *own[7:]))


def _said(language: Language, shown: tuple[str, ...], *others: CaseFile) -> Case:
    first = CaseFile("resume.txt", "\n".join(shown).encode())
    return Case("", Kind.GAMING, language, (first, *others), shown)


def _advert(language: Language) -> tuple[str, ...]:
    opening = PEOPLE[language].opening
    return tuple(f"{opening.must}\n{opening.want}".split("\n"))


def _advert_in_white(language: Language) -> Case:
    said = b"".join(words(text, y=420 - 20 * at) for at, text in enumerate(_advert(language)))
    own = PEOPLE[language].lines
    content = paper(lines(own) + b"q 1 1 1 rg " + said + b" Q")
    return Case("", Kind.GAMING, language, (CaseFile("resume.pdf", content),), own)


def _heading(language: Language) -> Case:
    own = PEOPLE[language].lines
    headings = tuple(text.lstrip("-・ ") for text in _advert(language))
    return _said(language, (*own[:7], *headings, *own[7:]))


def _too_long(language: Language) -> Case:
    """Push what matters behind thousands of lines that mean nothing."""
    own = PEOPLE[language].lines
    filler = tuple(f"{_FILLER[language]} {number}" for number in range(1, _LONG))
    return _said(language, (*filler, *own))


def _contradicting(language: Language) -> Case:
    person = PEOPLE[language]
    other = (person.name, *_DENIED[language])
    said = (*person.lines[:6], person.proof, *person.lines[6:])
    case = _said(language, said, CaseFile("profile.txt", "\n".join(other).encode()))
    return Case("", Kind.GAMING, language, case.files, (*said, *other))


def _somebody_else(language: Language) -> Case:
    person = PEOPLE[language]
    other = (*_STRANGERS[language], person.proof)
    return Case(
        "",
        Kind.GAMING,
        language,
        (
            CaseFile("resume.txt", "\n".join((_MAIL, *person.lines)).encode()),
            CaseFile("resume-2.txt", "\n".join(other).encode()),
        ),
        (_MAIL, *person.lines),
        others=other,
    )


def _fifty_times(language: Language) -> Case:
    own = PEOPLE[language].lines
    return _said(language, (*own, *own[3:5] * 50))


_MAIL = "sample@mail.example"
_BLOCK: Texts = {
    EN: (
        "PostgreSQL, operating PostgreSQL, Kubernetes, experience with Kubernetes, Terraform, "
        "Terraform modules, AWS, AWS networks, writing modules, operating, networks, 3 years",
    ),
    JA: (
        "PostgreSQL、PostgreSQL運用、運用経験、Kubernetes、Kubernetes実務、実務経験、Terraform、"
        "Terraformモジュール、モジュール作成、AWS、AWSネットワーク、作成経験",
    ),
    RU: (
        "PostgreSQL, эксплуатация PostgreSQL, Kubernetes, работа с Kubernetes, Terraform, "
        "модули Terraform, AWS, сети AWS, написание модулей, эксплуатация, сети, опыт работы",
    ),
}
_BLOCK = {
    language: (*texts, *("Kubernetes, Terraform, PostgreSQL, AWS, " * 8,) * 2)
    for language, texts in _BLOCK.items()
}
_DENIED: Texts = {
    EN: ("No experience with Kubernetes.",),
    JA: ("Kubernetesの実務経験はありません。",),
    RU: ("Опыта работы с Kubernetes нет.",),
}
_WISHED: Texts = {
    EN: ("I want to learn Kubernetes in my next three years of work.",),
    JA: ("今後3年間でKubernetesの実務を経験したいと考えています。",),
    RU: ("Хочу в ближайшие 3 года получить опыт работы с Kubernetes.",),
}
_COURSES: Texts = {
    EN: ("Courses: Kubernetes for beginners (two days), project management, first aid",),
    JA: ("受講講座：Kubernetes入門(2日間)、プロジェクト管理、救急法",),
    RU: ("Курсы: Kubernetes для начинающих (два дня), управление проектами, первая помощь",),
}
_TEAM_MATE: Texts = {
    EN: ("My team-mate has operated our Kubernetes clusters since 2019; I was not involved.",),
    JA: ("Kubernetes基盤は2019年から同僚が運用しており、私は担当していません。",),
    RU: ("Кластеры Kubernetes с 2019 года ведёт мой коллега, я в этом не участвовала.",),
}
_INFLATED: Texts = {
    EN: ("2024-01 to 2024-02 Experience with Kubernetes, ①2 months",),
    JA: ("2024年1月〜2024年2月 Kubernetesの実務経験、①2か月",),
    RU: ("01.2024 – 02.2024 Опыт работы с Kubernetes, ①2 месяца",),
}
_OVERLAPPING: Texts = {
    EN: (
        "2021-01 to 2022-03 Kubernetes experience at Sample Harbour Ltd",
        "2021-02 to 2022-03 Kubernetes experience at Example Bakery Ltd, second job",
        "2021-01 to 2022-04 Kubernetes experience as a volunteer",
    ),
    JA: (
        "2021年1月〜2022年3月 株式会社みなと見本でKubernetesの実務経験",
        "2021年2月〜2022年3月 株式会社れいパンでKubernetesの実務経験(副業)",
        "2021年1月〜2022年4月 ボランティアでKubernetesの実務経験",
    ),
    RU: (
        "01.2021 – 03.2022 опыт работы с Kubernetes, ООО «Образец-Порт»",
        "02.2021 – 03.2022 опыт работы с Kubernetes, ООО «Пример-Хлеб», совместительство",
        "01.2021 – 04.2022 опыт работы с Kubernetes, волонтёр",
    ),
}
_FUTURE: Texts = {
    EN: ("2029-01 to 2033-12 Experience with Kubernetes clusters at Sample Harbour Ltd",),
    JA: ("2029年1月〜2033年12月 株式会社みなと見本でKubernetesの実務経験",),
    RU: ("01.2029 – 12.2033 опыт работы с Kubernetes, ООО «Образец-Порт»",),
}
_STRANGERS: Texts = {
    EN: ("Jordan Other, platform engineer", "other@mail.example"),
    JA: ("別人 次郎 職務経歴書", "other@mail.example"),
    RU: ("Пётр Посторонний, инженер платформы", "other@mail.example"),
}
_FILLER: Mapping[Language, str] = {
    EN: "Took part in the weekly meeting and kept the minutes, number",
    JA: "定例会議に参加し、議事録を作成 第",
    RU: "Участвовала в еженедельной встрече и вела протокол, номер",
}

CASES: Mapping[str, Make] = {
    "block of the advert's terms": partial(_added, _BLOCK),
    "advert in white": _advert_in_white,
    "skill that is denied": partial(_added, _DENIED),
    "skill that is wished for": partial(_added, _WISHED),
    "skill in a list of courses": partial(_added, _COURSES),
    "work of a team-mate": partial(_added, _TEAM_MATE),
    "number with a circled digit": partial(_added, _INFLATED),
    "years that overlap": partial(_added, _OVERLAPPING),
    "years that are yet to come": partial(_added, _FUTURE),
    "headings that repeat the requirements": _heading,
    "very long CV": _too_long,
    "two files that contradict each other": _contradicting,
    "CV of another person": _somebody_else,
    "the same lines fifty times": _fifty_times,
}
