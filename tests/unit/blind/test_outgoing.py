"""What the model may say of itself, in three languages."""

import itertools

import pytest

from screening.blind import fit

PROTECTED = {
    "ja": (
        "年齢",
        "性別",
        "国籍",
        "女性であること",
        "男性であること",
        "35歳という点",
        "家族構成",
        "既婚かどうか",
        "扶養家族",
        "育児中であること",
        "宗教",
        "支持政党",
        "労働組合への加入",
        "持病",
        "障害者手帳",
        "健康状態",
        "容姿",
        "身長",
        "兵役",
        "本籍",
        "出身地",
        "在留資格",
        "自宅の住所",
        "通勤時間",
        "尊敬する人物",
        "生年月日",
        "若さ",
        "妊娠",
        "夫の転勤",
        "思想",
    ),
    "en": (
        "age",
        "being 52 years old",
        "gender",
        "sex",
        "nationality",
        "citizenship",
        "visa status",
        "ethnic origin",
        "marital status",
        "having children",
        "her husband",
        "being a mother",
        "pregnancy",
        "religion",
        "the church",
        "political views",
        "trade union membership",
        "disability",
        "health condition",
        "physical appearance",
        "height and weight",
        "military service",
        "place of birth",
        "home address",
        "commuting distance",
        "being too young",
        "being a woman",
        "his accent",
        "birth date",
        "smoking habits: a smoker",
    ),
    "ru": (
        "возраст",
        "то, что ему 52 года",
        "пол кандидата",
        "национальность",
        "гражданство",
        "разрешение на работу",
        "семейное положение",
        "наличие детей",
        "замужество: замужем",
        "беременность",
        "декрет",
        "религия",
        "вероисповедание",
        "политические взгляды",
        "профсоюз",
        "инвалидность",
        "состояние здоровья",
        "внешность",
        "служба: служил в армии",
        "воинский учёт",
        "место рождения",
        "прописка",
        "проживание",
        "молодость",
        "женщина",
        "мужчина",
        "муж и дети",
        "супруг",
        "иностранец",
        "пенсия",
    ),
}
SENTENCES = {
    "ja": (
        "{}が記載されていません。",
        "{}を確認してください。",
        "応募者の{}について質問しましょう。",
        "{}は要件と関係がありますか。",
        "懸念点は{}です。",
        "面接では{}もお尋ねください。",
    ),
    "en": (
        "The CV does not state {}.",
        "Please ask about {}.",
        "There is a concern about {}.",
        "Is {} relevant here?",
        "Nothing is said of {}.",
        "{} should be clarified.",
    ),
    "ru": (
        "В резюме не указано: {}.",
        "Уточните: {}.",
        "Вызывает вопросы {}.",
        "Спросите про {}.",
        "Важно ли здесь {}?",
        "Не хватает сведений: {}.",
    ),
}
MADE = [
    sentence.format(word)
    for language, words in PROTECTED.items()
    for sentence, word in itertools.product(SENTENCES[language], words)
]
FINAL = (
    "不合格確定です。",
    "書類選考はお見送りが妥当です。",
    "不採用とすべきです。",
    "このポジションには不適任です。",
    "Reject this candidate.",
    "The candidate is unsuitable.",
    "I do not recommend moving on: not a fit.",
    "Strong no hire.",
    "Следует отказать.",
    "Кандидат не подходит.",
    "Рекомендую отклонить.",
    "Принять на работу без собеседования.",
)
REACHABLE = (
    "Ask at anna@example.org.",
    "Call +7 000 000-01-23.",
    "Telephone 090-0000-1234.",
    "See https://example.com/x",
    "[click](//example.com)",
    "Look at www.example.org",
    "詳細は github.com/somebody を参照",
    "Напишите @somebody",
)
INNOCENT = (
    "Kubernetesの本番運用経験が記載されていません。",
    "障害対応の具体的な役割をお尋ねください。",
    "若干の補足が必要です。",
    "チーム規模は何名でしたか。",
    "女性向けアプリの開発規模を確認してください。",
    "健康診断システムでの担当範囲は何ですか。",
    "年齢確認APIの設計を担当しましたか。",
    "家族プランの課金設計の経験はどの程度ですか。",
    "性別・年代別の分析に使った手法は何ですか。",
    "子会社の連結決算の経験を確認してください。",
    "多国籍チームでの役割をお尋ねください。",
    "工夫した点を具体的に伺ってください。",
    "若手エンジニアの育成経験の有無が読み取れません。",
    "育児支援サービスの事業開発の成果は何ですか。",
    "大丈夫と言える根拠の記載がありません。",
    "出身大学での研究内容は要件と無関係です。",
    "No production use of Kubernetes is stated.",
    "How was the race condition found?",
    "Which single sign-on protocol was used?",
    "Which parent and child processes were monitored?",
    "How large was the family of products?",
    "What did the health checks cover?",
    "Was the foreign key design their own work?",
    "Did they build the gender-neutral avatar editor alone?",
    "How many weights did the model have, and was max-age set?",
    "Which languages were used, and for how many years?",
    "Which children's books were edited?",
    "What was the role in the healthcare project?",
    "How did they look after the on-call rota?",
    "Was the aged receivables report automated?",
    "Which native apps were released?",
    "How many users did the age verification have?",
    "The line-height and font-weight rules are not explained.",
    "How long did the migration to Python 3.12 take?",
    "What was the size of the team they managed?",
    "Опыт эксплуатации Kubernetes не указан.",
    "Сколько лет опыта работы с PostgreSQL?",
    "Уточните роль в проекте отказоустойчивости.",
    "Какие семейства процессоров поддерживались?",
    "Каков был рост выручки после запуска?",
    "Расскажите о проверке возраста покупателей.",
    "Какую часть детских товаров вёл кандидат?",
    "Какая система здравоохранения использовалась?",
    "Чем закончилась верификация возраста?",
    "Какой уровень английского языка?",
    "Опыт работы 10 лет указан без дат.",
    "Кто принимал решение о политике безопасности?",
    "Как снизили процент брака на производстве?",
    "Каковы версии систем?",
    "Опишите процессы в дочерней компании.",
)


def test_of_five_hundred_sentences_on_protected_matters_none_passes() -> None:
    assert len(MADE) >= 500
    assert [sentence for sentence in MADE if fit(sentence)] == []


@pytest.mark.parametrize("sentence", FINAL)
def test_no_final_word_on_a_person_passes(sentence: str) -> None:
    assert not fit(sentence)


@pytest.mark.parametrize("sentence", REACHABLE)
def test_no_contact_and_no_link_passes(sentence: str) -> None:
    assert not fit(sentence)


def test_innocent_sentences_pass() -> None:
    assert len(INNOCENT) >= 40
    assert [sentence for sentence in INNOCENT if not fit(sentence)] == []


@pytest.mark.parametrize("sentence", ["", " ", "?", "[NAME]", "A" * 10_000])
def test_odd_sentences_are_judged_like_any(sentence: str) -> None:
    assert fit(sentence)
