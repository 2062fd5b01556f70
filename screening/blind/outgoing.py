"""The model's own sentences, looked through before they reach a person.

What a file says is quoted and has its own guards; this is about what the model adds of itself.
"""

import re
from typing import Final

from screening.blind.contacts import CONTACTS
from screening.blind.folded import fold
from screening.blind.rules import find


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_PROTECTED: Final = _pattern(
    # age
    r"年齢|年令|(?<!\d)\d{2}[ ]?[歳才]|高齢|若(?:い|く|年|さ|手)|[2-7]0代|世代|生年月日|誕生日"
    r"|中高年|シニア層|定年",
    r"\b(?:ages?|aged|ageing|elderly|years? old|year-old|birth ?(?:day|date)|date of birth"
    r"|too (?:young|old)|young(?:er|est)?|older (?:candidate|person|applicant|worker)s?"
    r"|(?:retire\w*)|in (?:his|her|their) (?:\w+ )?(?:twenties|thirties|forties|fifties|sixties"
    r"|\d0s)|generation [xyz]|millennials?|born)\b",
    r"\bвозраст|\b\d{2} (?:лет|года?)\b(?! (?:опыт|стаж|работ|в |на ))|молод|пожил|\bстар(?:ый|ая"
    r"|ые|ше по возрасту)\b|дата рождения|\bюн(?:ый|ая|ость)|пенси[ояею]|предпенс|родил(?:ся|ась)",
    # sex
    r"性別|男性|女性|男女|(?:彼女|彼氏|彼)(?:は|が|の|に|を)|妊娠|出産|産休|育休|婦人|ジェンダー"
    r"|トランスジェンダー|LGBT",
    r"\b(?:sex|gender|males?|females?|(?:wo)?m[ae]n|girl|boy|lady|gentleman|she|he|her|his|him"
    r"|hers|pregnan\w+|maternity|paternity|transgender|non-?binary|lgbt\w*)\b",
    r"\bпол(?:а|у|ом)?\b|\bмужчин|\bженщин|\bдевушк|\bпарн(?:я|ю|ем|ень)\b|\bмужск|\bженск"
    r"|беременн|декрет|гендер",
    # nationality, race, origin
    r"国籍|人種|民族|外国人|在留資格|永住|(?:就労)?ビザ|出身(?:地|国|県)|本籍|出生|部落|ハーフ"
    r"|日本人|中国人|韓国人|母国",
    r"\b(?:nationalit\w+|citizen\w*|ethnic\w*|rac(?:e|ial|ially|ism)|immigra\w+|immigrant"
    r"|foreign(?:er|ers|-born)|visas?|work permit|native[- ]born|country of (?:origin|birth)"
    r"|birthplace|place of birth"
    r"|native speaker|mother tongue|caste|skin colou?r)\b",
    r"националь|гражданств|\bграждан(?:ин|ка|е)\b|\bрас(?:а|ы|ов)|этнич|иностран(?:ец|ц|ка|ки|к)"
    r"|мигрант|разрешени\w+ на работу|\bвиз[аыуе]\b|место\w* рождения|происхождени\w+ (?:кандидат"
    r"|соискател)",
    # family
    r"家族|配偶者|結婚|既婚|未婚|独身|離婚|子(?:ども|供|育て)|(?:お子|子)さ[んま]|扶養|育児|介護"
    r"|妻|夫(?!々)|母親|父親|シングルマザー",
    r"\b(?:famil(?:y|ies)|marri(?:ed|age)|marital|spouse|husband|wife|divorc\w+|widow\w*"
    r"|child(?:ren|care)?|kids?|parent(?:s|al|hood)?|mother\w*|father\w*|dependants?"
    r"|single (?:mother|father|parent))\b",
    r"семь[яеиюё]|семейн|\bбрак(?:е|ом|а)\b(?=.{0,12}(?:состо|замуж|семей)|$)|в браке|замуж|женат"
    r"|холост|развед[её]н|супруг|\bдет(?:и|ей|ям|ьми|ях)\b|\bреб[её]н|\bмат(?:ь|ери)\b|\bот(?:ец"
    r"|ца)\b(?! продук)|вдов",
    # religion, politics, belief
    r"宗教|信仰|信者|教会|仏教|キリスト教|イスラム|創価|思想|信条|支持政党|政党|労働組合|学生運動"
    r"|人生観|尊敬する人物|愛読書|購読新聞",
    r"\b(?:relig\w+|faith|church|mosque|synagogue|christian\w*|catholic\w*|muslim\w*|islam\w*"
    r"|jew(?:ish|s)?|hindu\w*|buddhis\w*|atheis\w*|politic(?:al|s)|political party|trade union"
    r"|union member\w*|belie(?:fs|ver))\b",
    r"религи|вероисповед|\bвер(?:а|у|ующ)\w*\b|церк|мечет|христиан|мусульман|ислам|\bеврей|иуд[еа]"
    r"|православ"
    r"|буддис|атеис|политическ|\bпарти(?:я|и|ю|йн)\b|профсоюз",
    # health, body, military service
    r"健康(?!保険|診断シ|管理シ|経営|食品|アプリ|データ)|病気|持病|既往|障[害がい]{1,2}(?:者"
    r"|が?ある|を?お?持|の有無|手帳|等級)|障がい|うつ病"
    r"|メンタル(?:不調|疾患)|体力|身長|体重|血液型|容姿|外見|見た目|顔(?:写真|立ち|色)|服装|喫煙"
    r"|兵役|軍歴",
    r"\b(?:health (?:status|condition|issues?|problems?|history|concerns?)|healthy|ill(?:ness)?"
    r"|sick(?:ness)?|disease|disab(?:led|ilit\w+)|handicap\w*|wheelchair|depression"
    r"|medical (?:condition|history)|physically"
    r"|appearance|looks|attractive|overweight|obese|height|weight|photo(?:graph)?|smok(?:er|es"
    r"|ing)|military service|national service|accent)\b",
    r"здоров|болезн|болен|больн(?:а|ой|ая)\b|инвалид|ограниченн\w+ возможност|депресси|внешност"
    r"|внешн\w+ вид|\bрост\b (?:кандидат|соискател|\d)|\bвес\b (?:кандидат|\d)|фото|курит|курящ"
    r"|служб\w+ в армии|служил|воинск|военнообязан|акцент\b(?! на)",
    # where somebody lives, what the home is like
    r"住所|自宅|居住地|通勤|持ち家|住宅(?:状況|環境)|生活環境|実家|世帯年収",
    r"\b(?:home address|lives (?:in|near|far|with)|commut(?:e|es|ing)|housing|lives? too far)\b",
    r"домашн\w+ адрес|прожива|место жительства|прописк|жилищн",
)  # fmt: skip
_INNOCENT: Final = _pattern(
    r"race conditions?|data rac(?:e|es|ing)|human race|arms race|single sign[- ]on"
    r"|man[- ](?:hours?|days?|months?|power)|gentlem[ae]n agreement",
    r"(?:gender|age|sex)[- ](?:neutral|verification|analytics|recognition|prediction|estimation"
    r"|segment\w*|gate)|(?:age|gender) (?:and (?:age|gender) )?(?:verification|analytics"
    r"|segment\w*|prediction)",
    r"famil(?:y|ies) of (?:protocols?|products?|functions?|services?|models?|standards?)"
    r"|(?:product|font|processor|protocol|standards?|instruction) famil(?:y|ies)|column famil(?:y"
    r"|ies)|family (?:plan|office|medicine)",
    r"child(?:ren)?(?: |-)?(?:process(?:es)?|nodes?|class(?:es)?|components?|elements?|threads?"
    r"|tables?|records?|workflows?|themes?|accounts?)|parents? (?:and"
    r"|/) child(?:ren)? process(?:es)?|parent(?:[- ](?:child|process(?:es)?|nodes?"
    r"|class(?:es)?|compan(?:y|ies)|components?|table|directory|account))+"
    r"|children['’]s (?:books?|hospital|products?|apps?|wear|media)|childcare (?:industry|sector"
    r"|apps?|services?|facilit\w+|centers?|centres?)|(?:early )?child(?:hood)? (?:education"
    r"|care) (?:industry|sector)",
    r"health[ -]?(?:care|checks?|probes?|endpoints?|tech|monitoring|insurance|data|records?"
    r"|and safety)|(?:public|digital|occupational) health|political science|union types?"
    r"|tagged unions?|sql union|unions? (?:query|queries|all)",
    r"disability (?:services|insurance|support (?:services|work))|accessib\w+ for (?:disabled"
    r"|people with disabilities)|(?:age|aged|ageing) care|cache age|max-?age|image aging"
    r"|aged (?:receivables|debt\w*|invoices?)|(?:accounts? )?ag(?:e?ing) (?:reports?|analysis"
    r"|of receivables)",
    r"(?:line|row|element|viewport|max|min)[- ]?height|font[- ]weight|weight(?:ed|ing|s)\b"
    r"|(?:model|edge|class|load) weights?|photo (?:editing|sharing|storage|uploads?|app)"
    r"|visa (?:card|network|payments?|direct|processing)|(?:mastercard and |and )visa\b",
    r"look(?:s|ed|ing)? (?:into|for|at|after|up|like|as)|generation(?:s)? of|native (?:apps?"
    r"|mobile|code|cloud|modules?)|foreign (?:keys?|exchange|trade|languages?)|master/slave"
    r"|male connectors?|he(?:x|ap)\b|religiously test\w+|chef|commit(?:s|ting)?\b",
    r"(?:ages?|stages?|pages?|images?) of the (?:project|system|data|pipeline)|born[- ]digital"
    r"|open[- ]source politics|pressure and illness|she?ll\b",
    r"(?:家族|ファミリー)(?:プラン|会員|割|向け(?:サービス|アプリ|商品|保険))|(?:子ども|子供"
    r"|こども|児童|育児|介護|女性|男性|シニア|高齢者?|若年層?|若者"
    r"|男女別?|年齢層?別?|[2-7]0代)(?:・(?:性別|年代|年齢|女性|男性))*"
    r"(?:[2-7]0代)?(?:向け|用品|服|関連|施設|業界|支援|事業|サービス|福祉|ユーザー|顧客|市場|層向け"
    r"|会員|確認(?:機能|システム|API|画面)|認証(?:機能"
    r"|システム)|別(?:の)?(?:分析|集計|売上|データ))",
    r"(?:性別|年齢|年代|世代)(?:・(?:性別|年齢|年代))*(?:分析|別|推定|判定|確認(?:機能|システム"
    r"|API)|データ|属性|の(?:集計|分析))|世代(?:交代"
    r"|管理)|健康(?:診断|管理)(?:業務|システム)|多国籍|子(?:クラス|プロセス|要素|会社|ノード"
    r"|テーブル)"
    r"|親(?:会社|クラス|プロセス|子関係)|夫々|工夫|丈夫|大丈夫|若手(?:の?(?:育成|指導|社員"
    r"|エンジニア|メンバー))|若干|若しくは|障害(?:対応|復旧|時|発生"
    r"|報告|管理|検知|切り分け|調査|件数|分析|訓練)|ビザ(?:カード|決済)|政治学|組合せ|教会せ"
    r"|住所(?:録|検索|入力|データ|正規化)|出身(?:校|大学)",
    r"(?:поколени|версии) (?:систем|платформ|модел)|семейств\w+|(?:детск|женск|мужск)\w+ (?:товар"
    r"|одежд|книг|обув|сад|мебел|журнал)\w*|\bродительск\w+ (?:класс|процесс|компани)\w*|дочерн\w+"
    r"|здравоохранен\w+|возраст\w* (?:покупател|пользовател|клиент|аудитори|категори|ценз)\w*"
    r"|(?:опыт\w*|стаж\w*)(?: работы)?(?: [—–-])? \d+ (?:лет|года?)|верификаци\w+ возраста"
    r"|(?:возрастн|гендерн)\w+ (?:сегмент|аналитик|групп)\w*|тёплый пол"
    r"|наливн\w+ пол\w*|пол(?:а|ов)? (?:склада|цеха)|семейн\w+ (?:тариф|бизнес)\w*"
    r"|политик\w+ (?:безопасности|доступа)|брак(?:а|ом|е)? (?:на производстве|продукции)"
    r"|рост(?:а)? (?:продаж|выручки|показател)"
    r"|фотошоп|photoshop|фото(?:банк|студи|граф)\w*|провер\w*|верси\w*|здоровь\w+ (?:сервис"
    r"|систем)\w*|молод(?:ых|ой) (?:специалист|разработчик)\w*|молод\w+ команд\w*|дет(?:ей"
    r"|ских)? (?:процесс|узл)\w*|стар(?:ый|ая|ые) (?:код|систем|верси)\w*",
)  # fmt: skip
"""Technical, commercial and everyday senses; they are taken away before the search."""
_FINAL_WORD: Final = _pattern(
    r"不合格|不採用|お?見送り|採用(?:すべき|しない|を推奨|確定|見送)|合格(?:確定|と判断|です|とす"
    r"|に値)|落選|不適(?:格|任|合)|適任(?:では|で)"
    r"|選考(?:終了|から除外|対象外)|門前払い",
    r"\b(?:reject(?:ed|ion|s|ing)?|unsuitable|unqualified|not (?:a )?(?:fit|suitable|qualified"
    r"|recommended)|(?:do not|don['’]t|should not|shouldn['’]t|must not) (?:hire|proceed|advance"
    r"|interview|be hired|be interviewed)"
    r"|disqualif\w+|(?:should|must|can) be (?:hired|rejected|declined|turned down|terminated)"
    r"|hire (?:this|the|him|her|them)|pass on this candidate|not worth|(?:strong|clear) (?:no"
    r"|hire)\b|recommend (?:hiring|rejecting|rejection|against)"
    r"|turn(?:ed)? down|no-?hire|fails? the screening|unfit)\b",
    r"\bотказ(?:ать|ано|ывать|а)?\b(?!оустойчив)(?! (?:оборудован|сервер|систем|сервис))"
    r"|не (?:подходит|подошёл|подошла|рекоменд\w+|годится|соответствует должности"
    r"|стоит (?:нанимать|приглашать|брать))|непригод|\bне прин(?:ять|имать)\b"
    r"|нанять|принять на работу|отклонить|отсеять|дисквалиф|неподходящ",
)  # fmt: skip
_LINK: Final = _pattern(
    r"https?:|\bwww\.|\]\(|<a\b|@\w", r"(?<![\w.])[\w-]+\.(?:com|ru|jp|org|net|io|info|xyz)/"
)


def fit(text: str) -> bool:
    """Tell whether a sentence of the model may be shown to a person.

    It may not when it speaks of what must play no part (age, sex, origin, family, belief, health,
    home), says the final word on a person, or holds a contact or a link. Such words in their
    technical or commercial sense are no obstacle.
    """
    plain = fold(text).plain
    if _LINK.search(plain) or any(True for _ in find(CONTACTS, plain)):
        return False
    left = _INNOCENT.sub(" ", plain)
    return not (_PROTECTED.search(left) or _FINAL_WORD.search(left))
