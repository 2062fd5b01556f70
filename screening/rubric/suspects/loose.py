"""Wordings that a document cannot answer, or that two readers would answer differently."""

import re

from screening.rubric.remarks import RemarkKind, Severity
from screening.rubric.suspects.suspect import Suspect, words

TRAIT = Suspect(
    "trait",
    RemarkKind.UNANSWERABLE,
    Severity.WARN,
    ja="書類からは判断できません。行動として書くか（例：「顧客への提案資料の作成経験」）、"
    '面談で確認してください（kind = "ask" か "note"）。',
    en='No document shows this. Name what was done ("presented to customers"), or leave it to the '
    "interview (kind note).",
    ru="По документам этого не увидеть. Назовите действие («вёл переговоры с клиентами») или "
    "оставьте "
    "для собеседования (kind note).",
    anyway=words(
        r"コミュニケーション(?:能力|力|スキル|が(?:取|と)れる)|地頭|ストレス耐性(?!検査)|協調性"
        r"|主体性|責任感",
        r"社風|カルチャー(?:に)?(?:フィット|マッチ)"
        r"|(?:当社|弊社|会社)の(?:文化|理念|ビジョン|価値観|バリュー|ミッション)に",
        r"\bcommunication skills\b|\binterpersonal skills\b|\bteam[- ]?player\b"
        r"|\bcultur(?:al|e) fit\b",
        r"\b(?:fast|quick) learner\b|\b(?:positive|can-do|winning) attitude\b"
        r"|\bself-(?:starter|motivated)\b",
        r"\b(?:highly |self-)?motivated\b|\bpassion(?:ate)?\b|\benthusias(?:m|tic)\b"
        r"|\bunder pressure\b",
        r"\bstress[- ]resist\w+|\battention to detail\b|\bdetail[- ]oriented\b"
        r"|\bhard[- ]?working\b",
        r"\b(?:rock ?star|ninja|go-getter)\b|\bsense of humou?r\b|\bgrowth mindset\b"
        r"|\bleadership skills\b",
        r"\bwork ethic\b|\b(?:high )?(?:integrity|energy level)\b(?! checks?)",
        r"\bкоммуникабельн|\bкоммуникативн\w+ навык"
        r"|\bнавык\w+ (?:делового )?(?:общения|коммуникации)",
        r"\bответственн(?:ость|ый подход|ое отношение|ый человек)\b(?! за)|\bстрессоустойчив"
        r"|\bобучаем|\bинициативн|\bцелеустремл",
        r"\bпунктуальн|\bкомандн\w+ (?:игрок|дух)|\bумение работать в (?:команде|коллективе)",
        r"\bмногозадачност|\bпозитивн\w+ (?:настро|мышлен)|\bактивн\w+ жизненн\w+ позици",
        r"\bвнимательность\b|\bдоброжелательн|\bграмотн\w+ речь|\bкреативность\b|\bамбициозн",
        r"\bкорпоративн\w+ культур\w+\b(?=.{0,12}(?:близк|соответ|подход))|\bгорящ\w+ глаз",
        r"\bжелание (?:работать|учиться|развиваться|зарабатывать)",
    ),
    matter=words(
        r"積極性|柔軟性|誠実|真面目|素直|明る[いく]|熱意|やる気|意欲|情熱|打たれ強|好奇心|向上心"
        r"|清潔感|人柄",
        r"チームワーク|リーダーシップ|粘り強|気配り|思いやり|論理的思考|問題解決(?:能)?力"
        r"|メンタルが?強|ガッツ|根性|ハングリー精神|バイタリティ|負けず嫌い",
        r"\bproactive\b|\breliable\b|\bhonest\b|\bcurious\b|\bflexib(?:le|ility)\b"
        r"|\bproblem[- ]solving\b",
        r"\bэнергичн|\bпорядочн|\bчестност|\bлояльн|\bактивность\b",
    ),
)
CONDUCT = Suspect(
    "criminal record",
    RemarkKind.UNANSWERABLE,
    Severity.WARN,
    ja="書類からは判断できません。法令上必要な職種に限り、内定後に確認してください。",
    en="No document shows this; where the law asks for it, check it after the offer.",
    ru="По документам этого не увидеть; если закон требует, проверяйте после предложения о работе.",
    matter=words(
        r"前科|犯罪歴|賞罰",
        r"\bcriminal record\b|\bbackground check\b|\bcredit check\b",
        r"\bсудимост|\bпроверк\w+ службы? безопасности",
    ),
)
ONLY_THEY_KNOW = Suspect(
    "only the candidate knows",
    RemarkKind.UNANSWERABLE,
    Severity.WARN,
    ja='本人にしか答えられません。kind = "ask" にして、質問として残してください。',
    en="Only the candidate can say this; make it kind ask.",
    ru="Это может сказать только сам кандидат; сделайте вопросом (kind ask).",
)
"""Found by the rule that sorts such lines out of an advert."""

_JA_NOUN = "(?:経験|知識|知見|スキル|能力|英語力|語学力|実績|理解|リテラシー|センス)"
_EN_NOUN = (
    "(?:experience|knowledge|skills?|understanding|expertise|background|command|proficiency"
    "|track record|ability|level)"
)
AMOUNT = Suspect(
    "no measure",
    RemarkKind.VAGUE,
    Severity.WARN,
    ja="どこからが該当するのか読み手によって変わります。"
    "年数・規模・水準で書いてください（例：「3年以上」「TOEIC 800点」「10名のチーム」）。",
    en='Two readers would draw this line differently. Give years, size or level ("three years", '
    '"B2", "a team of ten").',
    ru="Каждый поймёт это по-своему. Укажите срок, масштаб или уровень («от 3 лет», «B2», "
    "«команда из "
    "10 человек»).",
    anyway=words(
        r"(?:豊富な|十分な|充分な|ある程度の|そこそこの|かなりの|相当な|一定の|相応の|それなりの"
        r"|高度な|高い|深い|幅広い"
        r"|基本的な|最低限の|多少の"
        rf"|優れた|一般的な)[^、。]{{0,15}}?{_JA_NOUN}"
        rf"|(?:経験|知識|知見|スキル|実績)[がはも](?:豊富|十分|充分|高い)",
        r"\b(?:extensive|solid|strong|good|excellent|deep|proven|significant|substantial|sufficient"
        r"|broad|some|basic|relevant|advanced|adequate|great|sound|considerable|in-depth|ample)\s+"
        rf"(?:[\w/+#.&-]+\s+){{0,3}}?{_EN_NOUN}\b",
        r"\b(?:modern|various|relevant|appropriate|suitable) "
        r"(?:tools?|tooling|technolog\w+|frameworks?|methods?|practices)\b",
        r"\bопыт\w*[^.,;]{0,25}\bбольшой\b",
        r"\b(?:больш|обширн|богат|хорош|достаточн|уверенн|глубок|отличн|базов|некотор|значительн"
        r"|широк|высок)\w*\s+(?:[\w-]+\s+){0,2}?(?:опыт|знани|уров|навык|понимани|владени"
        r"|пользовател)\w*",
    ),
)
MEASURED = re.compile(r"\d|\b[ABC][12]\b|N[1-5]\b|[一二三四五六七八九十]年")
"""What makes an amount clear after all."""

_TERM = r"[A-Z][\w.+#-]*"
SEVERAL = Suspect(
    "several in one",
    RemarkKind.COMPOUND,
    Severity.WARN,
    ja="複数の要件が一行にあります。一つずつに分け、"
    "どれか一つで足りる場合は「いずれか」と書いてください。",
    en='Several requirements in one. Write each on its own; where one is enough, say "any of".',
    ru="Несколько требований в одном. Запишите каждое отдельно; если достаточно одного, напишите "
    "«любой из».",
    anyway=re.compile(
        r"(?:経験|知識|知見|スキル|能力|語学力|資格)[^、。(]{0,6}?\s*(?:、かつ|、|,|および|及び"
        r"|ならびに|並びに|かつ|と|\+|&)"
        r"\s*[^。]*?(?:経験|知識|知見|スキル|能力|英語力|語学力|資格)"
        rf"|{_TERM}(?:[、,・]\s*{_TERM}){{2,}}(?=[^A-Za-z]*(?:経験|知識|スキル|運用|開発))"
        r"|(?i:\b(?:experience|knowledge|degree|understanding|ability|proficiency|certification"
        r"|diploma|fluency)\b(?!\s+and\b).{2,}?\b(?:and|plus|as well as)\b.{0,40}?"
        r"\b(?:experience|knowledge|degree|fluent|fluency|ability|proficien\w+|certif\w+|skills)\b)"
        rf"|{_TERM}(?:, {_TERM})+,? (?:and|и) {_TERM}"
        r"|(?i:\b(?:опыт|знани|навык|умени|владени|образовани|диплом)\w*(?!\s+и\b)[^.]{2,}?"
        r"(?:\bи\b|,|;|\bа также\b)[^.]{0,40}?"
        r"\b(?:опыт|знани|навык|умени|владени|английск|образовани|диплом)\w*)"
    ),
)
CHOICE = re.compile(
    r"または|又は|もしくは|若しくは|あるいは|いずれか|どれか|など|等(?!級|しい)"
    r"|\b(?:or|any of|one of|such as|e\.g\.|etc)\b"
    r"|\b(?:или|либо|люб\w+ из|например|и т\.? ?д)",
    re.IGNORECASE,
)
"""What makes of several things one requirement, because some of them are enough."""
