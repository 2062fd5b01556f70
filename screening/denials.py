"""The words with which a document denies experience, for the check of quotes and for the baseline.

Only what is plain counts here: "zero experience", 未経験です, "опыта нет". What merely holds a
"no" ("no downtime", ゼロから, "без простоев") is no denial.
"""

import re
import unicodedata
from collections.abc import Sequence

HARMLESS = re.compile(
    r"\b(?:not|no)\s+(?:only|just|merely|less|fewer|later|doubt)\b|\bno\.?\s*\d"
    r"|\b(?:no|zero|without|never)[\s-]+(?:any\s+|an?\s+|single\s+|data\s+|service\s+|major\s+)*"
    r"(?:downtimes?|outages?|incidents?|interruptions?|loss(?:es)?|defects?|bugs?|errors?|failures?"
    r"|disruptions?|regressions?|trust|touch|copy|config\w*)\b"
    r"|\b(?:from\s+)?zero\s+to\s+\w+|\bfrom\s+zero\b"
    r"|\d\s*(?:years?|yrs?)\s*(?:and|,)?\s*0\s*months?|\d\s*(?:лет|года?)\s*(?:и|,)?\s*0\s*месяц\w*"
    r"|\bне\s+(?:только|менее|меньше|реже|ранее|раз)\b"
    r"|\bбез\s+(?:простоя|простоев|потер\w+|остановк\w+|остановок|перерыв\w+|сбоев|ошибок)"
    r"|(?:障害|事故|ダウンタイム|停止|遅延|エラー|ミス|クレーム|不具合|離職者?)[をがは]?"
    r"(?:ゼロ|0件?|な[しく]|無[しく])"
    r"|ゼロ(?:から|ダウンタイム|トラスト)|0(?:から|→)|未経験者?(?:から|向け|歓迎|の(?:方|人|新人|部下|後輩))"
)
_SUBJECT = r"(?:experience|knowledge|exposure|familiarity|background|skills?|expertise)"
_DONE = (
    r"(?:familiar|experienced|skilled|proficient|versed|worked|used|operated|touched|tried|run"
    r"|administered|managed|deployed|had|yet)"
)
_SUBJECT_RU = r"(?:опыт|знани|навык|практик)\w*"
_DONE_RU = (
    r"(?:работал|использовал|применял|знаком|владе|знаю|сталкивал|администрировал|эксплуатировал"
    r"|имею|имел|приходилось)\w*"
)
_INVOLVED = (
    r"(?:関わ(?:っ|れ)|携わっ|担当し|使っ|使用し|利用し|触っ|触れ|触れたことが|経験し|従事し|参加し|扱っ"
    r"|関与し)"
)
_NOT_DOING = r"(?:ては?|では)?(?:おりません|いません|いない|おらず|いなかった|ません)(?:でした)?"
INVOLVED_IN_NOTHING = re.compile(_INVOLVED + _NOT_DOING)
"""私は関わっておりません: the verb, not its object, says that there was no part in it."""
_NONE = (
    r"(?:none|no|nil|n/a|nothing|zero|нет|なし|無し?|未経験|ゼロ|皆無|[×✕✖✗✘❌]"
    r"|0\s*(?:年|years?|yrs?|лет|года?)?)"
)
_STATED = re.compile(
    rf"\b(?:no|zero|nil|without|lack\w*|little\s+or\s+no|never\s+had)\s+(?:[\w/-]+\s+){{0,4}}?{_SUBJECT}\b"
    rf"|(?:\bnot|\bnever|n't|n’t)\s+(?:\w+\s+){{0,2}}?{_DONE}\b"
    r"|\bunfamiliar\s+(?:with|to)\b|\b(?:am|is|are|was|were|still|quite)\s+unfamiliar\b"
    r"|\binexperienced\s+(?:with|in)\b|\byet\s+to\b"
    r"|\b(?:is|are|was|were|remains?)\s+(?:\w+\s+)?(?:zero|nil|non-?existent|absent|lacking)(?![\w-])"
    r"|\bnon-?existent\s*$"
    r"|\b(?:in|on|at|for)\s+no\s+(?:\w+\s+)?(?:projects?|jobs?|roles?|positions?|compan\w+|teams?)\b"
    r"|\b(?:no|not|never|none|nothing)\b[^,;.]{0,60}\b(?:so\s+far|to\s+date|as\s+yet|until\s+now)\b"
    r"|(?<![\w.,])(?:0|zero)\+?\s*(?:years?|yrs?|months?)\b(?!\s*(?:and\s+|,\s*)?\d)"
    r"|(?<![\w.,])0\s*(?:лет|год\w*|месяц\w*)\b(?!\s*(?:и\s+|,\s*)?\d)"
    rf"|\b(?:нет|без|отсутств\w+|никакого|нулев\w+)\s+(?:[\w-]+\s+){{0,3}}?{_SUBJECT_RU}\b"
    rf"|\b{_SUBJECT_RU}\b[^,;.]{{0,60}}\b(?:нет|отсутству\w+|нулев\w+|не\s+име\w+)\b"
    rf"|\b(?:не|ни\s+разу\s+не)\s+(?:\w+\s+)?{_DONE_RU}\b|\bне\s*знаком\w*\s+с\b"
    r"|\b(?:пока|еще)\s+(?:что\s+)?(?:нет|не|отсутству\w+)\b"
    r"|(?:経験|実績|知識)[はがもの]*(?:[、,]?(?:全く|まったく|まだ|一切|特に))*[\s|:(]*"
    r"(?:な[しい]|なかった|無[しい]|ありません|ございません|ゼロ|皆無|[×✕✖✗✘])"
    r"|(?<!不正)(?<!誤)(?:使用|利用|従事|関与)[はも](?:[、,]?(?:全く|まったく|まだ|一切|特に))*"
    r"(?:ありません|ございません|な(?:い(?!よう)|かった))"
    r"|未(?:経験|習得|修得)(?=\s*(?:$|[です)」|、]|だ|であ|なの|なため))"
    r"|こと[はがも]?(?:ない(?!よう)|ありません|ございません)"
    rf"|{INVOLVED_IN_NOTHING.pattern}"
    r"|(?<![\d.,])0\s*年(?!\s*[\d代目間])"
    rf"|(?:[:=]|\s[–-])\s*{_NONE}\s*$"
)
_BUT = re.compile(
    r"\b(?:but|while|although|though|however|но|зато|однако|хотя)\b|ですが|ものの|だが"
)

_LIST_SIGN = re.compile(r"^(?:[・･•●○◦▪▫‣⁃※*+–—-]|\(?\d{1,2}[.)](?!\d)|[①-⑳])\s*")
_CROSS = re.compile(r"^(?:[☐×✕✖✗✘❌]|\[\s?\](?!\())\s*(?=\w)")
_BOX = "□"
_TICKED = re.compile(r"^\s*(?:[☑✓✔✅☒]|\[[xXvV]\])")
_HEADING = re.compile(r"^(?:[【《〈\[<].*[】》〉\]>]|[■◆▼◇□★#].*|.*:)\s*$")
_HEADING_DENIES = re.compile(
    rf"未(?:経験|習得|修得)(?!者)|(?:経験|知識|実績)[のがは]?(?:な[いし]|無[いし])"
    rf"|\b(?:never|not(?:\s+yet)?)\s+{_DONE}\b|\bнет\s+опыта|\bбез\s+опыта"
)
_LONGEST_HEADING = 50
_LONGEST_ROW = 40
_MOST_ROWS = 8
_SENTENCE = re.compile(r"[。.!?！？]$|[1-9]")
_ANOTHER_PART = re.compile(
    r"(?:職務|学歴|職歴|経歴|資格|免許|スキル|自己pr|志望|勤務|業務).{0,8}$"
    r"|(?:work|professional|employment)?\s*(?:experience|history|education|skills|languages|summary)"
    r"|(?:опыт(?:\s+работы)?|образование|навыки|языки|о\s+себе)"
)
_BLANKS = re.compile(r"[^\S\n]{3,}")
_CELL = re.compile(r"\s*\|\s*|\t|\s{2,}")
_NO_CELL = re.compile(_NONE)
_YES_CELL = re.compile(r"[1-9]|[○◯◎✓✔]|あり|有|\byes\b|\bда\b|\bесть\b")


def plain(text: str) -> str:
    """Fold width, case, ё and long blanks, as all words here are written."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _BLANKS.sub("  ", folded)


def states_a_denial(clause: str) -> bool:
    """Tell whether a clause plainly denies experience, whatever else it says."""
    return bool(_STATED.search(HARMLESS.sub(" ", plain(clause)).strip(" 。.!")))


def row_denies(cells: str) -> bool:
    """Tell whether the cells behind a row's subject answer no before any answers yes."""
    for cell in _CELL.split(plain(cells)):
        if _NO_CELL.fullmatch(cell.strip(" 。.()")):
            return True
        if _YES_CELL.search(cell):
            return False
    return False


def denying_rows(lines: Sequence[str]) -> tuple[int | None, ...]:
    """Return for each line the line that denies it: a heading above its list, or its own mark.

    A heading speaks for the list directly below it, up to an empty line, another heading or a line
    that is no part of the list.
    """
    boxed = [line for line in lines if line.lstrip().startswith(_BOX)]
    a_form = len(boxed) == 1 or any(map(_TICKED.match, lines))
    found: list[int | None] = []
    heading: int | None = None
    for index, line in enumerate(lines):
        if heading is not None and not _belongs(lines, heading, index):
            heading = None
        own = index if _crossed_out(line, a_form=a_form) else None
        found.append(heading if heading is not None else own)
        if heading is None and _denying_heading(line):
            heading = index
    return tuple(found)


def _crossed_out(line: str, *, a_form: bool) -> bool:
    """□ is a bullet where every line has one, and an unticked box where others are ticked."""
    bare = _LIST_SIGN.sub("", line.strip())
    if a_form and bare.startswith(_BOX):
        return any(map(str.isalnum, bare)) and not _HEADING.match(plain(bare[1:]))
    return bool(_CROSS.match(bare))


def _denying_heading(line: str) -> bool:
    bare = _LIST_SIGN.sub("", plain(line).strip())
    if not bare or len(bare) > _LONGEST_HEADING or not _HEADING.match(bare):
        return False
    said = HARMLESS.sub(" ", _BUT.split(bare)[-1]).strip(" :【】《》〈〉[]<>■◆▼◇□★#")
    return bool(_HEADING_DENIES.search(said) or _STATED.search(said))


def _belongs(lines: Sequence[str], heading: int, index: int) -> bool:
    """Tell whether a line still belongs to the list that the line above it belongs to."""
    line, first = lines[index], _first_row(lines, heading)
    bare = plain(line).strip()
    if not any(map(str.isalnum, bare)):
        return index < first
    if _listed(lines[first]):
        return _listed(line) or (index > first and _goes_on(line))
    if _listed(line) or _HEADING.match(bare) or _ANOTHER_PART.fullmatch(bare):
        return False
    short = len(bare) <= _LONGEST_ROW and not _SENTENCE.search(bare)
    return short and index - heading <= _MOST_ROWS


def _first_row(lines: Sequence[str], heading: int) -> int:
    """Return the first row of a list; an empty line may stand between it and its heading."""
    first = heading + 1
    empty = not any(map(str.isalnum, lines[first]))
    return first + 1 if empty and first + 1 < len(lines) and _listed(lines[first + 1]) else first


def _listed(line: str) -> bool:
    return bool(_LIST_SIGN.match(line.strip()) or _CROSS.match(line.strip()))


def _goes_on(line: str) -> bool:
    start = line.strip()[:1]
    return line[:1].isspace() or start.islower() or "ぁ" <= start <= "ん"
