"""Old encodings are told apart by how they read."""

import pytest

from screening.extract.encodings import decode

JA = "職務経歴書\r\n氏名　朝霧 透\r\nJavaを用いた在庫管理システムの設計・開発を担当した。"
JA_KANA = "ｱｻｷﾞﾘ ﾄｵﾙ\r\n株式会社みなと物流システムにて在庫管理システムを担当。"
RU = "Мирослава Ветрова\r\nИнженер по данным, стаж 6 лет, построила хранилище."
RU_CAPITALS = "РЕЗЮМЕ\r\nВЕТРОВА МИРОСЛАВА\r\nИнженер по данным, стаж шесть лет, город Архангельск"
WESTERN = "Résumé of Zoë Møller – ten years “on call” in Besançon and Malmö"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JA, "utf-8"),
        (JA, "utf-8-sig"),
        (JA, "utf-16"),
        (JA, "utf-16-le"),
        (JA, "utf-16-be"),
        (JA, "utf-32"),
        (JA, "cp932"),
        (JA_KANA, "cp932"),
        (JA, "euc_jp"),
        (JA, "iso2022_jp"),
        (RU, "cp1251"),
        (RU_CAPITALS, "cp1251"),
        (RU, "koi8_r"),
        (RU_CAPITALS, "koi8_r"),
        (WESTERN, "cp1252"),
        ("plain words only", "ascii"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x01\x02", bytes(range(256)) * 4, b"\x89\x8a\xfe\xff\xfd" * 50]
)
def test_bytes_that_are_no_text_are_not_forced_into_one(content: bytes) -> None:
    assert decode(content) is None
