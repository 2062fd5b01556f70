"""Demands on who the person is: age, sex, origin, family, home.

The better wordings name the work, for that is what may be asked for.
"""

from screening.rubric.remarks import RemarkKind, Severity
from screening.rubric.suspects.suspect import Suspect, words

_PROTECTED = RemarkKind.PROTECTED, Severity.BLOCK

AGE = Suspect(
    "age",
    *_PROTECTED,
    ja="年齢は条件にできません。"
    "必要な経験や資格を書いてください（例：「法人営業の経験3年以上」）。",
    en='Leave age out; name the experience that the work needs ("three years of sales").',
    ru="Возраст не может быть условием; укажите нужный опыт («опыт продаж от 3 лет»).",
    anyway=words(
        r"(?:\d+|[二三四五六]十[一-九]?)\s*[歳才]"
        r"(?!児|(?:以上|以下|未満)?(?:の(?:子|児|幼|利用)|向け|を?対象))",
        r"アラ(?:サー|フォー|フィフ)(?!向け|層|女性向け)|シニア(?:歓迎|の方)"
        r"|中高年(?:の方|不可|歓迎)",
        r"(?:\d0|[二三四五六]十)代(?!向け"
        r"|の?(?:顧客|ユーザ|読者|客|患者|利用者|女性向け|男性向け))",
        r"年齢\s*(?:制限|不問|上限|要件|条件|以下|[は:\d])",
        r"\bage[ds]?\s*(?:[::]|limit|\d|between|under|over|below|above|up to|of \d)",
        r"\b(?:maximum|minimum) age\b|\b\d+ years? old\b|\byears of age\b",
        r"\b(?:be|candidates?|applicants?|people|persons?|those) (?:aged |strictly )?"
        r"(?:under|below|over|above|younger than|older than) (?:the age of )?[1-7]\d\b"
        r"(?!\s*(?:%|percent|ms|minutes|hours|days|people|employees|kg))",
        r"\b(?:older|younger) than [1-7]\d\b(?! (?:days|months|hours))"
        r"|\bmature (?:wom|m[ae]n|candidate|applicant)",
        r"\byoung,? (?:and |& )?(?:dynamic|energetic|ambitious|fresh|motivated)\b",
        r"\bвозраст\w*\s*(?:[:—–-]|от\b|до\b|не\b|\d)"
        r"|\b(?:старше|младше|моложе) (?:\d+|[а-я]+(?:цати|рока|сяти) лет)",
        r"\bмолод(?:ые|ой|ая|ых)(?:,| и) \w+ (?:сотрудник|специалист|кандидат|люд)\w*",
    ),
    matter=words(
        r"年齢(?!層|別|確認|認証)|若手|若い|定年",
        r"\b(?:age|aged)\b(?! (?:groups?|range of|\w+(?:tion|ing|ed)\b))",
        r"\b(?:early|mid|late)[- ](?:twenties|thirties|forties|fifties)\b",
        r"\byoung\b(?!['’]s modulus)(?! (?:learners|people|adults|children|patients|readers))",
        r"\bвозраст|\b(?:от|до) (?:1[89]|[2-6]\d) лет|\bмолод\w+|\b[1-6]\d\s*[-–—]\s*[2-7]\d лет",
    ),
)

SEX = Suspect(
    "sex",
    *_PROTECTED,
    ja="性別は条件にできません。職務名や必要なスキルで書いてください（例：「営業職」）。",
    en='Leave sex out, in names of jobs as well ("sales representative").',
    ru="Пол не может быть условием; назовите работу нейтрально («менеджер по продажам»).",
    anyway=words(
        r"性別\s*(?:不問|を?問わ|[は:])",
        r"(?:男性|女性)\s*(?:歓迎|限定|のみ|優遇|募集|希望|不可|の方|(?:が|も)(?:多数)?活躍"
        r"|で(?!も)|$|[、。)・/])",
        r"(?:男性|女性)(?:営業|事務|エンジニア|ドライバー|看護師|社員|メンバー"
        r"|スタッフ)(?![のをにへ向])",
        r"(?:営業マン|看護婦|保母|スチュワーデス|ウェイトレス)(?![のをにへ向])"
        r"|主婦(?:歓迎|活躍|の方)",
        r"(?:女子|男子)(?:社員|スタッフ|限定|のみ|募集)",
        r"(?<!fe)(?<!\w)(?:fe)?males?\b"
        r"(?!-| (?:audience|user|customer|market|patient|health|fashion|client|consumer))"
        r"(?!.{0,20}\b(?:connector|plug|socket|voice)s?\b)",
        r"\b(?:gender|sex)\s*:|\b(?:sales|delivery)(?:man|men|woman|women)\b|\bwaitress"
        r"|\bstewardess",
        r"\bпол\b\s*[:—–-]|\b(?:мужск|женск)\w+ пол\b",
        r"(?<!для )(?<!среди )(?<!с )\b(?:мужчин|женщин|девушк|юнош)",
    ),
    matter=words(
        r"性別|(?:男性|女性)(?!向け|用|誌|ファッション|ユーザ|客|市場|活躍)"
        r"|(?:女子|男子)(?!大|校|高)|主婦",
        r"\bgender\b|\bsex\b"
        r"|\b(?:wom[ae]n|m[ae]n|girls?|boys?|lad(?:y|ies)|gentlem[ae]n)\b(?![-'’])",
        r"\b(?:мужчин|женщин|девушк|юнош)",
        r"性的指向|性自認|同性愛|\bsexual orientation\b|\bсексуальн\w+ ориентаци",
        r"\bстудент(?:ка|ки|ок|ку)\b",
    ),
)

ORIGIN = Suspect(
    "origin",
    *_PROTECTED,
    ja="国籍・出生地・本籍は条件にできません。就労資格は選考後に確認し、"
    "語学は必要な水準で書いてください"
    "（例：「日本語で議事録を作成できる」）。",
    en="Leave origin and citizenship out. Ask for the right to work as kind ask, and for a "
    "language "
    'by its level ("Japanese at C1").',
    ru="Происхождение и гражданство не могут быть условием. Право на работу уточняйте вопросом "
    "(kind ask), язык — по уровню («русский C1»).",
    anyway=words(
        r"国籍(?<!多国籍)\s*(?:不問|を?問わ(?!ず(?:使|利用))|を有|をお?持|の方|に限|[はが者:])",
        r"日本人\s*(?:の方|のみ|限定|に限|であ|歓迎|$)",
        r"外国(?:籍|人)(?:の方)?[はも]?\s*(?:不可|お断り|ご?遠慮|NG|応募不可)|本籍[^、。]{0,4}:",
        r"\bnationality\s*:|\b[a-z]+(?:ese|ish|an) nationality\b",
        r"\bbe (?:an? )?(?:\w+ ){0,2}citizens?\b|\bcitizens? (?:only|with|preferred|required)\b",
        r"\bгражданств\w*\s*(?:рф|росс|снг|ес\b|[:—–-])|\b(?:наличи|есть)\w* гражданств",
        r"\bтолько (?:граждане|русски|славян)|\b(?:национальност)\w*\s*[:—–-]|\bславянск\w+ внешн",
    ),
    matter=words(
        r"国籍(?<!多国籍)|日本人(?!顧客|向け|学校)|本籍|出身地|出生地|生まれ(?:の方|育)"
        r"|パスポート|愛国心",
        r"\bcitizenship\b(?! (?:application|law|service|education|test))|\bpassports?\b",
        r"\b(?:white|black|asian|caucasian|hispanic) (?:applicants?|candidates?|people|persons?)\b",
        r"\bnationality\b|\bnationals\b|\bcitizens?\b|\b(?:race|ethnic\w*)\b(?!\s+condition)"
        r"|\bplace of birth\b",
        r"\bborn (?:in|and raised)\b",
        r"\bгражданств|\bгражданин|\bгражданк|\bграждане\b|\bроссиян|\bнациональност|\bславян"
        r"|\bмест\w+ рождени|\bурожен",
    ),
)

FAMILY = Suspect(
    "family",
    *_PROTECTED,
    ja="家族・結婚・出産に関することは条件にできません。勤務時間などの事実を示し、"
    "可能かどうかを面談で確認してください"
    '（kind = "ask"）。',
    en="Leave family, marriage and pregnancy out. State the working hours and ask whether they fit "
    "(kind ask).",
    ru="Семья, брак и беременность не могут быть условием. Укажите график и спросите, подходит "
    "ли он "
    "(kind ask).",
    anyway=words(
        r"配偶者\s*(?:の有無|が|あり|なし|をお?持|:)|(?:婚姻|家族構成|妊娠)[^、。]{0,4}:",
        r"(?:既婚|未婚|独身)\s*(?:の方|者?(?:歓迎|限定|優遇|のみ|であ|の方|$)|[でか、:])",
        r"(?:ご?家族|親|両親|(?:お?父|お?母)(?:様|さん)?)の(?:職業|収入|学歴|地位|資産|続柄"
        r"|勤務先|健康)",
        r"(?:お子(?:さん|様)|子ども|子供)[はがの]?(?:い|おら)(?:ない|らっしゃらない|ません)",
        r"(?:結婚|出産|妊娠)(?:・(?:結婚|出産|妊娠))*の?(?:ご?予定|希望)",
        r"\b(?:religion|marital status)\s*:|\b(?:un)?married\b(?! couples)",
        r"\bpregnant\b(?! (?:women|patients))|^single\b\s*(?:,|$)",
        r"\b(?:without|no|no (?:small|young|minor)) (?:children|kids|dependants?)\b"
        r"|\bchild-?(?:less|free)\b",
        r"\b(?:семейн\w+ положени|вероисповедани)\w*\s*[:—–-]|\bзамужем\b|\bженат|\bхолост",
        r"\bбез (?:маленьких |несовершеннолетних )?детей\b"
        r"|\bне планиру\w+ (?:декрет|беремен|детей)",
    ),
    matter=words(
        r"配偶者|既婚|未婚|独身|婚姻|家族構成|妊娠|出産|続柄|育児中|子育て中|乳幼児",
        r"\b(?:mothers?|fathers?|parents?) (?:of|with)\b",
        r"\bmarital\b|\bmarried\b|\bpregnan\w+|\bchildren\b",
        r"\bfamily (?:plans?|commitments?|obligations?|responsibilit\w+|ties|status)\b",
        r"\bсемейн\w+ (?:положени|люд|человек|пар)|\bдет(?:и|ей)\b|\bберемен|\bдекрет",
    ),
)

HOME = Suspect(
    "home",
    *_PROTECTED,
    ja="住まいや家庭環境は条件にできません。出社の頻度など、仕事の条件を書いて確認してください。",
    en="Leave housing and home life out; state what the work needs, such as days in the office.",
    ru="Жильё и домашняя обстановка не могут быть условием; укажите, что нужно для работы, "
    "например "
    "число дней в офисе.",
    matter=words(
        r"持ち家|借家|間取り|部屋数|住宅(?:の種類|状況|事情)|近隣の?(?:施設|環境)"
        r"|実家(?:暮らし|住まい|から)|一人暮らし",
        r"(?:家庭|生活|成育)(?:の)?環境|生い立ち",
        r"\bhome[- ]?owners?\b|\bown(?:s|ing)? (?:a|your|their) (?:home|house|flat)\b",
        r"\b(?:living|home|housing) (?:situation|conditions|environment)\b|\bfamily background\b"
        r"|\bupbringing\b",
        r"\bжилищн\w+ услови|\bсобственн\w+ (?:жиль|квартир)|\bблагополучн\w+ семь"
        r"|\bдомашн\w+ обстановк",
    ),
)

PERSON = (AGE, SEX, ORIGIN, FAMILY, HOME)
