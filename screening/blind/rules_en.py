"""What English CVs tell beside the work."""

from typing import Final

from screening.blind.dates import DATE, DATE_OR_YEAR, YEAR
from screening.blind.kinds import Kind
from screening.blind.rules import AFTER_LABEL, CELL_END, CELL_START, ITEM_END, Rule, rule

_COLON: Final = r"[ ]*(?:[:|=][ ]*|[–-][ ]+|\n[ ]*|[ ]{2,})"
_CAPITAL: Final = (
    r"(?-i:[A-ZÀ-Ž][\w'’.-]*|(?:de|da|van|von|der|den|del|la|al|bin|ibn|di|dos)(?=[ ]))"
)
_COUNT: Final = r"(?:one|two|three|four|five|\d|a|no)"
_CHILD: Final = r"(?:child(?:ren)?|kids?|sons?|daughters?|bab(?:y|ies)|toddlers?)"
_CHILDREN: Final = (
    rf"{_COUNT}[ ](?:(?:young|small|little|adult|grown-up|teenage)[ ])?{_CHILD}(?!['’\w])"
)
_MARRIED: Final = (
    r"(?:(?:happily|recently|newly)[ ])?(?:un)?married|divorced|widowed|single|engaged|separated"
)


def _label(*names: str) -> str:
    return CELL_START + "(?:" + "|".join(names) + ")"


ENGLISH_RULES: Final[tuple[Rule, ...]] = (
    # names
    rule(Kind.NAME, _label("(?:full |legal |candidate(?:'s)? |applicant(?:'s)? )?name", "candidate",
        "applicant", "surname",
         "(?:first|last|middle|family|given|maiden|preferred) names?", "patronymic"),
         r"[ ]*(?:\([^)|\n]{1,20}\)[ ]*)?(?:[:|=][ ]*\n?|[ ]{2,})",
         rf"(?P<v>{_CAPITAL}(?:,?[ ]{{1,2}}{_CAPITAL}){{0,4}})"),
    rule(Kind.NAME, r"\bmy name is[ ](?P<v>", rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}})"),
    rule(Kind.NAME, r"^(?:yours[ ])?(?:sincerely|faithfully|truly)(?:[ ]yours)?,?[ ]*\n+(?P<v>",
         rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}})[ ]*$"),
    rule(Kind.NAME, r"\bn[ée]e[ ](?P<v>", rf"{_CAPITAL})"),
    # birth and age
    rule(Kind.BIRTH, rf"\bborn\b[^.\n|]{{0,40}}?(?P<v>{DATE})"),
    rule(Kind.BIRTH, r"(?<![\w-])(?:date of birth|d\.?o\.?b\.?|birth[ -]?date|birthday"
                     r"|date and place of birth|year of birth|born)",
         r"(?:[ ]?\([^)|\n]{1,20}\))?", r"[ ]*(?:[:|=][ ]*\n?|[–-][ ]+|[ ]+(?:on|in|at)[ ]+|[ ]+"
             r"|\n[ ]*)", rf"(?P<v>{DATE})", sure=True),
    rule(Kind.BIRTH, r"(?<![\w-])(?:date of birth|d\.?o\.?b\.?|birth[ -]?date|year of birth"
                     r"|birthday)", r"[ ]*(?:[:|=][ ]*\n?|[ ]+|\n[ ]*)",
         rf"(?P<v>{DATE_OR_YEAR})", sure=True),
    rule(Kind.BIRTH, r"(?<!company )(?<!startup )(?<!start-up )(?<!project )(?<!product )(?<!\w)"
                     r"(?:was[ ])?born[ ](?:in[ ])?",
         rf"(?P<v>{YEAR})(?![ ]?[-–])"),
    rule(Kind.AGE, r"(?<![\w-])age(?:d)?", r"[ ]*(?:[:|=][ ]*\n?|[ ]+)", r"(?P<v>[1-7]\d)(?![\w%+]"
        r"|[ ]?(?:to|[-–]|and)[ ]?\d|[ ]?\+)(?!\.\d)"),
    rule(Kind.AGE, r"(?<![\w.,–-])(?P<v>[1-7]\d)[ -]?(?:years?|yrs?)[ -](?:old"
                   r"|of age)(?![ -](?:compan|firm|system|code|business|brand|legacy|"
         r"platform|application|bank|family|building|plant|monolith|product))"),
    rule(Kind.AGE, r"(?<![\w.,–-])(?P<v>[1-7]\d)[ ]?y[./]?o\b\.?"),
    rule(Kind.AGE, r"\bI(?:['’]m|[ ]am)[ ](?:in my[ ](?P<v>(?:early|mid|late)?[ -]?(?:twenties"
                   r"|thirties|forties|fifties|sixties|\d0s)))"),
    rule(Kind.AGE, r"\bI(?:['’]m|[ ]am)[ ](?P<v>[1-7]\d)(?=[.,;]|[ ]and\b)"),
    # sex
    rule(Kind.SEX, r"(?<![\w-])(?:sex|gender)", AFTER_LABEL,
         r"(?P<v>(?:fe)?male|[mf]|(?:wo)?man|non-?binary|diverse|other|prefer not to say"
         r"|transgender)(?![\w-])", sure=True),
    rule(Kind.SEX, rf"{CELL_START}(?P<v>(?:fe)?male){ITEM_END}"),
    rule(Kind.SEX, r"(?:\[AGE\]|\b[1-7]\d)(?:[ ]years?[ ]old)?[ ]?[,/][ ]?(?P<v>(?:fe)?male"
                   r"|(?:wo)?man|[mf])(?!\w)"),
    rule(Kind.SEX, r"\(?(?<!\w)(?P<v>(?:she|he|they)[ ]?/[ ]?(?:her|him|them)(?:[ ]?/[ ]?(?:hers"
                   r"|his|theirs))?)(?!\w)"),
    # nationality
    rule(Kind.NATIONALITY, _label("nationality", "citizenship", "citizen of", "nationalities",
        "ethnicity", "race", "visa(?: status| type)?",
         "(?:work|residence) (?:permit|visa|status|authori[sz]ation)", "immigration status",
         "right to work", "passport"), _COLON,
         rf"(?P<v>[^|\n]{{1,40}}?)(?:{ITEM_END}|{CELL_END})"),
    rule(Kind.NATIONALITY, r"(?-i:(?P<v>(?:(?!Senior|Good|Corporate|Digital|Global|The|Private"
                           r"|Every)[A-Z][a-z]+[ -])?(?:"
         r"(?!Senior|Good|Corporate|Digital|Global|The|Private|Every)[A-Z][a-z]+|US|U\.S\.|EU"
         r"|UK))[ ](?:citizens?|nationals?|passport(?:[ ]holder)?)(?=$|[\s,.;|)]))"),
    # family
    rule(Kind.FAMILY, _label("(?:marital|family|civil|relationship) status", "children",
        "number of children", "dependents?", "dependants?", "spouse",
         "family", "kids"), _COLON, rf"(?P<v>[^|\n]{{1,40}}?)(?:{ITEM_END}|{CELL_END})"),
    rule(Kind.FAMILY, rf"(?:{CELL_START}|(?<=[.][ ]))(?:status[ ]*:[ ]*)?(?P<v>{_MARRIED})"
                      rf"{ITEM_END}"),
    rule(Kind.FAMILY, rf"\b(?:I(?:['’]m|[ ]am)|[Hh]e is|[Ss]he is|and"
                      rf"|also)[ ](?P<v>{_MARRIED})(?![ ]?-|[ ](?:sign|page|source|thread|point"
                      rf"|threaded|"
         r"stack|node|engineer|handedly|largest|most|person|parent compan)|\w)"),
    rule(Kind.FAMILY, rf"\b(?:married|divorced|widowed|single|mother|father|parent|husband|wife"
                      rf"|mum|mom|dad|I have|we have)\b[^.\n|]{{0,25}}?"
         rf"(?:with|to|of|have|and|,)[ ](?P<v>{_CHILDREN})"),
    rule(Kind.FAMILY, rf"(?P<v>(?:single[ ])?(?:mother|father|parent|mum|mom|dad|husband"
                      rf"|wife))[ ](?:of|to)[ ](?:my[ ])?(?:{_COUNT}\b|{_CHILDREN})"),
    rule(Kind.FAMILY, rf"(?:\[FAMILY\]|\bmarried),?[ ](?:with[ ]|and[ ])?(?P<v>{_CHILDREN})"),
    rule(Kind.FAMILY, rf"(?<![\w-])(?P<v>{_MARRIED})[ ]?(?:,|with|and)[ ](?={_CHILDREN})"),
    rule(Kind.FAMILY, r"\b(?:maternity|paternity|parental)[ ]leave(?=[ ]*(?:$|[,;.)(|\d]|from\b"
                      r"|in\b|with\b|\())"),
    # the rest of what may not be asked
    rule(Kind.ORIGIN, _label("place of birth", "birth ?place", "hometown", "home town",
        "country of (?:birth|origin)", "native place"), _COLON,
         rf"(?P<v>[^|\n]{{1,40}}?)(?:{ITEM_END}|{CELL_END})"),
    rule(Kind.ORIGIN, r"\bborn\b[^.\n|]{0,40}?[ ](?:in|at)[ ](?P<v>", rf"(?!(?:{YEAR}))"
        rf"(?-i:[A-ZÀ-Ž][\w'’-]*(?:(?:,?[ ]|-)[A-ZÀ-Ž][\w'’-]*|[ -](?:on|upon|am|de"
        rf"|la)[ -]){{0,4}}))"),
    rule(Kind.ORIGIN, r"\b[1-7]\d[- ]years?[- ]old\b[^.\n|]{0,40}?[ ]from[ ]",
         r"(?P<v>(?-i:[A-ZÀ-Ž][\w'’-]*(?:,?[ ][A-ZÀ-Ž][\w'’-]*){0,3}))(?!\w)"),
    rule(Kind.ORIGIN, r"\b(?:native of|originally from|(?:grew up|raised) in)[ ]",
         r"(?P<v>(?-i:[A-ZÀ-Ž][\w'’-]*(?:,?[ ][A-ZÀ-Ž][\w'’-]*){0,3}))"),
    rule(Kind.RELIGION, _label("religion", "religious (?:affiliation|beliefs?)", "faith",
        "denomination", "caste"), _COLON, rf"(?P<v>[^|\n]{{1,40}}?){CELL_END}"),
    rule(Kind.HEALTH, _label("health(?: status| condition)?", "disabilit(?:y|ies)(?: status)?",
        "medical (?:history|conditions?)", "height", "weight",
         "blood (?:type|group)", "smok(?:er|ing)"), _COLON, rf"(?P<v>[^|\n]{{1,40}}?){CELL_END}"),
    rule(Kind.MILITARY, _label("military (?:service|status|obligations?|duty)", "national service",
        "conscription"), _COLON, rf"(?P<v>[^|\n]{{1,40}}?){CELL_END}"),
    rule(Kind.MILITARY, r"\b(?:completed|exempt from|did|finished)[ ](?:my[ ]"
                        r"|the[ ])?(?P<v>(?:mandatory|compulsory|national"
                        r"|military)(?:[ ](?:military|national))?[ ]service)"),
    rule(Kind.OTHER, r"\b(?:trade[ ])?union[ ](?:member(?:ship)?|representative|steward)\b"
                     r"|\bmember of (?:the )?(?:\w+[ ]){0,3}party\b"),
    rule(Kind.OTHER, _label("political (?:views?|party|affiliation|beliefs?)", "(?:trade )?union "
        "(?:membership|member)", "favou?rite (?:books?|newspapers?|authors?)",
         "(?:most )?admired (?:person|people)", "role models?", "housing", "life motto", "motto",
         "philosophy of life"), _COLON, rf"(?P<v>[^|\n]{{1,60}}?){CELL_END}"),
)  # fmt: skip
