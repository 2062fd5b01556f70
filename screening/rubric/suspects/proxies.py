"""Wordings that stand in for a protected matter, or for nothing that the work needs."""

from screening.rubric.remarks import RemarkKind, Severity
from screening.rubric.suspects.suspect import Suspect, words

_BLOCKED = RemarkKind.PROXY, Severity.BLOCK
_DOUBTED = RemarkKind.PROXY, Severity.WARN
_LANGUAGE = r"(?:english|japanese|russian|german|french|chinese|spanish|korean|italian|portuguese)"

NATIVE = Suspect(
    "native speaker",
    *_BLOCKED,
    ja="「ネイティブ」は出身を問うことになります。"
    "必要な水準で書いてください（例：「英語で契約交渉ができる」「JLPT N1」）。",
    en='"Native" asks for origin. Name the level and its use ("English at C1, leads meetings").',
    ru="«Носитель языка» — это вопрос о происхождении. Укажите уровень и задачу («английский C1, "
    "ведение переговоров»).",
    anyway=words(
        r"[日英中韓露独仏][本国語]?語?[がの]?(?:ネイティブ|母国?語)|母国?語[がは]",
        r"ネイティブ(?:スピーカー|レベル|並み|相当|の方)",
        rf"\bnative(?:[- ](?:level|like))?[- ]{_LANGUAGE}\b|\b{_LANGUAGE} native\b",
        r"(?<!teaching )(?<!for )(?<!to )(?<!with )\bnative(?:[- ]\w+)?[- ]speakers?\b",
        r"\bnative (?:fluency|proficiency)\b|\bmother tongue\b",
        r"\bносител\w+ (?:\w+ )?язык|\bродной язык(?! программ)|\bязык\w*\s*[-—–:(]?\s*родной"
        r"|\bрусский\s*[-—–:(]\s*родной",
    ),
)
RESIDENCE = Suspect(
    "residence",
    *_BLOCKED,
    ja="住所は条件にできません。出社の頻度や開始時刻を示し、"
    '通えるかどうかを確認してください（kind = "ask"）。',
    en="Leave the address out. State the days in the office and ask whether that works (kind ask).",
    ru="Адрес и прописка не могут быть условием. Укажите число дней в офисе и спросите, удобно "
    "ли это "
    "(kind ask).",
    anyway=words(
        r"現住所|(?:会社|オフィス|本社|店舗|最寄り?駅?)から.{0,10}(?:圏内|km以内|キロ以内|分以内)",
        r"(?:23区|都内|県内|府内|市内|区内|近隣|近郊|沿線|近く|徒歩圏内?|自転車圏内?"
        r"|通勤圏内?)に?(?:在住|お?住まい|住んで)",
        r"\bmust (?:live|reside) (?:in|within|near)\b|\blocal (?:candidates|residents) only\b",
        r"\bпрописк|\bрегистраци\w+ по месту жительства|\bместн\w+ жител|\bрайон\w* проживани",
        r"\bпрожива(?:ние|ющ\w+) (?:в|рядом|недалеко|вблизи)\b",
    ),
    matter=words(
        r"郵便番号|在住の方",
        r"\b(?:postal|post|zip) ?codes?\b|\bresid(?:ent|ing) (?:in|of|within)\b",
        r"\bпочтов\w+ индекс",
    ),
)
GENERATION = Suspect(
    "generation",
    *_BLOCKED,
    ja="年齢の言い換えになります。使えるべき道具や経験を具体的に書いてください。",
    en="This stands for age. Name the tools or the work instead.",
    ru="Это замена возраста. Назовите инструменты или задачи.",
    anyway=words(
        r"デジタルネイティブ|Z世代|ミレニアル世代",
        r"\bdigital natives?\b"
        r"|\b(?:gen(?:eration)?[- ]?z|millennials?) (?:candidates?|only|preferred)\b",
        r"\bцифров\w+ поколени|\bпоколени\w+ z\b",
    ),
)
GRADUATES = Suspect(
    "graduates",
    *_DOUBTED,
    ja="卒業年次は年齢の言い換えになりがちです。必要な知識や経験で書いてください。",
    en='A year of graduation often stands for age. Say what is needed, or "no experience needed".',
    ru="Год выпуска часто заменяет возраст. Укажите нужное или «опыт не требуется».",
    anyway=words(
        r"卒業後\d+年(?:以内|未満)",
        r"\b(?:recent|fresh|new) (?:\w+ )?grad(?:uate)?s?\b",
        r"\b(?:недавн|вчерашн)\w+ (?:выпускник|студент)\w*|\bвыпускни\w+ (?:последних|20\d\d)",
    ),
)
SCHOOL = Suspect(
    "school rank",
    *_DOUBTED,
    ja="学校名や偏差値ではなく、必要な専門分野や学位で書いてください（例：「情報系の学士号」）。",
    en='Ask for the subject or the degree that the work needs, not for the school ("a degree in '
    'statistics").',
    ru="Укажите нужную специальность или степень, а не вуз («высшее образование по статистике»).",
    anyway=words(
        r"学歴フィルター|(?<![a-z])MARCH(?:以上|卒|出身|レベル)|早慶(?:上智|以上|卒|出身|レベル)?"
        r"|旧帝|関関同立|日東駒専",
        r"(?:有名|難関|一流|上位|名門|トップ)(?:大学?|校|私大)(?:以上)?(?:[をの]?(?:卒|出身|修了)"
        r"|の方|$)|偏差値(?:の高|[が\d])",
        r"東大(?!阪|和)(?:卒|出身|・|以上)",
        r"\bivy[- ]league\b|\brussell group\b|\boxbridge\b|\btarget schools?\b",
        r"\b(?:graduates?|degree|diploma|alumni|mba|studied|education)\b.{0,12}\b(?:from|of"
        r"|at) .{0,12}"
        r"\b(?:top|elite|prestigious|leading|renowned|reputable|best)\b.{0,12}"
        r"\b(?:universit|school|college|institution)",
        r"\bвыпускни\w+ .{0,15}(?:вуз|университет|мгу|мфти|вшэ)",
        r"\bдиплом\w* .{0,15}(?:престижн|ведущ|топов|лучш)\w+ (?:вуз|университет)"
        r"|\bкрасн\w+ диплом",
    ),
    matter=words(
        r"(?:有名|難関|一流|上位|名門)(?:大学?|校)",
        r"\b(?:top|elite|prestigious|leading|renowned)(?:[- ](?:tier|ranked|\d+))? (?:universit"
        r"|school|college)\w*",
        r"\b(?:престижн|ведущ|топов|лучш|элитн)\w+ (?:\w+ )?(?:вуз|университет)|\bтоп-?\d* вуз",
    ),
)
MOST_YEARS = Suspect(
    "most years",
    *_DOUBTED,
    ja="経験年数の上限は年齢制限の言い換えになりがちです。必要な最低年数だけを書いてください。",
    en="An upper limit of experience often stands for age; give the least that is needed.",
    ru="Верхний предел опыта часто заменяет возраст; укажите только нужный минимум.",
    anyway=words(
        r"(?<!過去)(?<!直近)(?<!ここ)(?<![\d~〜-])\d+年(?:以内|以下|未満)の?(?:社会人|実務|業務"
        r"|職務)?(?:経験|方)",
        r"(?:経験|社会人歴?)(?:年数)?[がは:]?\s*\d+年(?:以内|以下|未満|まで)",
        r"\b(?:maximum|max\.?|no more|not more|less|fewer) (?:of "
        r"|than )?\w+ years\b.{0,20}\bexperience\b",
        r"\bопыт\w*(?: работы)?[:,]? (?:не более|не больше|максимум|менее|до) \d+ (?:лет|год)",
    ),
)
BREAKS = Suspect(
    "breaks and changes",
    *_DOUBTED,
    ja="離職期間や転職回数は能力を示しません。必要な経験を書いてください。",
    en="Gaps and changes of job show no ability; name the experience that is needed.",
    ru="Перерывы и частота смены работы не говорят об умении; назовите нужный опыт.",
    anyway=words(
        r"ブランクの?(?:ない|無い|なし)|転職回数.{0,4}(?:\d|少な|以内|以下)"
        r"|離職期間の?(?:ない|無)|短期離職",
        r"\bno (?:employment |career |unexplained )?gaps\b|\b(?:no|not a) job[- ]?hopp\w+"
        r"|\bstable (?:work|job) history\b",
        r"\bбез (?:перерывов|пробелов) (?:в|стаж)|\bбез частой смены|\bстабильн\w+ (?:трудов|стаж)",
    ),
)
EMPLOYER = Suspect(
    "employer's name",
    *_DOUBTED,
    ja="前職の社名ではなく、"
    "そこで必要な経験を書いてください（例：「100名以上の組織での運用経験」）。",
    en='Describe the work, not the employer ("ran systems with a million users").',
    ru="Опишите задачи, а не работодателя («эксплуатация систем с миллионом пользователей»).",
    anyway=words(
        r"(?:大手|有名|一流|上場)企業(?:の?出身|にお?勤め)|(?:戦略|外資)(?:コンサル|系)出身",
        r"\b(?:ex-|from |at )(?:faang|maang|big[- ](?:four|4|tech))\b"
        r"|\bfaang (?:background|alumni)\b",
        r"\bвыходц\w+ из .{0,15}(?:компани|банк|консалтинг)",
    ),
)

PROXIES = (NATIVE, RESIDENCE, GENERATION, GRADUATES, SCHOOL, MOST_YEARS, BREAKS, EMPLOYER)
