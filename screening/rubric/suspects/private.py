"""Demands on what a person believes, reads, joins, or how healthy and good-looking they are.

Together with family, home and origin these are the fourteen matters that fair selection in Japan
keeps out of hiring; the other languages follow the same list.
"""

from screening.rubric.remarks import RemarkKind, Severity
from screening.rubric.suspects.suspect import Suspect, words

_PROTECTED = RemarkKind.PROTECTED, Severity.BLOCK
_FREE_JA = (
    "本来自由であるべき事項で、適性・能力と関係がありません。"
    "削除し、職務に必要な経験だけを書いてください。"
)
_FREE_EN = "This is everybody's own affair; take it out and name only what the work needs."
_FREE_RU = "Это личное дело каждого; уберите и укажите только то, что нужно для работы."


def _own_affair(subject: str, *anyway: str, matter: tuple[str, ...]) -> Suspect:
    return Suspect(
        subject,
        *_PROTECTED,
        ja=_FREE_JA,
        en=_FREE_EN,
        ru=_FREE_RU,
        anyway=words(*anyway) if anyway else None,
        matter=words(*matter),
    )


RELIGION = _own_affair(
    "religion",
    r"宗教[^、。]{0,4}:|特定の宗教|信仰(?:し|を持)",
    r"\breligion\s*:|\bpractis?c?ing (?:christian|muslim|jew|buddhist|catholic|orthodox)",
    r"\b(?:православн|мусульманск|христианск)\w+ (?:вер|вероисповедани)",
    matter=(
        r"宗教|信仰|信者|(?:教|神道)を信じ|仏教徒|キリスト教徒|イスラム教徒",
        r"\breligio(?:n|us)\b|\b(?:christian|muslim|jewish|buddhist|catholic)s?\b|\bchurch\w*"
        r"|\bmosques?\b",
        r"\bвероисповедани|\bрелиги|\bверующ|\b(?:православн|мусульман|христиан)\w*",
    ),
)
POLITICS = _own_affair(
    "politics",
    matter=(
        r"支持(?:する)?政党|政党|政治的|党員|投票|どの党",
        r"\bpolitical(?:ly)?\b|\bparty members?\b",
        r"\bполитическ\w+ (?:взгляд|убежден|парти|позици)|\bчлен\w* партии",
    ),
)
CREED = _own_affair(
    "view of life",
    matter=(
        r"人生観|生活信条|(?<!支持)信条|座右の銘|死生観|世界観に",
        r"\b(?:life philosophy|philosophy of life|world ?view|personal creed)\b",
        r"\bмировоззрени|\bжизненн\w+ (?:кредо|философи|принцип|ценност)",
    ),
)
ADMIRED = _own_affair(
    "person admired",
    matter=(
        r"尊敬(?:する|している|できる)(?:人|方|人物|偉人)",
        r"\bperson (?:whom? )?you (?:most )?(?:admire|respect)|\bwhom you (?:most )?admire",
        r"\bкого вы уважаете|\bкумир|\bуважаем\w+ вами",
    ),
)
THOUGHT = _own_affair(
    "thought",
    matter=(
        r"思想(?:的|信条|・信条|に偏|調査|を問|を持)|特定の思想|左翼|右翼|イデオロギー",
        r"\bideolog\w+|\b(?:left|right)-wing\b",
        r"\bидеологи|\bубеждени(?:я|й)\b",
    ),
)
UNION = _own_affair(
    "union or movement",
    r"(?:ストライキ|デモ|組合活動|学生運動|社会運動)[にへを]?[^、。]{0,4}(?:参加|関わ)",
    matter=(
        r"労働組合|組合(?:活動|員|[にへ]の?(?:未?加入))|学生運動|社会運動|市民運動|消費者運動"
        r"|デモ(?:活動|への参加)|ストライキ",
        r"\b(?:trade|labou?r|workers'?) unions?\b"
        r"|\bunion (?:members?|membership|organi[sz]ers?|activity)\b|\bactivis[mt]s?\b"
        r"|\bstudent movements?\b",
        r"\bпрофсоюз|\b(?:общественн|студенческ|протестн)\w+ движени|\bмитинг",
    ),
)
READING = _own_affair(
    "reading",
    r"愛読書|購読(?:新聞|紙|雑誌|している)",
    matter=(
        r"愛読|(?:新聞|雑誌)を?.{0,6}(?:購読|読)|読(?:んで|む)[^、。]{0,8}(?:新聞|雑誌|本)",
        r"\bfavou?rite (?:books?|newspapers?|magazines?|authors?)\b"
        r"|\bnewspapers? (?:you|they) read\b",
        r"\bлюбим\w+ (?:книг|газет|журнал|автор)|\bкакие газеты",
    ),
)
INQUIRY = Suspect(
    "inquiry",
    *_PROTECTED,
    ja="身元調査や戸籍・住民票・家族欄などの提出は、"
    "適性・能力と関係のない事項を集めることになります。削除してください。",
    en="Inquiries into a person's circumstances and papers about the family collect what must play "
    "no part; take this out.",
    ru="Проверки личных обстоятельств и документы о семье собирают лишнее; уберите это.",
    matter=words(
        r"身元(?:調査|照会)|素行調査|興信所|現住所の(?:略図|地図)|戸籍(?:謄本|抄本)?|住民票"
        r"|家族欄|社用紙|身上書",
        r"\bfamily register\b|\bprivate investigat\w+|\bproof of family\b",
        r"\bсправк\w+ о составе семьи|\bсбор сведений о семье"
        r"|\bхарактеристик\w+ с места жительства",
    ),
)
HEALTH = Suspect(
    "health",
    *_PROTECTED,
    ja="健康状態・病歴・障害は条件にできず、職務上の必要がない健康診断も求められません。"
    "必要な作業を具体的に書いてください"
    "（例：「20kg程度の荷物の運搬があります」）。",
    en='Leave health and disability out; describe the task ("carrying boxes of up to 20 kg").',
    ru="Здоровье и инвалидность не могут быть условием; опишите задачу («перенос коробок до 20 "
    "кг»).",
    anyway=words(
        r"心身(?:とも)?に?健康|健康(?:な(?:方|人)|状態が?良好)|持病(?:の|が|や)|既往(?:歴|症|が)"
        r"|病歴|通院(?:し|歴)",
        r"(?<!採用)健康診断書|健康診断(?:の結果)?を?(?:提出|受診)できる",
        r"\bable-?bodied\b"
        r"|\b(?:perfect|excellent|good|robust) (?:physical |general )?health\b(?! ?-?care)",
        r"\bno (?:disabilit\w+|illness\w*|chronic|medical conditions?|health (?:problems|issues))",
        r"\bmedical (?:history|certificate of fitness)\b",
        r"\bхронич\w+ заболевани|\b(?:отсутстви|без|нет)\w* (?:\w+ )?(?:заболевани|инвалидност)",
        r"\b(?:крепк|хорош|отличн)\w+ здоровь|\bсостояни\w+ здоровь|\bбез вредных привычек"
        r"|\bне куря",
    ),
    matter=words(
        r"障がい|障害者|障害の(?:ない|無い|有無|ある)|健康な|健康診断|既往|うつ病|色覚|視力|聴力|肥満|太っ|痩せ"
        r"|精神(?:疾患|障害)|体力(?:に自信|のある)",
        r"\bmental (?:illness\w*|disorders?|health (?:issues|problems|history))\b",
        r"\bdisabilit\w+\b|\bchronic\b|\bphysically fit\b",
        r"\bхроническ\w+ (?:болезн|недуг)|\bинвалид|\bздоровь|\bмедосмотр",
    ),
)
APPEARANCE = Suspect(
    "appearance",
    *_PROTECTED,
    ja="容姿・身長・体重は条件にできません。接客の経験など、仕事の内容で書いてください。",
    en='Leave looks out; name the work ("experience of receiving customers").',
    ru="Внешность не может быть условием; назовите работу («опыт приёма посетителей»).",
    anyway=words(
        r"容姿|美人|イケメン|美男|身長\s*\d|体重\s*\d|見た目(?:の|が)(?:良|よ|美)",
        r"\b(?:attractive|pleasant|pleasing|good|neat) (?:appearance|looks)\b|\bgood[- ]looking\b"
        r"|\bpresentable\b",
        r"\b(?:приятн|презентабельн|модельн|привлекательн|опрятн|европейск|славянск)\w+ внешн",
        r"\bпрезентабельн\w+|\bрост\w* (?:от|не менее) 1[4-9]\d",
    ),
    matter=words(
        r"外見|ルックス|スタイルの良い|体型|体格",
        r"\bheight (?:of |at least|from|above|over)|\b1[4-9]\d ?cm tall",
        r"\b(?:slim|handsome|beautiful"
        r"|attractive)\b(?= *(?:$|[,.;]|and\b|wom|m[ae]n|people|person|girls?))",
        r"\bвнешност|\bвнешн\w+ вид|\bтелосложени|\bфигур\w+"
        r"|\b(?:красив|симпатичн)\w+ (?:девушк|сотрудни|женщин)",
    ),
)
MILITARY = Suspect(
    "military service",
    *_PROTECTED,
    ja="兵役の有無は条件にできません。削除してください。",
    en="Leave military service out; name the skill, if one is meant.",
    ru="Служба в армии и военный билет не могут быть условием отбора; если нужен навык, назовите "
    "его.",
    anyway=words(
        r"兵役|徴兵",
        r"\b(?:completed|finished|served|exempt from|free of) (?:\w+ )?(?:military|army"
        r"|national) service\b",
        r"\bmilitary service (?:completed|required|done|exempt\w*|status)\b|\bdraft[- ]exempt\b",
        r"\bсрочн\w+ (?:военн\w+ )?служб",
        r"\bслужб\w+ в (?:армии|вс|вооруж)|\bотслужи\w+|\bвоенн\w+ билет|\bвоеннообязанн",
        r"\bгодн\w+ к (?:военной )?служб|\bприписн\w+ свидетельств",
    ),
    matter=words(
        r"\bmilitary service\b|\bconscript",
        r"\bармейск|\bармии\b|(?<!ведение )\bвоинск\w+ (?:обязанност|учет)",
    ),
)

PRIVATE = (
    RELIGION,
    POLITICS,
    CREED,
    ADMIRED,
    THOUGHT,
    UNION,
    READING,
    INQUIRY,
    HEALTH,
    APPEARANCE,
    MILITARY,
)
