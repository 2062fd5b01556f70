"""Invented Japanese people: kanji, both kana, half width, Latin letters, eras."""

import random

from screening.bench.invented.person import Birth, Invented, Words, known

_SHOWA_ENDS = 1989
_KANA = (
    ("アイウエオカキクケコサシスセソタチツテトナニヌネノ", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉ"),
    ("ハヒフヘホマミムメモヤユヨラリルレロワヲン", "ﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    ("ァィゥェォャュョッー", "ｧｨｩｪｫｬｭｮｯｰ"),
)
_HALF = dict(pair for full, half in _KANA for pair in zip(full, half, strict=True))
_VOICED = "カキクケコサシスセソタチツテトハヒフヘホ"
_HALF |= {chr(ord(kana) + 1): _HALF[kana] + "ﾞ" for kana in _VOICED}
_HALF |= {chr(ord(kana) + 2): _HALF[kana] + "ﾟ" for kana in "ハヒフヘホ"}
_NARROWED = {ord(full): half for full, half in _HALF.items()}


def japanese(words: Words, dice: random.Random) -> Invented:
    """Make up one person."""
    woman = dice.random() < 0.5
    sur, given = dice.choice(words.surnames), dice.choice(words.women if woman else words.men)
    says = {
        **words.said(dice),
        **_names(sur, given, " " if dice.random() < 0.4 else "\u3000"),
        **_contacts(_plain(sur[2]), _plain(given[2]), dice),
        **_birth(Birth.draw(dice)),
        "sex": "女" if woman else "男",
        "sex_long": "女性" if woman else "男性",
    }
    in_ats = (
        (says["kanji"],),
        (says["kanji_joined"],),
        (says["kanji"], says["kata"]),
        (f"{says['kanji']}（{says['hira']}）",),
        (says["kanji"], says["romaji_gs"]),
    )
    spelled = [spelling for part in (sur, given) for spelling in (part[2], _plain(part[2]))]
    return Invented(
        ats=known(dice, dice.choice(in_ats), says["email"], says["mobile"]),
        region=dice.choice(words.regions),
        says=says,
        names=(sur[0], sur[0] + given[0], sur[1] + given[1], *says["kata"].split(), *spelled),
    )


def _names(sur: tuple[str, ...], given: tuple[str, ...], gap: str) -> dict[str, str]:
    kata = [_katakana(part[1]) for part in (sur, given)]
    return {
        "kanji": f"{sur[0]}{gap}{given[0]}",
        "kanji_joined": sur[0] + given[0],
        "kanji_spaced": " ".join(sur[0]) + "\u3000" + " ".join(given[0]),
        "sur": sur[0],
        "given": given[0],
        "hira": f"{sur[1]}{gap}{given[1]}",
        "hira_joined": sur[1] + given[1],
        "kata": f"{kata[0]}{gap}{kata[1]}",
        "half": f"{kata[0]} {kata[1]}".translate(_NARROWED),
        "romaji_gs": f"{given[2]} {sur[2]}",
        "romaji_sg": f"{sur[2]} {given[2]}",
        "romaji_upper": f"{sur[2].upper()} {given[2]}",
    }


def _contacts(sur: str, given: str, dice: random.Random) -> dict[str, str]:
    mobile = f"0{dice.choice('789')}0-0000-{dice.randint(0, 9999):04}"
    locals_ = (
        f"{given}.{sur}",
        f"{sur}{given}",
        f"{given[0]}.{sur}{dice.randint(1, 99)}",
        f"{sur}_{given[0]}",
    )
    return {
        "email": f"{dice.choice(locals_)}@example.{dice.choice(('jp', 'com', 'org'))}",
        "mobile": mobile,
        "mobile_flat": mobile.replace("-", ""),
        "phone_intl": "+81 " + mobile[1:].replace("-", dice.choice(("-", " "))),
        "github": f"https://github.com/{given}-{sur}",
        "linkedin": f"linkedin.com/in/{given}-{sur}-{dice.randint(100, 999)}",
        "handle": f"@{given}_{sur[:4]}",
        "site": f"https://{sur}.example.com/portfolio",
    }


def _birth(birth: Birth) -> dict[str, str]:
    showa = birth.year < _SHOWA_ENDS
    year = birth.year - (1925 if showa else 1988)
    return {
        "age": str(birth.age),
        "birth_seireki": f"{birth.year}年{birth.month}月{birth.day}日",
        "birth_wareki": f"{'昭和' if showa else '平成'}{year}年{birth.month}月{birth.day}日",
        "birth_slash": f"{birth.year}/{birth.month:02}/{birth.day:02}",
    }


def _katakana(hiragana: str) -> str:
    return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in hiragana)


def _plain(romaji: str) -> str:
    return romaji.replace("'", "").lower()
