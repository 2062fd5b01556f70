"""What one written character is when texts are compared, and which characters say nothing.

Two steps: ``shown`` gives what a person sees (width, compatibility forms and look-alike radicals
folded; case, spaces and punctuation kept), ``searched`` what a search compares (case and variants
folded; spaces, punctuation and decoration gone).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u3099\u309a\uff9e\uff9f\u1161-\u11ff"
)
"""For a character class: marks, and parts of letters, that join the letter before them."""

IDEOGRAPHIC: Final = "\u2e80-\u30fb\u30fd-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""For a character class: scripts written without spaces (and Hangul, whose particles adhere)."""

IDEOGRAPH: Final = re.compile(f"[{IDEOGRAPHIC}]")

ANSWERS: Final = "○◯×△◎✓✔✕✖✗✘"
"""Signs with which tables and forms answer yes or no."""

_BLANKS = frozenset("\u3164\u2800\u115f\u1160\uffa0")
_HYPHENS = frozenset("-\u2010\u2011\u2212\ufe63\uff0d")
_DASHES = frozenset("\u2500\u2501\u301c\uff5e~")
_QUOTES = frozenset("‘’‛′＇`´")
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_MEANT = frozenset("%‰<>≤≥≦≧±=" + ANSWERS)
"""Signs that change what is said."""

# Japanese PDF text often holds radicals in place of the characters that look the same. NFKC maps
# the Kangxi block, but of CJK Radicals Supplement only two. Each pair: radical, character.
_RADICAL_PAIRS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺"
    "⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西"
    "⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼"
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
# Forms of one character that NFKC keeps apart: some names, and what the Kangxi radicals give.
_VARIANT_PAIRS = "髙高﨑崎𠮷吉戶戸黑黒靑青黃黄ёе"

_RADICALS = dict(zip(_RADICAL_PAIRS[::2], _RADICAL_PAIRS[1::2], strict=True))
_VARIANTS = dict(zip(_VARIANT_PAIRS[::2], _VARIANT_PAIRS[1::2], strict=True))


@lru_cache(maxsize=32_768)
def shown(unit: str) -> str:
    """Return what a person sees of one character with its marks; nothing for the invisible.

    Enclosed, superscript and other composed digits stay as they are: NFKC would turn ``①3``
    into ``13``.
    """
    character = unit[0]
    if character in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(character)
    if character in _BLANKS or character == "\t" or category.startswith("Z"):
        return " "
    if category in {"Cf", "Cc"} or _selects_a_variant(character):
        return ""
    if character in _HYPHENS:
        return "-"
    if character in _DASHES or category == "Pd":
        return "\N{EN DASH}"
    if character in _QUOTES:
        return "'"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _composed(unit)


@lru_cache(maxsize=32_768)
def searched(character: str) -> str:
    """Return what a search compares of one shown character."""
    category = unicodedata.category(character)
    if category[0] in "LMN":
        folded = character.casefold()
        return _VARIANTS.get(folded, folded)
    meant = category == "Sc" or character in _MEANT or _hides_a_number(character)
    return character if meant else ""


def _composed(unit: str) -> str:
    if unicodedata.category(unit[0]) == "No" or _hides_a_number(unit[0]):
        return unit[0]
    plain = "".join(_RADICALS.get(character, character) for character in unit)
    return unicodedata.normalize("NFKC", plain).strip()


def _hides_a_number(character: str) -> bool:
    """Tell whether a sign such as ㋀ or ㎡ would leave a loose digit behind."""
    return any(map(str.isdecimal, unicodedata.normalize("NFKC", character)))


def _selects_a_variant(character: str) -> bool:
    return character == "\u034f" or "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0100"
