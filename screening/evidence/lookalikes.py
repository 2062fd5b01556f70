"""Which characters recognition takes for each other, because a person nearly would.

Folded as they are searched: small letters, no width, no ё. Numerals are left out.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations
from typing import Final

from screening.evidence.shapes import SHAPES

_LATIN: Final = """
    aàáâãäåā ceo oòóôõöøō eèéêëēė uùúûüūv iíìîïīl nñh nru mn ilj lt tf ftr rn gq gy qg bh hk vy
    nr rt sz zž sš cç yýv wv xk bd ao es dé fp pr hb
"""
_CYRILLIC: Final = """
    ао ое ес ин нп пи ил лп пл лд дл шщ щц цш ыи ьы ъь ьъ бв вз зэ эз эс гт тг гч чу ук кж хк жх
    мн юо фр нм ах кх рф ий нк яа вп
"""
_ACROSS: Final = "aа cс eе oо pр xх yу kк mм tт hн bв iі nп rг uи"
_KANA: Final = """
    ソンリ シツミ クタケワフウ チテナ コユロヨ ヌスメ マムア ラヲフ ルレ ノメ ホオ ハル
    トイ エユ セヤサ いりこ きさちら はほけに るろ ねれわ めあぬ おあ うらろ くへし つう のめ
    たに そて とこ ヘへ ベべ ペぺ リり
"""
_MIXED: Final = "一ー 力カ 口ロ 工エ 夕タ 卜ト 才オ 手チ 木ホ 又ヌ 厶ム 匕ヒ 弋ヤ"
_KANJI: Final = """
    日曰目白口 自白目 干于 己已巳 関問 験騎 検険倹 径経 営宮 講購構溝 復履複 測則 折祈 矢夫 牛午
    水永 名各 右石 際祭 往佳注住 候侯 務努 部郎都 郡群 任仕 件伴 員貝 博専 性姓 令今会合 決快
    話語活 許計 訳訊 調詞 導道 技抜枝 載栽 比此 区匹 業集 薬楽 術析 厚原 応広 店庄 庫車 底低 座坐
    管官 編偏 費貴 質賀 軽転 直置 県具真 私秘 秋科移 講満 果栄 約的 画面 棋模
    検核 話括 問同 遠通 担推 験驗 業樂
"""
"""Beside those that were measured; recognition takes them for each other all the same."""


def _pairs(*tables: str) -> Iterator[tuple[str, str]]:
    for table in tables:
        for group in table.split():
            yield from permutations(group, 2)


def _measured() -> Iterator[tuple[str, str]]:
    for group in SHAPES.split():
        for other in group[1:]:
            yield from permutations((group[0], other))


_PAIRS: Final = frozenset(
    (*_measured(), *_pairs(_LATIN, _CYRILLIC, _ACROSS, _KANA, _MIXED, _KANJI))
)
_TWINS: Final = dict(zip("АВСЕНКМОРТХУаесорху", "ABCEHKMOPTXYaecopxy", strict=True))
_SMALL: Final = dict(
    zip(
        "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ",
        "あいうえおつやゆよわアイウエオツヤユヨワカケ",
        strict=True,
    )
)


def twins(one: str, other: str) -> bool:
    """Tell whether two written letters are one shape in two alphabets."""
    return _TWINS.get(one, one) == _TWINS.get(other, other)


@lru_cache(maxsize=4_096)
def alike(one: str, other: str) -> bool:
    """Tell whether one character may be read for another."""
    return (one, other) in _PAIRS or _bare(one) == _bare(other)


def _bare(character: str) -> str:
    """Take off the marks of a letter, and the smallness of a kana."""
    plain = unicodedata.normalize("NFD", character)[:1]
    return _SMALL.get(plain, plain)
