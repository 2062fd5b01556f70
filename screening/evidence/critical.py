"""The words that may never be misread: denials, demands, and words for numbers and months."""

import re

from screening.denials import plain

_CRITICAL = re.compile(
    r"""
      \b(?:no|not|never|none|nor|neither|nothing|without|cannot|lacks?|lacking|hardly|barely|less
      |fewer|least|most|more|under|over|above|below|only|zero|one|two|three|four|five|six|seven
      |eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen
      |(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?
      |half|twice|once|double|january|february|march|april|may|june|july|august|september|october
      |november|december|[ivx]{2,4}|required|optional|preferred|mandatory|want|hope)\b|n['’]t\b
    | \b(?:не|ни|нет|без|никогда|отсутств\w*|до|от|более|менее|больше|меньше|свыше|только|хочу
      |один|одн\w{1,3}|два|две|двух|двое|три|тр[её]х|трое|четыр\w*|четверо|пят[ьи]\w*|шест[ьи]\w*
      |сем[ьи]\w*|восьм\w*|восемь\w*|девят\w*|десят\w*|сто|двести|триста|сот\w*|тысяч\w*
      |миллион\w*|миллиард\w*|полтор\w*|январ\w*|феврал\w*|март\w*|апрел\w*|ма[йяе]|июн\w*
      |июл\w*|август\w*|сентябр\w*|октябр\w*|ноябр\w*|декабр\w*)\b
    | [未無不非否没欠副元旧新前後再準全半主助補仮他約超総]|な[いしくか]|ません|ず|ぬ|た[いく]
    | ゼロ|必須|歓迎|尚可|以上|以下|以内|[○◯×△◎✓✔✕✖✗✘]
    """,
    re.VERBOSE,
)
_LONG_NUMBER = re.compile(
    "three|seven|eight|eleven|twelve|hundreds?|thousands?|четыр.*|девят.*|десят.*"
)


def agree(said: str, read: str) -> bool:
    """Tell whether both say the same; a long word for a number may be misread for no word."""
    lost, left = [], _CRITICAL.findall(plain(read))
    for word in _CRITICAL.findall(plain(said)):
        if left[:1] == [word]:
            left = left[1:]
        else:
            lost.append(word)
    return not left and all(map(_LONG_NUMBER.fullmatch, lost))
