"""Says how plausible a text is as Japanese, Russian, Chinese, Korean or Western writing.

For texts in old encodings only: the right table gives the usual letters of a language, a wrong
one gives rare letters in odd orders.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

THRESHOLD: Final = 0.5
"""A text below is none of these languages."""
_FEW = 6
_FREQUENT_CYRILLIC = frozenset("оеаинтсрвл")
_CYRILLIC_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")
_CYRILLIC_PAIRS = frozenset(
    re.findall(
        "..",
        "стнотонаеновниравокоропралересреполитиинетостеанлоорнеголеолотдетькаелтаатвидазалама"
        "рисяитедобизомскныилогннвавемимосотртуусутчтэкемиеияиюойыхыйаяоеийымихруиревоппыытаб"
        "божаажекнтпеарикклсидиамаюциацисиччеещщехр",
    )
)
"""Letters that often follow each other in Russian."""
_TORN_WORD = re.compile("[а-яё][А-ЯЁ]|[а-яё][\u2500-\u259f]+[а-яё]")
_MIXED_WORD = re.compile("[A-Za-z][\u0400-\u045f]|[\u0400-\u045f][A-Za-z]")
_CYRILLIC_MARKS = frozenset("—–«»“”„…№•©®°·±§\u00a0€‘’")
_FRAMES = re.compile("[\u2500-\u259f]")
_WESTERN_MARKS = frozenset("–—‘’“”•…€£©®·«»°§¡¿±²³½¼\u00a0")
_WESTERN_ROW = re.compile("[\u00c0-\u017f]{3,}|[\u00a1-\u00bf][\u00c0-\u017f][\u00a1-\u00bf]")
_TORN_WESTERN = re.compile("[a-z][\u00c0-\u00deŠŒŽŸ]")
_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把"
    "性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质"
    "气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题程展五果料员位入常文总次品式活设及管"
    "特件长求基资路级少图统接知较将组见计别期根论运指区强先回任取据处给保规领导器世金术交受联认共收证改己美"
    "单教速带安场务具每目达议报完类确科信节整空元集传记需段研究算持书容商技备办省列习约团历市除构准精值号率"
    "选标写院查型格易置育识适调满照参引项负责职务经验管理熟悉姓名电话邮箱项目软件系统"
)
_TRADITIONAL = frozenset(
    "的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可後小心多"
    "天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分"
    "將外但身與高意進把法此實回二理美點月明其種全工者向情部正名定問力機給等業最間新便位因重電四第門相次使教"
    "再平信少關並內加化由代產入先五體別處總場師書比住員性通目報立活難數件安表原應路期常提感更反合放做系計司"
    "利受果及務制解各任至清記邊接許特題建度統色請交認算論科社術結指流每管連資帶條院變聯權展該領傳近治決保達"
    "辦運強步完深區求品轉量技程告語英基式識收設始歷商容研站廣改議形專案負責職務經驗姓名電話聯絡軟體網路"
)
_HANGUL = frozenset(
    "이다는의에을가고하지로기사한도서리인대어시자들해그나일아수과라정부으전스를은성보장주제상구원만있및경력업무"
    "학교용개발년월담당프관계동술회영화"
)


def japanese(text: str) -> float:
    """Kana and kanji speak for it, half-width kana (any byte may be one) against it."""
    foreign = _foreign(text)
    size = max(len(foreign), 1)
    kanji = [c for c in foreign if "\u4e00" <= c <= "\u9fff"]
    signs = _count(foreign, lambda c: "\u3000" <= c <= "\u303f" or "\uff01" <= c <= "\uff5e")
    circled = _count(foreign, lambda c: "\u2100" <= c <= "\u24ff" or "\u3220" <= c <= "\u33ff")
    half = _count(foreign, lambda c: "\uff61" <= c <= "\uff9f")
    kana = _count(foreign, lambda c: "\u3041" <= c <= "\u30ff")
    usual = _count(kanji, _is_usual_kanji) / max(len(kanji), 1)
    bare = (len(kanji) * usual**2 + kana + signs + circled - half) / size
    # kanji without any kana may be anything
    return bare + 0.2 if kana / size > 0.15 else bare * 0.85


def _is_usual_kanji(character: str) -> bool:
    """Tell the half of the characters that nearly all Japanese is written with."""
    try:
        return 0x88 <= character.encode("cp932")[0] <= 0x97
    except UnicodeEncodeError:
        return False


def cyrillic(text: str) -> float:
    """Frequent letters and pairs speak for it, torn words against it."""
    foreign = [c for c in _foreign(text) if c not in _CYRILLIC_MARKS]
    frames = _FRAMES.findall(text)
    letters = [c.lower() for c in foreign if c.lower() in _CYRILLIC_LETTERS]
    if not letters:
        return 0.0
    size = len(foreign) - (len(frames) if 2 * len(frames) < len(letters) else 0)
    rows = re.findall("[\u0400-\u045f]{2,}", text.lower())
    pairs = [row[i : i + 2] for row in rows for i in range(len(row) - 1)]
    usual = _count(pairs, lambda pair: pair in _CYRILLIC_PAIRS) / max(len(pairs), 1)
    frequent = _count(letters, lambda c: c in _FREQUENT_CYRILLIC) / len(letters)
    odd = (len(_TORN_WORD.findall(text)) + len(_MIXED_WORD.findall(text))) / len(letters)
    return (len(letters) / size) ** 2 * (0.2 + 0.3 * frequent + 0.8 * usual) - 4 * odd


def western(text: str) -> float:
    """Single accented letters and typographic marks, never long rows of them."""
    foreign = _foreign(text)
    fitting = _count(foreign, lambda c: _is_western(c))
    rows = sum(len(row) for row in _WESTERN_ROW.findall(text))
    plain = _count(text, lambda c: c.isascii() and c.isalpha())
    rare = len(foreign) / max(plain, 1) > 0.5
    torn = len(_TORN_WESTERN.findall(text))
    return (0.6 * fitting - rows - torn) / max(len(foreign), 1) - (0.3 if rare else 0.0)


def _is_western(character: str) -> bool:
    letter = character.isalpha() and character < "\u0180" and character not in "ýþðÝÞÐ"
    return letter or character in _WESTERN_MARKS


def simplified(text: str) -> float:
    """Frequent characters of Chinese as it is written on the mainland."""
    return _chinese(text, _SIMPLIFIED)


def traditional(text: str) -> float:
    """Frequent characters of Chinese as it is written in Taiwan and Hong Kong."""
    return _chinese(text, _TRADITIONAL)


def korean(text: str) -> float:
    """Syllables of Korean, the frequent ones foremost."""
    foreign = [c for c in _foreign(text) if not "\u3000" <= c <= "\u303f"]
    if not foreign:
        return 0.0
    syllables = _count(foreign, lambda c: "\uac00" <= c <= "\ud7a3") / len(foreign)
    frequent = _count(foreign, lambda c: c in _HANGUL) / max(len(foreign), _FEW)
    return syllables * (0.3 + 1.5 * frequent)


def _chinese(text: str, usual: frozenset[str]) -> float:
    foreign = _foreign(text)
    letters = [c for c in foreign if "\u3400" <= c <= "\u9fff"]
    if not letters:
        return 0.0
    punctuation = _count(
        foreign, lambda c: "\u3000" <= c <= "\u301f" or "\uff01" <= c <= "\uff5e" or c in "“”‘’—…·"
    )
    # a few characters may be anything
    frequent = _count(letters, lambda c: c in usual) / max(len(letters), _FEW)
    return (len(letters) + punctuation) / len(foreign) * min(0.15 + 1.6 * frequent, 1.1)


def _foreign(text: str) -> list[str]:
    return [c for c in text if c > "\x7f"]


def _count(characters: Iterable[str], fits: Callable[[str], bool]) -> int:
    return sum(1 for c in characters if fits(c))


Score = Callable[[str], float]
CANDIDATES: Final[tuple[tuple[str, Score], ...]] = (
    ("cp932", japanese),
    ("euc_jis_2004", japanese),
    ("cp1251", cyrillic),
    ("koi8_r", cyrillic),
    ("koi8_u", cyrillic),
    ("cp866", cyrillic),
    ("mac_cyrillic", cyrillic),
    ("iso8859_5", cyrillic),
    ("gb18030", simplified),
    ("cp950", traditional),
    ("cp949", korean),
    ("cp1252", western),
    ("mac_roman", western),
)
"""Old encodings, and what speaks for a text that was read with each; the usual ones first."""
