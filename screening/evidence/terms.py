"""Words that one letter turns into other words, and words that say nothing by themselves.

Between two of the first no misreading is assumed; one of the others may be misread freely, if not
for another of them.
"""

from typing import Final

_WORDS: Final = """
    mysql mssql nosql postgresql java javascript typescript saas paas iaas daas faas baas sass
    react preact next nest nuxt jest vite vitest flask flash flink scala scale hive live dart
    rust ruby perl swift shift swing spark kotlin unity unify figma sigma redis redux vertica
    vertical tableau solaris polaris spotify shopify docker packer rocker ansible ansys oracle
    cassandra selenium selenide pandas panda keras kafka kibana grafana hadoop azure excel
    trainer trainee trained trainers trainees employer employee employers employees employed
    deployed interviewer interviewee mentor mentee manager managed director directed expert
    export import impart contact contract contrast contacts contracts adapted adopted adoption
    adaption affect effect insured ensured assured casual causal form from farm firm present
    prevent prepared repaired lead load read led fed let built build guild hired fired wired
    join joint coach couch accessed assessed passed parsed paused hosted posted tested rested
    rented vented sales scales stock stack stuff staff quality quantity designed resigned
    assigned redesigned personal personnel planning planting cleaning clearing learning leaning
    earning teaching reaching working walking hiring firing wiring writing waiting sewing
    serving training draining resting nesting costing banking ranking selling telling sailing
    mailing dealing healing heading leading reading trading grading rating calling lending
    sending vending driving diving testing cooking booking looking farming forming conversation
    conservation inspection infection injection selection course source data date mobile noble
    legal regal unit exit audit adult internal external interval junior senior advised revised
    devised invited invested investor inventor monitored mentored licensed compliance compliant
    customer custom fluent affluent basic basis attended extended extend intend attend assist
    resist consist insist promoted prompted produced product reported reposted retail detail
    retained remained recruited recruiter reduced reducer supervised authored author mastered
    minor major native naive перевозки перевязки принимал применял проводил производил обучал
    обучил изучил продал подал нанял занял принял сварка сверка поставки доставки настроил
    построил встроил проект протект закрыл открыл оператор кассир кассой сменный семенной повар
    товар бухгалтер логист логин стажер стажёр грузчик заказчик закупщик переводил переходил
    проверял поверял поверка проверка заверка выверка продажи продаже передачи издал создал
    задал сдал уволил уводил ведущий введущий младший старший главный славный внутренний внешний
    учитель ученик учил лечил немецкий венецкий чешский польский полный частный частичный
    базовый деловой половой свободно тренер тренир упаковка установка остановка наладка укладка
    закладка накладка トレーナー トレーニー ドライバー ドライヤー ソフト シフト ハード カード
    リード ソート リーダー マネージャー マネージメント ディレクター テスト ラスト テスター
    マスター コスト ホスト ポスト リスト ストア スコア コード モード ロード ボード ホール ボール
    コール ツール シール セール ルール ケア ケース ベース データ デーク サーバー サーブ
"""
_WORDS: Final = """
    mysql mssql nosql postgresql java javascript typescript saas paas iaas daas faas baas sass
    react preact next nest nuxt jest vite vitest flask flash flink scala scale hive live dart
    rust ruby perl swift shift swing spark kotlin unity unify figma sigma redis redux vertica
    vertical tableau solaris polaris spotify shopify docker packer rocker ansible ansys oracle
    cassandra selenium selenide pandas panda keras kafka kibana grafana hadoop azure excel
    trainer trainee trained trainers trainees employer employee employers employees employed
    deployed interviewer interviewee mentor mentee manager managed director directed expert
    export import impart contact contract contrast contacts contracts adapted adopted adoption
    adaption affect effect insured ensured assured casual causal form from farm firm present
    prevent prepared repaired lead load read led fed let built build guild hired fired wired
    join joint coach couch accessed assessed passed parsed paused hosted posted tested rested
    rented vented sales scales stock stack stuff staff quality quantity designed resigned
    assigned redesigned personal personnel planning planting cleaning clearing learning leaning
    earning teaching reaching working walking hiring firing wiring writing waiting sewing
    serving training draining resting nesting costing banking ranking selling telling sailing
    mailing dealing healing heading leading reading trading grading rating calling lending
    sending vending driving diving testing resting cooking booking looking farming forming
    conversation conservation inspection infection injection selection course source data date
    mobile noble legal regal unit exit audit adult internal external interval junior senior
    advised revised devised invited invested investor inventor monitored mentored licensed
    compliance compliant customer custom fluent affluent basic basis attended extended extend
    intend attend assist resist consist insist promoted prompted produced product reported
    reposted retail detail retained remained recruited recruiter reduced reducer supervised
    authored author mastered minor major native naive перевозки перевязки принимал применял
    проводил производил обучал обучил изучил продал подал нанял занял принял сварка сверка
    поставки доставки настроил построил встроил проект протект закрыл открыл оператор кассир
    кассой сменный семенной повар товар бухгалтер логист логин стажер стажёр грузчик заказчик
    закупщик переводил переходил проверял поверял поверка проверка заверка выверка продажи
    продаже передачи издал создал задал сдал уволил уводил ведущий введущий младший старший
    главный славный внутренний внешний учитель ученик учил лечил немецкий венецкий чешский
    польский полный частный частичный базовый деловой половой свободно тренер тренир упаковка
    установка остановка наладка укладка закладка накладка トレーナー トレーニー ドライバー
    ドライヤー ソフト シフト ハード カード リード ソート リーダー マネージャー マネージメント
    ディレクター テスト ラスト テスター マスター コスト ホスト ポスト リスト ストア スコア
    コード モード ロード ボード ホール ボール コール ツール シール セール ルール ケア ケース
    ベース データ デーク サーバー サーブ
"""
KNOWN: Final = frozenset(_WORDS.split())

_SMALL_WORDS: Final = """
    a an and the of in on at to for with by from into as its our is are was were that
    и в во на с со по к о у за из для при об
"""
EMPTY: Final = frozenset(_SMALL_WORDS.split())

UNITS: Final = frozenset(
    "年月日時分秒週回件人名社店台個本冊枚級段点位割倍円歳代度校部課室席戸棟頭匹羽種"
)
"""Japanese units; one of them is never another one misread."""
