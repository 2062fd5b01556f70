"""One name in several scripts: keys under which its spellings meet.

A key is for comparing only. Kana, the ways to write Japanese in Latin letters (Hepburn, Kunrei,
passports) and in Cyrillic meet under one; Cyrillic and its transliterations under another.
"""

import re
from itertools import chain
from typing import Final

from screening.blind.folded import folded

_VOWELS: Final = "aiueo"
_ROWS: Final = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの",
    "h": "はひふへほ", "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ",
    "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
_KANA: Final = {
    **{
        kana: consonant + vowel
        for consonant, row in _ROWS.items()
        for kana, vowel in zip(row, _VOWELS, strict=True)
    },
    **dict(
        zip("やゆよわゐゑをんゔ", ("ya", "yu", "yo", "wa", "i", "e", "o", "n", "b"), strict=True)
    ),
    **dict(zip("ぁぃぅぇぉゎー", (*"aiueo", "wa", ""), strict=True)),
}
_GLIDES: Final = dict(zip("ゃゅょ", ("ya", "yu", "yo"), strict=True))

# Longer spellings first; each is written as Kunrei writes it.
_TO_KUNREI: Final = (
    ("tch", "tty"), ("shi", "si"), ("sh", "sy"), ("chi", "ti"), ("ch", "ty"), ("tsu", "tu"),
    ("dji", "zi"), ("dzu", "zu"), ("du", "zu"), ("di", "zi"), ("ji", "zi"), ("jy", "zy"),
    ("j", "zy"), ("fu", "hu"), ("f", "hu"), ("l", "r"), ("v", "b"), ("wo", "o"), ("c", "k"),
)  # fmt: skip
_POLIVANOV: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "zy", "z", "i", "i", "k", "r", "m", "n", "o", "p"),
            *("r", "s", "t", "u", "h", "h", "t", "ty", "sy", "sy", "", "i", "", "e", "yu", "ya"),
        ),
        strict=True,
    )
)
_JAPANESE = re.compile(
    r"(?:(?:ch|sh|ts|[kstnhmrgzjdbpyfw]|[knhmrgbp]y|[sz]y|ty|tch|(?P<d>[kstpc])(?=(?P=d)))?[aiueo]"
    r"|n(?![aiueoy])|m(?=[bmp])|(?<=o)h(?![aiueo])|'|[kstpc](?=[kstpc]))+"
)

_LATIN: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        (
            *("a", "b", "v", "g", "d", "e", "Z", "z", "i", "i", "k", "l", "m", "n", "o", "p"),
            *("r", "s", "t", "u", "f", "h", "c", "C", "S", "S", "", "i", "", "e", "iu", "ia"),
            *("i", "i", "e", "g"),
        ),
        strict=True,
    )
)
_TO_KEY: Final = (
    (r"shch|sch|sh", "S"), (r"zh", "Z"), (r"kh", "h"), (r"tch|ch", "C"), (r"t[sz](?!c)", "c"),
    (r"x", "ks"), (r"w", "v"), (r"ff(?=$)", "v"), (r"ph", "f"), (r"[iyj]+", "i"), (r"ie", "e"),
    (r"['’`\"-]", ""),
)  # fmt: skip
_TO_CYRILLIC: Final = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("ya", "я"), ("iu", "ю"), ("ia", "ия"), ("yo", "е"), ("ye", "е"), ("ju", "ю"),
    ("ja", "я"), ("x", "кс"), ("iy", "ий"), ("ey", "ей"), ("ay", "ай"), ("oy", "ой"),
    *zip("abvgdezijklmnoprstufhcwyq", "абвгдезийклмнопрстуфхквык", strict=True),
)  # fmt: skip
# Given names that are other words in another language.
_EQUALS: Final = (
    ("aleksandr", "aleksander", "alexander", "alex"), ("andrei", "andrew"), ("mihail", "michael"),
    ("evgeni", "eugene"), ("petr", "peter", "piotr"), ("pavel", "paul"), ("elena", "helen"),
    ("iulia", "julia", "iulia"), ("natalia", "natalie"), ("ekaterina", "catherine", "katerina"),
    ("nikolai", "nicholas"), ("sergei", "serge"), ("fedor", "fiodor", "theodore"), ("lev", "leo"),
)  # fmt: skip
_ENDINGS: Final = (
    ("ский", ("ского", "скому", "ским", "ском", "ская", "ской", "скую", "ские", "ских", "скими")),
    ("ская", ("ской", "скую", "скою", "ский", "ского", "скому", "ским", "ском", "ские", "ских")),
    ("ый", ("ого", "ому", "ым", "ом", "ая", "ой", "ую", "ые", "ых")),
    ("ой", ("ого", "ому", "ым", "ом", "ая", "ой", "ую", "ые", "ых")),
    ("ая", ("ой", "ую", "ою", "ый", "ий", "ого", "ому", "ым", "ом", "ые", "ых")),
    ("ий", ("ия", "ию", "ием", "ии", "ие", "его", "ему", "им", "ем")),
    ("ия", ("ии", "ию", "ией", "иею", "ие")),
    ("ья", ("ьи", "ье", "ью", "ьей", "ьею")),
    ("я", ("и", "е", "ю", "ей", "ею")),
    ("а", ("ы", "и", "е", "у", "ой", "ей", "ою")),
    ("ец", ("ца", "цу", "цом", "цем", "це", "цы")),
    ("ел", ("ла", "лу", "лом", "ле")),
    ("ок", ("ка", "ку", "ком", "ке")),
    (
        "ев",
        ("ева", "еву", "евым", "евом", "еве", "евой", "евы", "евых", "ьва", "ьву", "ьвом", "ьве"),
    ),
    ("й", ("я", "ю", "ем", "е")),
    ("ь", ("я", "ю", "ем", "е", "и", "ью")),
)
_FAMILY_A = re.compile(r".+(?:ов|ев|ин|ын)а")
_CONSONANT = re.compile(r".*[бвгджзклмнпрстфхцчшщ]")


def romaji_key(latin: str) -> str:
    """Return the key of a Japanese word in Latin letters."""
    word = latin.replace("'", "").replace("’", "")
    for spelling, plain in _TO_KUNREI:
        word = word.replace(spelling, plain)
    word = re.sub(r"y(?=i)", "", word)
    word = re.sub(r"m(?=[bpm])", "n", word)
    word = re.sub(r"(?<=o)h(?![aiueoy])|(?<=o)[uo]+|(?<=u)u+|(?<=i)i+|(?<=e)i(?=$)", "", word)
    return re.sub(r"(.)\1+", r"\1", word)


def kana_key(hiragana: str) -> str:
    """Return the key of a word in kana, folded to hiragana."""
    made: list[str] = []
    for at, kana in enumerate(hiragana):
        if kana == "っ":
            following = _KANA.get(hiragana[at + 1 : at + 2], "")
            made.append(following[:1])
        elif kana in _GLIDES and made:
            made[-1] = made[-1][:-1] + _GLIDES[kana]
        else:
            made.append(_KANA.get(kana, _GLIDES.get(kana, "")))
    return romaji_key("".join(made))


def japanese_cyrillic_key(cyrillic: str) -> str:
    """Return the key of a Japanese word in Cyrillic letters."""
    word = cyrillic.replace("дз", "з").replace("ё", "е")
    return romaji_key("".join(_POLIVANOV.get(letter, "") for letter in word))


def japanese(latin: str) -> bool:
    """Tell whether a word may be Japanese in Latin letters."""
    return bool(_JAPANESE.fullmatch(latin))


def slavic_key(word: str) -> str:
    """Return the key of a word in Cyrillic, or in Latin letters taken from it."""
    spelled = "".join(_LATIN.get(letter, letter) for letter in word)
    for pattern, plain in _TO_KEY:
        spelled = re.sub(pattern, plain, spelled)
    return re.sub(r"(.)\1+", r"\1", spelled)


def cases(name: str) -> frozenset[str]:
    """Return a Russian name in all cases, and the family's other forms; small letters, no ё."""
    found = {name}
    if _FAMILY_A.fullmatch(name):
        found |= {name[:-1] + end for end in ("", "у", "ым", "е", "ы", "ых", "ыми", "ой", "ою")}
    for ending, others in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            found |= {name[: -len(ending)] + other for other in others}
            break
    if _CONSONANT.fullmatch(name):
        found |= {name + end for end in ("а", "у", "ом", "ем", "ым", "е", "ы", "ой", "ых", "ыми")}
    return frozenset(found)


def to_cyrillic(latin: str) -> tuple[str, ...]:
    """Guess how a Latin spelling was written in Cyrillic; only good enough for its key."""
    word = folded(latin)
    for spelling, letters in _TO_CYRILLIC:
        word = word.replace(spelling, letters)
    return (word, word + "ь") if word[-1:] in set("влнрт") else (word,)


def equals(key: str) -> frozenset[str]:
    """Return the keys of the same given name in other languages."""
    keys = (frozenset(map(slavic_key, group)) for group in _EQUALS)
    return frozenset(chain.from_iterable(group for group in keys if key in group)) | {key}
