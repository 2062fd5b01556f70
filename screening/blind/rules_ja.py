"""What Japanese CVs tell beside the work: forms of the 履歴書, profiles, agencies' letters."""

from typing import Final

from screening.blind.dates import DATE, DATE_OR_YEAR, JAPANESE
from screening.blind.folded import HAN, KANA
from screening.blind.kinds import Kind
from screening.blind.rules import AFTER_LABEL, CELL_END, ITEM_END, SAME_LINE, Rule, rule

_B: Final = r"(?<![\w])"
_SPACED: Final = "[ ]*"


def _label(*names: str) -> str:
    """Match labels, with what politeness and forms put around them."""
    around = rf"(?:・[{HAN}]{{1,6}}){{0,2}}(?:など|等|の有無)?(?:[ ]?\([^()|\n]{{1,20}}\))?"
    return rf"{_B}[ごお御]?(?:{'|'.join(names)}){around}"


_NAME_LABEL: Final = _label(
    r"氏[ ]*名", r"(?:お|御)?名[ ]*前", r"姓[ ]*名", "候補者名?", "応募者名?", "本人氏名",
    "ローマ字",
    r"ふ[ ]*り[ ]*が[ ]*な", r"フ[ ]*リ[ ]*ガ[ ]*ナ", r"(?:氏名)?(?:カナ|かな|ヨミ|よみ)",
    "読み方?", "イニシャル",
)  # fmt: skip
_NO_NAME: Final = (
    r"(?!(?:性[ ]*別|年[ ]*[齢令]|生年|男|女|国[ ]*籍|最寄|住[ ]*所|現住所|電[ ]*話|携帯|連絡|役割"
    r"|会社|所属|担当|期間"
    r"|項目|内容|部署|職種|備考|入力|登録|検索|表示|及び|および|または|など|等"
    r"|[とのをはがにで](?![ぁ-ゖー])|株式|有限"
    r"|氏[ ]*名|満|TEL|E-?mail|Mail|生))"
)
_LETTER: Final = rf"{_NO_NAME}[{HAN}{KANA}](?![{HAN}{KANA}])"
_NAME_WORD: Final = (
    rf"{_NO_NAME}(?:[{HAN}]{{1,6}}(?:[{KANA}]{{0,6}})|[{KANA}]{{1,12}}|[A-Za-zÀ-ž'’.-]{{1,20}})"
    rf"(?![{HAN}{KANA}])"
)
_NAME: Final = (
    rf"(?:{_LETTER}(?:[ ]{{1,3}}{_LETTER}){{2,9}}|{_NAME_WORD}(?:[ ・]{{1,3}}{_NAME_WORD}){{0,2}})"
)
_PREFECTURE: Final = rf"(?:東京都|北海道|(?:大阪|京都)府|[{HAN}]{{2,3}}県)"
_PLACE: Final = (
    rf"(?:{_PREFECTURE}[{HAN}ヶケノ]{{0,10}}|[{HAN}ヶケ]{{1,6}}[市区町村郡島]"
    r"|アメリカ|中国|韓国|台湾|ベトナム|フィリピン|インド|ブラジル|ロシア|インドネシア|ネパール"
    r"|ミャンマー|タイ)"
)
_YES_NO: Final = r"(?:有り?|無し?|あり|なし|いる|いない|[○◯有無・/ ()]{2,9})"
_KIN: Final = (
    r"(?:妻|夫|配偶者|長男|長女|次男|次女|息子|娘|子ども?|子供"
    r"|両親|父|母|兄|弟|姉|妹|祖父|祖母|家族)"
)

JAPANESE_RULES: Final[tuple[Rule, ...]] = (
    # names
    rule(Kind.NAME, _NAME_LABEL, AFTER_LABEL,
         rf"(?P<v>{_NAME})"),
    rule(Kind.NAME, rf"(?P<v>[{HAN}{KANA}]{{2,10}}(?:[ ][{HAN}{KANA}]{{1,8}})?)[ ]?と申します"),
    rule(Kind.NAME, rf"旧[ ]?姓[ ]?[:は]?[ ]?(?P<v>[{HAN}{KANA}]{{1,8}})"),
    # birth and age
    rule(Kind.BIRTH, _label(r"生[ ]*年[ ]*月[ ]*日", "誕生日", "出生年月日?", "生まれ年?", "生年"),
         AFTER_LABEL,
         rf"(?P<v>{DATE_OR_YEAR}(?:[ ]*生(?:まれ)?)?)", sure=True),
    rule(Kind.BIRTH, rf"(?P<v>{DATE})[ ]*(?:生まれ|生(?=$|[\s()、,。|/:・]))", sure=True),
    rule(Kind.BIRTH, r"(?P<v>(?:19|20)\d\d年)[ ]*(?:生まれ|生(?=$|[\s()、,。|/]))", sure=True),
    rule(Kind.BIRTH, rf"(?:^|(?<=[、。\s|]))(?P<v>{JAPANESE})[、,][^\n|。]{{2,14}}生まれ"),
    rule(Kind.AGE, r"満[ ]*(?P<v>\d{1,2})[ ]*[歳才]", sure=True),
    rule(Kind.AGE, _label(r"年[ ]*[齢令]"), AFTER_LABEL, r"(?P<v>\d{2}(?:[ ]*[歳才])?|\d0代(?:前半"
        r"|半ば"
        r"|後半)?)(?!\d)"),
    rule(Kind.AGE, r"(?<![\d.,–-])(?<!平均)(?<!平均年齢)(?<!平均年齢は)(?P<v>(?:1[5-9]"
                   r"|[2-7]\d))[ ]*[歳才](?!以上"
                   r"|以下|未満|以降|から|まで|前|向け|児|代|超|台"
         r"|時|の(?:時|とき|子|頃|会員|方|利用)|定年|–|-|～|過ぎ|で定年)"),
    # sex
    rule(Kind.SEX, _label(r"性[ ]*別"), AFTER_LABEL, r"(?P<v>[男女]性?(?:[ ]*[・/][ ]*[男女]性?)?"
        r"|その他"
        r"|回答しない)"),
    rule(Kind.SEX, rf"(?:^|(?<=[|(/、,・]))[ ]*(?P<v>男性?|女性?){ITEM_END}"),
    rule(Kind.SEX, r"[歳才][ )]*[、・/ ]+(?P<v>男性?|女性?)(?![\w])"),
    # nationality
    rule(Kind.NATIONALITY, _label("国[ ]*籍(?:・在留資格)?", "在留資格", "在留期[間限]",
        "在留カード(?:番号)?",
        "(?:就労)?ビザ(?:の種類)?",
         "就労資格"), AFTER_LABEL, rf"(?P<v>[^|\n、,/ ][^|\n/]{{0,28}}?){CELL_END}"),
    rule(Kind.NATIONALITY, _label("国[ ]*籍", "在留資格"), r"[ ]*[:|][ ]*", rf"(?P<v>[^|\n]"
        rf"{{1,30}}?)"
        rf"{ITEM_END}"),
    rule(Kind.NATIONALITY, _label("国[ ]*籍"), r"[ ]+", r"(?P<v>[^\s|、。]{1,12})(?=[\s|、。]|$)"),
    rule(Kind.NATIONALITY, rf"(?<![{HAN}])(?P<v>(?:日本|中国|韓国|台湾|米国|英国|外国"
                           rf"|[ァ-ヺー]{{2,8}})国?籍)(?!を問わ"
                           rf"|不問|企業)"),
    rule(Kind.NATIONALITY, r"(?:特別)?永住(?:者|権)(?!向け|申請)|技術・人文知識・国際業務"
                           r"|特定技能[ ]?\d号|高度専門職(?:[ ]?\d号)?"
         r"|日本人の配偶者等|定住者(?!数)|家族滞在|特定活動"),
    # family
    rule(Kind.FAMILY, _label("扶養家族数?", "扶養者数?", "扶養人数", "被扶養者数?"), AFTER_LABEL,
         rf"(?P<v>(?:配偶者を除く[ )]*)?(?:\d{{1,2}}(?![ ]*[人名]分)[ ]*[人名]?(?![分\d])"
         rf"|{_YES_NO}))"),
    rule(Kind.FAMILY, _label("配偶者の扶養義務", "配偶者の有無", r"配[ ]*偶[ ]*者", "扶養義務",
        "婚姻(?:状況|歴)?", "既婚・未婚",
        "未婚・既婚"),
         AFTER_LABEL, rf"(?P<v>{_YES_NO}|既婚|未婚|独身|離婚)"),
    rule(Kind.FAMILY, _label("家族(?:構成|状況)?", "同居家族", "お?子(?:様|ども|供)(?:の(?:数|有無"
        "|人数))?", "家庭環境"),
        r"[ ]*[】\])]?",
         r"(?:[:|][ ]*|(?<=[】\])])[ ]*|[ ]{2,})", rf"(?P<v>[^|\n]{{1,40}}?){CELL_END}"),
    rule(Kind.FAMILY, rf"(?<![{HAN}])(?:既婚|未婚(?!率)|独身(?!者|寮|向け|世帯|層|女性向|男性向)"
                      rf"|離婚歴あり|離婚済み?|バツイチ|死別)"
         r"(?:(?:です|である))?(?:[ ]?[、・,(/][ ]?(?:子|こども|お子)[^|\n。)]{0,10}\)?)?"),
    rule(Kind.FAMILY, r"(?:[一二三四五2-51])[ ]?児の(?:母|父|親|ママ|パパ)"),
    rule(Kind.FAMILY, rf"(?<![{HAN}]){_KIN}(?:[、・,と]{_KIN})*(?:と|の)?[ ]?[^"
                      rf"|\n。、]{{0,8}}(?:暮らし|同居"
                      rf"|在住|の\d人家族)"),
    rule(Kind.FAMILY, rf"(?<![{HAN}]){_KIN}(?:[、・と]{_KIN}){{1,5}}(?:[ ]*(?:の)?\d人)?(?=$|[ "
                      rf"|。)、])"),
    rule(Kind.FAMILY, r"(?:産前産後休業|産休(?:・育休)?|育児休業|育休)(?=(?:中|を?取得|のため"
                      r"|により|から復帰|明け|後に復帰|期間中|[ ]*\)"
                      r"|[ ]*$))"),
    rule(Kind.FAMILY, r"(?:出産|育児|子育て|介護|家族の(?:看病|介護)|結婚)(?=の?(?:ため|により"
                      r"|を機に|に伴い|専念))"),
    rule(Kind.FAMILY, rf"(?<![{HAN}]){_KIN}(?=の(?:転勤|介護|看病|病気|事情|出産|海外赴任|世話))"),
    rule(Kind.FAMILY, r"[夫妻](?:と|、)?子(?:ども|供)?[ ]?(?:[1-9]|[一二三四五])人"),
    # address below the prefecture: see addresses.py
    rule(Kind.ADDRESS, _label("通勤時間(?:・方法)?", "通勤", "通勤経路"), AFTER_LABEL,
        r"(?P<v>(?:約[ ]*)?\d+[ ]"
        r"*(?:時間(?:半|[ ]*\d+[ ]*分)?|分)(?:程度|以内)?)"),
    rule(Kind.ADDRESS, _label("最寄り?(?:の)?駅", "沿線", "最寄り?"), AFTER_LABEL, rf"(?P<v>[^"
        rf"|\n]{{1,30}}?)"
        rf"{CELL_END}"),
    rule(Kind.ADDRESS, r"最寄り?駅は?(?P<v>[^|\n。、は]{1,20}駅)"),
    # the rest of what may not be asked
    rule(Kind.ORIGIN, _label(r"本[ ]*籍地?", "出[ ]*身(?:地|国|県)?", "出生地", "ご?実家", "故郷"),
        r"[ ]*[】\])]"
        r"?(?:[:|][ ]*|[ ]{1,3})",
         rf"(?P<v>[^|\n]{{2,30}}?){ITEM_END}"),
    rule(Kind.ORIGIN, rf"(?P<v>{_PLACE})(?:で?(?:出身|生まれ|育ち))"),
    rule(Kind.RELIGION, _label("宗[ ]*教", "信仰", "宗派", "菩提寺"), SAME_LINE, rf"(?P<v>[^"
        rf"|\n]{{1,30}}?)"
        rf"{CELL_END}"),
    rule(Kind.HEALTH, _label("健康状態", "健康", "既往(?:歴|症)", "持病", "通院(?:歴)?",
        "障[害がい]+(?:者手帳|の(?:有無|内容"
        "|等級))?", "アレルギー",
         "血液型", "身長(?:・体重)?", "体重", "視力", "喫煙(?:の有無|歴)?"), r"[ ]*[】\])]?(?:[:"
             r"|][ ]*|[ ]{1,3})",
         rf"(?P<v>(?!管理|診断|保険|経営)[^|\n]{{1,40}}?){CELL_END}"),
    rule(Kind.HEALTH, r"(?:身体|精神|療育)?(?:障[害がい]{1,2}者)?手帳[ ]?(?:\d|[一二三四五六])級?"
                      r"|(?:身体"
                      r"|精神)障[害がい]{1,2}者手帳(?=を?(?:所持|取得|保有|あり))"),
    rule(Kind.MILITARY, _label("兵役(?:状況|義務)?", "軍歴"), AFTER_LABEL, rf"(?P<v>[^|\n]"
        rf"{{1,20}}?)"
        rf"{CELL_END}"),
    rule(Kind.MILITARY, r"兵役(?:を?(?:終了|修了|完了|免除)|済み?|義務を[^。|\n]{1,8})"),
    rule(Kind.OTHER, _label("支持政党", "政党", "人生観", r"(?:生活)?信条", "座右の銘",
        "尊敬する人物?", "愛読書",
        "購読(?:新聞|雑誌|紙)(?:名)?",
         "思想(?:・信条)?", "労働組合(?:の?加入(?:歴|状況)?|活動)?", "学生運動(?:歴)?",
         "社会運動(?:歴)?", "住宅(?:状況|環境)",
         "住居(?:形態)?",
         "住まい", "持ち家", "間取り", "生活環境", "世帯年収", "政治(?:信条|活動)"),
         r"[ ]*[】\])]?(?:[:|][ ]*\n?|[ ]{2,}"
             r"|(?<=[】\])])\n?)",
         rf"(?P<v>[^|\n]{{1,60}}?){CELL_END}"),
    rule(Kind.OTHER, _B,
         r"(?:尊敬する人物?|愛読書|支持政党|購読新聞|座右の銘)[ ](?P<v>[^|\n ]{2,30})"),
    rule(Kind.OTHER,
         r"労働組合(?!と|対応|向け|法|連合会|側|の?(?:交渉|折衝|窓口))[^|\n、。]{0,15}"),
    rule(Kind.OTHER,
         r"(?:尊敬する人物?は|愛読書は|支持政党は|座右の銘は)[ ]?(?P<v>[^|\n。]{1,40})"),
)  # fmt: skip
