"""Words that one letter turns into other words, words that say nothing by themselves, and units.

A misreading is not believed where it could be one of the first as well as another; one of the
second may be misread freely, if not for another of them. Names in capitals and short names need no
entry: they may not differ at all.
"""

from typing import Final

_ENGLISH: Final = """
    mysql mssql nosql java saas paas iaas daas faas baas sass react preact next nest nuxt jest vite
    vitest flask flash flink scala scale hive live dart rust ruby perl swift shift swing spark
    unity unify figma sigma redis vertica vertical solaris polaris spotify shopify selenium selenide
    pandas panda trainer trainers trainee trainees trained employer employers employee employees
    employed deployed interviewer interviewee mentor mentee mentored manager managed director
    directed expert export import impart contact contacts contract contracts contrast adapted
    adopted adoption adaption affect effect insured ensured assured casual causal form from farm
    firm present prevent prepared repaired lead load read led fed let built build guild hired fired
    wired join joint coach couch accessed assessed passed parsed paused hosted posted tested rested
    rented vented sales scales stock stack stuff staff quality quantity designed resigned assigned
    personal personnel planning planting cleaning clearing learning leaning earning teaching
    reaching working walking hiring firing wiring writing waiting sewing serving training draining
    testing resting nesting hosting posting costing banking ranking selling telling sailing mailing
    dealing healing heading leading reading trading grading rating calling lending sending vending
    driving diving cooking booking looking farming forming conversation conservation inspection
    infection injection selection course source data date mobile noble legal regal unit exit audit
    adult internal external interval junior senior advised revised devised invited invested investor
    inventor monitored licensed compliance compliant customer custom fluent affluent basic basis
    attended extended extend intend attend assist resist consist insist promoted prompted produced
    product reported reposted retail detail retained remained recruited recruiter reduced deduced
    reducer author authored minor major native naive clinical chemical team term work word code core
    design resign seller teller dealer healer leader reader header trader grader baker maker taker
    banker worker walker writer waiter master faster coding boding tester foster cars cards trucks
    tracks mining mixing pension tension
"""
_RUSSIAN: Final = """
    перевозки перевязки принимал применял проводил проходил производил обучал обучил изучил изучал
    получал продал подал продавал подавал передавал преподавал нанял занял принял нанимал занимал
    сварка сверка поставки доставки настроил построил встроил проект закрыл открыл кассир повар
    товар логист логин переводил переходил перевозил переносил возил водил вводил выводил заводил
    проверял поверял поверка проверка заверка выверка доверял примерял продажи продаже передачи
    издал создал задал сдал уволил уводил младший старший главный славный внутренний внешний учитель
    ученик учил лечил полный частный частичный базовый деловой половой тренер упаковка установка
    остановка наладка укладка закладка накладка торговал закупал докупал отвечал отмечал читал
    считал защищал зачищал разрабатывал обрабатывал курировал кодировал копировал стажировка
    сортировка возглавлял поставлял составлял представлял доставлял предоставлял заказал показал
    отказал указал сказал заказчик закупщик торговых турецких
"""
_JAPANESE: Final = """
    トレーナー トレーニー ドライバー ドライヤー ソフト シフト ハード カード リード ソート リーダー
    マネージャー マネージメント ディレクター テスト ラスト テスター マスター コスト ホスト ポスト
    リスト ストア スコア コード モード ロード ボード ホール ボール コール ツール シール セール
    ルール ケア ケース ベース データ サーバー サーブ
"""
_FORMS: Final = ("", "а", "и")
_KNOWN: Final = frozenset(
    word + form
    for word in f"{_ENGLISH} {_RUSSIAN} {_JAPANESE}".split()
    for form in (_FORMS if word[-1] == "л" else ("",))
)

_SMALL_WORDS: Final = """
    a an and the of in on at to for with by from into as its our is are was were that
    и в во на с со по к о у за из для при об
"""
EMPTY: Final = frozenset(_SMALL_WORDS.split())

UNITS: Final = frozenset(
    "年月日時分秒週回件人名社店台個本冊枚級段点位割倍円歳代度校部課室席戸棟頭匹羽種"
)
"""Japanese units; one of them is never another one misread."""


def may_be_another(said: str, read: str) -> bool:
    """Tell whether what was read for a word is, or could be, another word."""
    if read in _KNOWN:
        return True
    return said in _KNOWN and any(_one_apart(read, word) for word in _KNOWN if word != said)


def _one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ in one letter."""
    if len(one) == len(other):
        return sum(map(str.__ne__, one, other)) == 1
    shorter, longer = sorted((one, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
