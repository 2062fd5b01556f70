"""What is taken out of a document, and what must stay."""

from collections.abc import Callable

import pytest

from screening.blind import Kind, redact
from screening.model import Document, DocumentFormat, FileId, FileMeta, Line, Person

JA, EN, RU = "見本坂 匠", "Anna Makebelieve", "Выдумкина Анна Сергеевна"
Blind = Callable[..., str]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (JA, "見本坂匠"),
        (JA, "見 本 坂　匠"),
        (JA, "匠　見本坂"),
        ("見本坂匠", "見本坂 匠"),
        ("髙例 太郎", "高例　太郎"),
        ("ミホンザカ タクミ", "ﾐﾎﾝｻﾞｶ ﾀｸﾐ"),
        ("ミホンザカ タクミ", "みほんざか　たくみ"),
        ("ミホンザカ タクミ", "MIHONZAKA, Takumi"),
        ("シンミホン ジュンイチ", "Shimmihon Jun'ichi"),
        ("シンミホン ジュンイチ", "Sinmihon Zyun-ichi"),
        ("オオノ ユウコ", "Ohno Yuko"),
        ("Yuko Ono", "オオノ　ユウコ"),
        ("ミホンザカ タクミ", "Михондзака Такуми"),
        (EN, "ANNA MAKEBELIEVE"),
        (EN, "Makebelieve, Anna"),
        (EN, "Ms. A. Makebelieve"),
        (EN, "Anna M. Makebelieve's"),
        ("Jürgen Müstermann", "Juergen Muestermann"),
        ("Zoë O'Sample", "Zoe OSample"),
        ("Mei-Ling van der Dummy", "M. van der Dummy"),
        (RU, "Анна Выдумкина"),
        (RU, "Анной Сергеевной Выдумкиной"),
        (RU, "А. С. Выдумкиной"),
        (RU, "Vydumkina A.S."),
        ("Anna Vydumkina", "Анне Выдумкиной"),
        ("Фёдор Журавлёв-Тестов", "Федора Журавлева-Тестова"),
        ("Фёдор Журавлёв", "Fedor Zhuravlev"),
        ("Дмитрий Вымышленский", "Dmitry Vymyshlensky"),
    ],
)
def test_the_name_of_the_ats_goes_in_every_script_order_and_case(
    blind: Blind, name: str, written: str
) -> None:
    assert blind(f"({written})", name) == "([NAME])"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("見本坂さんの担当分", "[NAME]の担当分"),
        ("Makebelieve led the team", "[NAME] led the team"),
        ("отчёты Выдумкиной всегда вовремя", "отчёты [NAME] всегда вовремя"),
        ("О себе: Анна, ответственная", "О себе: [NAME], ответственная"),
        ("file MakebelieveAnna_CV2.pdf", "file [NAME]_CV2.pdf"),
        ("https://example.com/anna-makebelieve", "[CONTACT]"),
    ],
)
def test_a_part_of_the_name_goes_too(blind: Blind, line: str, left: str) -> None:
    assert blind(line, JA, EN, RU) == left


def test_the_reading_above_a_name_in_kanji_goes_and_teaches_its_romaji(blind: Blind) -> None:
    text = "ミホンザカ　タクミ\n見本坂　匠\n職歴\n2019年 入社\n著者: T. Mihonzaka"
    assert blind(text, JA).split("\n") == [
        "[NAME]",
        "[NAME]",
        "職歴",
        "2019年 入社",
        "著者: [NAME]",
    ]


def test_an_account_teaches_how_the_name_is_spelled(blind: Blind) -> None:
    text = "職歴\nWritten by MIHONZAKA Takumi\nt.mihonzaka@example.jp"
    assert "Written by [NAME]" in blind(text, JA)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("昭和60年4月1日生（満41歳）", "[BIRTH]生（満[AGE]歳）"),
        ("生年月日　S60.4.1", "生年月日　[BIRTH]"),
        ("Date of birth: April 1, 1985", "Date of birth: [BIRTH]"),
        ("Родилась в Примерске 1 апреля 1985 г.", "Родилась в [ORIGIN] [BIRTH]"),
        ("1985 г.р.", "[BIRTH] г.р."),
        ("年齢 41", "年齢 [AGE]"),
        ("34 y/o, female, married, 2 kids", "[AGE] y/o, [SEX], [FAMILY]"),
        ("Женщина, 41 год", "[SEX], [AGE]"),
        ("性別：男・女（○で囲む）", "性別：[SEX]（○で囲む）"),
        ("Pronouns: she/her", "Pronouns: [SEX]"),
        ("国籍　ベトナム　　在留資格　永住者", "国籍　[NATIONALITY]　　在留資格　[NATIONALITY]"),
        ("US citizen, driving licence", "[NATIONALITY] citizen, driving licence"),
        (
            "Гражданство: Россия, есть разрешение на работу: Россия",
            "Гражданство: [NATIONALITY], есть разрешение на работу: [NATIONALITY]",
        ),
        ("扶養家族数（配偶者を除く） | 2人", "扶養家族数（配偶者を除く） | [FAMILY]"),
        ("妻の転勤のため退職", "[FAMILY]の転勤のため退職"),
        ("Не замужем, двое детей", "[FAMILY]"),
        ("現住所　神奈川県見本市架空町1-2-3", "現住所　神奈川県[ADDRESS]"),
        ("〒000-0000　東京都架空区見本1丁目2番3号", "[ADDRESS]　東京都[ADDRESS]"),
        ("東京都架空区在住", "東京都[ADDRESS]在住"),
        ("Address: 12 Invented Street, Berlin", "Address: [ADDRESS], Berlin"),
        ("г. Москва, ул. Выдуманная, д. 5, кв. 12", "г. Москва, [ADDRESS]"),
        ("Проживает: Москва, м. Примерная", "Проживает: Москва, м. [ADDRESS]"),
        ("最寄駅　架空線 見本駅", "最寄駅　[ADDRESS]"),
        ("通勤時間 約1時間10分", "通勤時間 [ADDRESS]"),
        ("本籍地：架空県", "本籍地：[ORIGIN]"),
        ("架空県見本市出身", "[ORIGIN]出身"),
        ("Religion: none", "Religion: [RELIGION]"),
        ("宗教：なし", "宗教：[RELIGION]"),
        ("健康状態　良好", "健康状態　[HEALTH]"),
        ("Инвалидность: III группа", "Инвалидность: [HEALTH]"),
        ("Military service: exempt", "Military service: [MILITARY]"),
        ("Военный билет: категория Б", "Военный билет: [MILITARY]"),
        ("尊敬する人物　架空太閤", "尊敬する人物　[OTHER]"),
        ("支持政党：架空党", "支持政党：[OTHER]"),
        ("愛読書 | 見本物語", "愛読書 | [OTHER]"),
        ("購読新聞：見本新聞", "購読新聞：[OTHER]"),
        ("労働組合の執行委員", "[OTHER]"),
        ("Член профсоюза", "[OTHER]"),
        ("TEL ０３－００００－０００１", "TEL [CONTACT]"),
        ("+7 (000) 000-01-23 / 8-000-000-01-23", "[CONTACT]"),
        ("(212) 555-0123; +44 7700 900123", "[CONTACT]; [CONTACT]"),
        ("Skype: live:somebody", "Skype: [CONTACT]"),
        ("t.me/somebody_1 ; github.com/somebody", "[CONTACT] ; [CONTACT]"),
    ],
)
def test_labels_and_forms_give_their_values_away(blind: Blind, line: str, left: str) -> None:
    assert blind(f"職歴\n{line}").split("\n")[1] == left


@pytest.mark.parametrize(
    "line",
    [
        "平成20年4月　株式会社見取図　入社",
        "2010年4月生産管理部へ異動",
        "大阪府大阪市北区のデータセンターで運用",
        "Python 28件の改善、バージョン 3.12-1.2.3",
        "30代女性向けECサイト、60歳以上の会員向け注文システム",
        "会員登録画面の氏名・住所・生年月日・性別の検証",
        "住所：約3,000万件の名寄せ",
        "5歳児クラスの担任、子ども向けプログラミング教室の講師",
        "扶養家族 2人分の給与計算、配偶者控除の実装",
        "国籍別の売上分析、多国籍チームの運営",
        "労働組合との交渉、産休・育休手続きの担当",
        "健康保険組合のシステム、障害対応の一次切り分け",
        "コールセンター（0120-000-000）の立ち上げ",
        "従業員250名（平均年齢34歳）",
        "Served 28 million users aged 18 to 34",
        "Fixed a race condition in the single sign-on flow",
        "Booking.com, Node.js, ASP.NET, socket.io/redis, @Transactional",
        "2015 - 2018, 2016 - 2019 Quarry Lane Books",
        "Family Law Associates; Children's Hospital of Sampleton",
        "National Grid plc, Military Health Systems Ltd, Visa Inc.",
        "IP Address: 10.1.2.3, e-mail address validation",
        "A 35 years old family business; company founded in 1998",
        "Опыт 10 лет, в том числе 3 года руководства",
        "Мужская одежда, детский сад № 5, группа 20 детей",
        "Семейный врач, гражданское строительство, рост выручки 34 %",
        "Сервис проверки возраста покупателей и пола сотрудников",
        "Март 2020 — настоящее время, ООО «Образец»",
    ],
)
def test_the_work_stays(blind: Blind, line: str) -> None:
    assert blind(f"職歴\n{line}", JA, EN, RU).split("\n")[1] == line


def test_a_region_that_is_somebodys_surname_stays(blind: Blind) -> None:
    assert blind("山口県の案件を山口が担当", "山口 架空") == "山口県の案件を[NAME]が担当"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Ruby Makebelieve", "Ruby on Rails, Ruby is my main language"),
        ("Will Makebelieve", "I will lead. Will do."),
        ("An Li", "An engineer of an online shop"),
        ("Grace Young", "a young team with grace"),
        ("Любовь Выдумкина", "Любовь к деталям"),
        ("森 学", "森林の研究、大学で学ぶ"),
    ],
)
def test_a_name_that_is_a_word_is_taken_only_beside_its_other_part(
    blind: Blind, name: str, line: str
) -> None:
    assert blind(line, name) == line
    assert blind(name, name) == "[NAME]"


def test_lines_numbers_and_all_else_of_the_document_stay() -> None:
    lines = tuple(
        Line(number=number, page=2, text=text, part="Sheet")
        for number, text in enumerate(("Taro", "Mihon", "", "Python\ttaro@example.com"), 7)
    )
    before = Document(
        file=FileMeta(id=FileId("a"), name="Taro Mihon.pdf", kind="resume"),
        sha256="0",
        format=DocumentFormat.XLSX,
        pages=3,
        lines=lines,
    )
    found = redact((before,), Person(names=("Taro Mihon",)))
    (after,) = found.documents
    assert [line.text for line in after.lines] == ["[NAME]", "[NAME]", "", "Python\t[CONTACT]"]
    assert after.model_copy(update={"lines": lines}) == before
    assert [(line.number, line.page, line.part) for line in after.lines] == [
        (line.number, 2, "Sheet") for line in lines
    ]
    assert found.taken == {Kind.CONTACT: 1, Kind.NAME: 2}


def test_what_the_ats_says_goes_however_it_is_written() -> None:
    person = Person(
        contacts=("090-0000-1234", "somebody@example.org"), others=("Wing of the old mill",)
    )
    text = "０９０ ００００ １２３４ or Somebody@Example.org or wing of the  old mill"
    line = Line(number=1, page=None, text=text)
    document = Document(
        file=FileMeta(id=FileId("a"), name="", kind=""),
        sha256="0",
        format=DocumentFormat.TEXT,
        pages=None,
        lines=(line,),
    )
    (after,) = redact((document,), person).documents
    assert after.lines[0].text == "[CONTACT] or [CONTACT] or [OTHER]"


def test_nobody_and_nothing_are_fine() -> None:
    assert redact((), Person()).documents == ()


@pytest.mark.parametrize("piece", ["|", " ", "東京都", "妻、", "a.", "1 Aa ", "+1 ", "Аа ", "\n"])
def test_long_runs_of_anything_are_read_in_time(blind: Blind, piece: str) -> None:
    """The whole run has a time limit; a pattern that explodes would not end."""
    text = piece * (4_000 // len(piece))
    assert blind(text, JA, EN, RU).count("\n") == text.count("\n")
