"""What the words of an advert tell about a line: a heading, a wish, a question, nothing to judge.

Three languages side by side. A line is never cut up by these words; it is only sorted.
"""

import re
from enum import StrEnum


class Section(StrEnum):
    """What the lines below a heading are."""

    FIELD = "field"
    """Whatever the field is in which they stand."""
    MUST = "must"
    WANT = "want"
    NOTE = "note"
    OTHER = "other"
    """Duties, conditions, the company: nothing that is required."""


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_OTHER_NAMES = (
    r"(?:業務|仕事|職務|事業)(?:内容|詳細|概要)|(?:担当|主な)業務|待遇|給与|年収|諸?手当|試用期間"
    r"|(?:勤務|就業)(?:地|場所|時間|条件|形態)|雇用形態|福利厚生|休日|休暇|選考(?:フロー|プロセス)"
    r"|会社(?:概要|紹介)|開発環境|募集背景|(?:この)?(?:ポジション|仕事)の魅力|応募方法"
    r"|(?:your |key |main |job )?(?:responsibilities|duties)|what you(?: will|['’]ll) (?:do|get)"
    r"|(?:what )?we offer|benefits|perks|about (?:us|the (?:company|role|team|job))"
    r"|(?:our|the|tech) stack|(?:working )?conditions|compensation"
    r"|(?:ваши |основные )?(?:обязанности|задачи)|условия(?: работы)?|(?:что )?мы предлагаем"
    r"|о (?:компании|нас)|чем предстоит(?: заниматься)?"
)
_OTHER = re.compile(
    r"(?:主な|具体的な|想定|入社後の|現在の|本?ポジションの|当社の|この仕事の)*"
    rf"(?:{_OTHER_NAMES})(?:(?:[・/／、,&と\s]|\band\b|\bи\b)+(?:{_OTHER_NAMES}))*"
    r"(?:について|の?(?:詳細|概要|例|一覧)|など|等| in this role| include)*"
    r"(?:\s*[(（][^()（）]*[)）])?",
    re.IGNORECASE,
)
"""Only a whole heading: 開発環境 is one, 開発環境の構築経験 is something to ask for."""

# The first that matches wins; a heading is short, or marked by brackets or a colon.
_HEADINGS = (
    (
        Section.WANT,
        _pattern(
            r"(?<!未経験)(?<!未経験者)歓迎(?!会)|尚可|なお可|あれば|優遇|望ましい|プラス要件",
            r"^(?:nice.to.have|good.to.have|preferred|desir(?:ed|able)|bonus)",
            r"^(?:plus(?:es)?|advantages?)\b",
            r"^what (?:would|will) help|^it(?: is|['’]s) a plus|^wants?\b|^optional",
            r"^буд[еу]т (?:большим )?(?:плюс|преимуществ)|^плюс(?:ом|ы|ами)?\b",
            r"^(?:желательн|приветству)",
            r"^(?:преимуществ|как плюс|дополнительным плюсом|хорошо,? если)",
        ),
    ),
    (
        Section.NOTE,
        _pattern(
            r"人物像|求める人材|(?<!リ)マインド",
            r"^(?:who you are|about you|persona|soft skills|personal(?:ity| qualities))",
            r"^(?:личн\w+ качеств|вы нам подойд[её]те|о вас)",
        ),
    ),
    (Section.OTHER, _OTHER),
    (
        Section.MUST,
        _pattern(
            r"必須|必要(?:な|と)|MUST",
            r"^(?:must.haves?|must\b|mandatory|required|minimum|basic qualifications)",
            r"^(?:обязательн|необходим)",
        ),
    ),
    (
        Section.FIELD,
        _pattern(
            r"応募(?:資格|条件|要件)|求めるスキル",
            r"^(?:スキル|経験|資格|要件|条件)(?:・(?:スキル|経験|資格))*$",
            r"^(?:requirements?|qualifications?|skills?|you (?:will )?have)\b",
            r"^what you(?:['’]ll)? need\b",
            r"^(?:требовани|что мы жд[её]м|мы жд[её]м|от вас|нам важно|ожидания)",
        ),
    ),
)
_BARE_HEADING = _pattern(
    r"(?:必須|歓迎|応募|必要な|求める|あると望ましい)(?:スキル|要件|条件|経験|資格|能力|知識|人物像|[・/／と])*",
    r"(?:業務|仕事|職務|事業)内容|人物像|待遇|福利厚生|勤務地|開発環境",
    r"must(?:.haves?)?|nice.to.haves?|requirements?|(?:preferred|minimum|basic)? ?qualifications?",
    r"required skills?|preferred skills?|about (?:you|us)|who you are|responsibilities|benefits",
    r"what you(?: will|['’]ll) do|we offer|bonus points?",
    r"требования|обязательно|обязательные требования|желательно|будет плюсом|обязанности|условия",
    r"мы предлагаем|личные качества|о компании",
)

_ANY_OF = _pattern(
    r"いずれか|どれか|うち(?:[一1１]つ|ひとつ)",
    r"\b(?:any|one|at least one|either)(?: or more)? of\b",
    r"(?:один|одн[оау]|любо[йе]|любы[ех]|хотя бы (?:один|одн[оау])) (?:или несколько )?из\b",
)
_INTRO = _pattern(
    r"以下|下記|次の|お待ちし|このような|こんな方|ような方",
    r"\b(?:following|as follows|below)\b",
    r"\bследующ|\bниже\b",
)

_WISH = _pattern(
    r"尚可|なお可|(?:あれば|あると|であれば)(?:尚|なお)?(?:良|よ|歓迎|望まし|嬉し)|歓迎(?:し|です|$|[)）】])",
    r"\b(?:is|are|would be|will be) (?:a|an)? ?(?:big |strong |huge )?(?:plus|advantage|bonus)\b",
    r"\bnice.to.have\b|\bpreferred\b|\bpreferably\b|\bdesirable\b|[(（](?:a )?plus[)）]",
    r"буд[еу]т (?:большим )?(?:плюсом|преимуществом)|желательн|приветствуется|[(（]плюс[)）]",
)
_DEMAND = _pattern(r"[(（【\[](?:必須|must|required|обязательно)[)）】\]]")

_EXPERIENCE = _pattern(
    r"経験|実務|業務|開発|設計|構築|運用|計算|システム|導入|支援|営業|販売|向け",
    r"\b(?:experience|experienced|built|developed|designed|managed|worked|skills?|knowledge)\b",
    r"\b(?:опыт|навык|разработ|проектиров|знани)\w*",
)
_ASKED_ANYWAY = _pattern(
    r"希望(?:年収|給与|月給|勤務地|条件)|入社(?:日|時期|可能|希望|いただける|できる)|就業開始|在留資格|就労(?:ビザ|資格|可能)|転勤(?:可|が?可能|できる)",
    r"\b(?:salary|pay|compensation) expectations?\b|\bnotice period\b|\bstart date\b",
    r"\bwork permit\b",
    r"\b(?:available|able|ready) to (?:start|join|relocate|commute|travel)\b",
    r"\bwilling(?:ness)? to (?:relocate|travel|commute)\b",
    r"\b(?:right|eligib\w+|authori[sz]\w+|permi\w+) to work\b|\bwork authori[sz]ation\b",
    r"\bvisa sponsorship\b",
    r"желаем\w+ зарплат|ожидани\w+ по (?:зарплат|доход)|зарплатн\w+ ожидани|разрешени\w+ на работу",
    r"готов\w* (?:к|выйти|приступить|переехать)|дат[аы] выхода|возможност\w+ (?:выйти|переезда)",
)
_ASKED = _pattern(
    r"年収|月給|給与|報酬|転勤|通勤|出社|夜勤|残業|出張|ビザ|勤務(?:地|時間|可能)|シフト|副業|リモート",
    r"\bsalary\b|\bcompensation\b|\bcommut\w+|\brelocat\w+|\bvisas?\b|\bon-?site\b",
    r"\bshifts?\b|\bovertime\b|\bavailability\b",
    r"\bзарплат|\bдоход|\bкомандировк|\bпереезд|\bрелокац|\bвиз[аыу]\b|\bсменн\w+ график",
    r"\bграфик\w* работы|\bв офисе\b",
)

_SUBJECT = _pattern(
    _EXPERIENCE.pattern,
    r"知見|知識|ノウハウ|管理|分析|企画|運営|研究|制作|研修|教育|相談",
    r"\b(?:building|designing|developing|managing|implementing|understanding|analytics|analysis)\b",
    r"\b(?:management|research|engineering|verification|marketing)\b",
    r"\b(?:понимани|анализ|аналитик|исследован|управлени)\w*",
)
"""Words that make of a matter something one can know: 独身寮の管理経験, "gender analytics"."""


def heading(label: str) -> Section | None:
    """Tell what stands below a heading that brackets or a colon mark; ``None`` if unknown."""
    label = label.strip()
    for section, words in _HEADINGS:
        if words.fullmatch(label) if section is Section.OTHER else words.search(label):
            return section
    return None


def bare_heading(line: str) -> Section | None:
    """Tell what stands below a line that nothing marks as a heading; ``None`` if it is none."""
    return heading(line) if _BARE_HEADING.fullmatch(line) else None


def speaks_of_work(line: str) -> bool:
    """Tell whether a line speaks of experience with something, or knowledge of it."""
    return bool(_SUBJECT.search(line))


def offers_a_choice(line: str) -> bool:
    """Tell whether one of several things is enough."""
    return bool(_ANY_OF.search(line))


def introduces(line: str) -> bool:
    """Tell whether a line only announces the list below it."""
    return bool(_INTRO.search(line))


def only_wished(line: str) -> bool:
    """Tell whether a line says itself that it is not required."""
    return bool(_WISH.search(line))


def demanded(line: str) -> bool:
    """Tell whether a line says itself that it is required."""
    return bool(_DEMAND.search(line))


def for_a_person(line: str) -> bool:
    """Tell whether only the candidate can answer: pay, start, permits, travel."""
    asked = _ASKED.search(line) and not _EXPERIENCE.search(line)
    return bool(_ASKED_ANYWAY.search(line) or asked)
