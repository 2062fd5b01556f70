"""Old encodings are told apart by how they read."""

import pytest

from screening.extract.encodings import decode, decode_as

JA = "職務経歴書\r\n氏名　朝霧 透\r\nJavaを用いた在庫管理システムの設計・開発を担当した。"
JA_KANA = "ｱｻｷﾞﾘ ﾄｵﾙ\r\n株式会社みなと物流システムにて在庫管理システムを担当。"
RU = "Мирослава Ветрова\r\nИнженер по данным, стаж 6 лет, построила хранилище."
RU_CAPITALS = "РЕЗЮМЕ\r\nВЕТРОВА МИРОСЛАВА\r\nИнженер по данным, стаж шесть лет, город Архангельск"
RU_SHORT = "Java, Python, SQL, опыт 5 лет"
UK = "Київ, інженер-програміст, досвід роботи 5 років, українська мова"
JA_SIGNS = "①②③ ㈱みなと №5 Ⅲ級 髙橋"
JA_KANJI = "氏名 山田太郎\r\n東京都千代田区 株式会社 営業部長 大学卒業"
ZH = "姓名：李明\r\n软件工程师，负责后端系统的开发与维护，熟悉Java和数据库。"
ZH_TW = "姓名：陳小明\r\n軟體工程師，負責後端系統的開發與維護，熟悉資料庫。"
KO = "이력서\r\n성명: 김민수\r\n소프트웨어 개발자, 서버 시스템의 설계와 개발을 담당했습니다."
GERMAN = "Müller, Jörg – Geschäftsführer für Übersetzungen, Größe"
ONE_ACCENT = "Alex Winterbourne, café manager"
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
        (JA, "utf-32-le"),
        (JA, "utf-32-be"),
        (JA, "cp932"),
        (JA_KANA, "cp932"),
        (JA, "euc_jp"),
        (JA, "iso2022_jp"),
        (JA_SIGNS, "cp932"),
        (JA_KANJI, "cp932"),
        (JA_KANJI, "euc_jp"),
        (RU, "cp866"),
        (RU_CAPITALS, "cp866"),
        (RU, "mac_cyrillic"),
        (RU, "iso8859_5"),
        *((RU_SHORT, encoding) for encoding in ("cp1251", "koi8_r", "cp866")),
        (UK, "cp1251"),
        (UK, "koi8_u"),
        (ZH, "gb18030"),
        (ZH, "hz"),
        (ZH_TW, "big5"),
        (KO, "cp949"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        (ONE_ACCENT, "cp1252"),
        (ONE_ACCENT, "mac_roman"),
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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Μηχανικός λογισμικού με πέντε χρόνια εμπειρία", "cp1253"),
        ("วิศวกรซอฟต์แวร์ ประสบการณ์ ห้าปี", "cp874"),
        ("مهندس برمجيات خبرة خمس سنوات", "cp1256"),
        ("Yazılım mühendisi, beş yıl deneyim, İstanbul", "cp1254"),
        ("Zażółć gęślą jaźń, inżynier, Łódź, doświadczenie", "cp1250"),
    ],
)
def test_an_encoding_that_we_do_not_know_is_refused_and_never_misread(
    text: str, encoding: str
) -> None:
    assert decode(text.encode(encoding)) is None


def test_the_signs_that_windows_adds_to_japanese_mail_are_read() -> None:
    high = "①㈱Ⅲ開発".encode("euc_jis_2004")
    content = b"A \x1b$B" + bytes(byte & 0x7F for byte in high) + b"\x1b(B B"
    assert decode(content) == decode_as(content, "ISO-2022-JP") == "A ①㈱Ⅲ開発 B"


def test_half_width_kana_in_seven_bits_are_read() -> None:
    assert decode(b"\x1b(I1;N^\x1b(B") == "ｱｻﾎﾞ"


def test_a_text_with_a_lost_byte_is_still_utf_8() -> None:
    content = (RU * 5).encode()
    text = decode(content[:41] + content[42:])
    assert text is not None
    assert text.count("\ufffd") <= 2
    assert text.endswith("построила хранилище.")


def test_the_end_mark_of_dos_is_no_character() -> None:
    assert decode(b"words\r\n\x1a") == "words\r\n"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("GB2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-1251", "cp1251"),
        ("ISO-8859-5", "iso8859_5"),
        ("KOI8-R", "koi8_r"),
        ("UTF-8", "utf-8"),
    ],
)
def test_the_usual_names_of_encodings_are_known(name: str, encoding: str) -> None:
    text = {"gb18030": "开发", "cp949": "개발"}.get(encoding, "Разработка")
    assert decode_as(text.encode(encoding), name) == text


@pytest.mark.parametrize("name", ["", "rot13", "zlib", "punycode", "unicode_escape", "no-such"])
def test_other_names_are_not_followed(name: str) -> None:
    assert decode_as(b"words \xe9", name) is None
