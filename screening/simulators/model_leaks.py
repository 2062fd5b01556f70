"""What a model says that nobody may read in a comment: who the person is, and what is clickable."""

import re
from dataclasses import replace

from screening.simulators.model_said import Said
from screening.simulators.prompt_reading import Prompt

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+?\d[\d\- ()]{8,}\d|〒\s?\d{3}-?\d{4}")
_BORN = re.compile(
    r"(?:満?\d{2}\s?(?:歳|才))|(?:\b\d{2} (?:years old|лет\b))"
    r"|(?:生年月日|born|дата рождения).{0,24}",
    re.IGNORECASE,
)
_CLICKABLE = (
    "[profile](https://tracking.example/p?id=7)",
    "https://tracking.example/cv",
    "@channel @here @recruiter",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "![x](https://tracking.example/pixel.png)",
    "#fix R1 met",
)
_ABOUT = {
    "ja": ("見本 太郎さん（34歳・男性・既婚）は国籍の記載がありません。", "お子さんはいますか？"),
    "ru": ("Пример Пётр Иванович, 34 года, мужчина, женат.", "Планируете ли вы детей?"),
    "en": ("Sam Sample, 34, a married man, of foreign nationality.", "Are you planning children?"),
}


def leaked(prompt: Prompt, honest: Said) -> Said:
    """Add to what is honest whatever tells who the person is, and what could be clicked."""
    about, question = _ABOUT[_language(prompt.text)]
    contacts = (*_CONTACT.findall(prompt.text), *_BORN.findall(prompt.text))
    name = prompt.lines[0][1] if prompt.lines else ""
    told = (about, name, *contacts[:4])
    given = tuple(
        replace(each, missing=" ".join((*told, _CLICKABLE[index % len(_CLICKABLE)])))
        for index, each in enumerate(honest.given)
    )
    questions = (f"{question} {' '.join(contacts[:2])}".strip(), *_CLICKABLE)
    return replace(honest, given=given, questions=questions)


def _language(text: str) -> str:
    if re.search(r"[ぁ-んァ-ヶ一-龥]", text):
        return "ja"
    return "ru" if re.search(r"[А-Яа-яё]", text) else "en"
