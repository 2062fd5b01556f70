"""Where somebody lives, below the region; the region stays."""

import re
from collections.abc import Iterator
from typing import Final

from screening.blind.folded import HAN, KANA
from screening.blind.kinds import Kind
from screening.blind.spans import Span

_PREFECTURE: Final = rf"(?:東京都|北海道|(?:大阪|京都)府|(?:神奈川|和歌山|鹿児島)県|[{HAN}]{{2}}県)"
_NUMBERED: Final = (
    rf"[{HAN}{KANA}ヶケ]{{0,12}}[ ]?(?:\d+|[一二三四五六七八九十]+)[ ]?(?:丁目|番地?|号"
    rf"|[-–−][ ]?\d+)"
    r"(?:[ ]?(?:の|[-–])?[ ]?\d+(?:丁目|番地?|号(?:室)?)?)*"
)
_TOWN: Final = (
    rf"(?:[{HAN}ヶケ]{{1,6}}[市郡][{HAN}ヶケ]{{0,6}}[区町村]?|[{HAN}ヶケ]{{1,6}}[区町村])"
)
_BUILDING: Final = (
    r"[^\s|、。]{0,14}(?:マンション|ハイツ|コーポ|メゾン|アパート|荘|レジデンス|ハウス|ヒルズ"
    r"|タワー|パレス|団地)[^|\n、。]{0,16}"
    r"|[^\s|、。]{1,16}[ ]?\d{2,4}号室|[^\s|、。]{1,16}[A-Z]?棟\d*"
)
_LABEL_JA: Final = (
    r"(?<!\w)(?:現[ ]*住[ ]*所|住[ ]*所|居[ ]*住[ ]*地|現住地|連絡先住所|帰省先(?:住所)?|お?住まい"
    r"|連絡先)(?:[ ]?\([^()"
    r"|\n]{1,20}\))?"
    r"[ ]*[】\])]?[ ]*(?:[:|][ ]*\n?[ ]*|[ ]+|\n[ ]*)"
)
_POSTAL: Final = r"〒[ ]*\d{3}[-–−]?\d{4}"
_JAPANESE: Final = (
    re.compile(_POSTAL),
    re.compile(
        rf"{_LABEL_JA}(?P<v>(?:{_POSTAL}|\d{{3}}[-–]\d{{4}})?(?![\d ()–+-]{{9,}})[ ]"
        rf"?(?P<keep>{_PREFECTURE})?"
        rf"(?P<rest>(?!{_PREFECTURE}|約)(?=[^|\n]*(?:[市区町村郡島]|丁目|番地"
        rf"|\d[-–]\d))[{HAN}{KANA}][^"
        rf"|\n]{{1,60}}?))(?=[ ]*(?:$|\||[ ]{{2}}|TEL|電話|E-?mail))",
        re.MULTILINE,
    ),
    re.compile(
        rf"(?P<keep>{_PREFECTURE})[ ]?(?P<rest>[ぁ-ゖァ-ヺ]{{0,6}}(?:市"
        rf"|{_TOWN})[ ]?{_NUMBERED}(?:[ ]{{1,2}}(?:{_BUILDING}))?)"
    ),
    re.compile(rf"(?<![{HAN}])(?!{_PREFECTURE})(?P<rest>{_TOWN}[ ]?{_NUMBERED})"),
    re.compile(rf"(?P<keep>{_PREFECTURE})?[ ]?(?P<rest>{_TOWN})(?=に?(?:在住|居住|在))"),
)
_NEXT_LINE: Final = re.compile(
    rf"[ ]{{0,4}}+\n?[ |]{{0,6}}+(?:{_BUILDING})[ ]{{0,4}}(?=$|\||\n)", re.MULTILINE
)

_STREET: Final = (
    r"(?i:street|st\.|st|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.|boulevard|blvd\.?|court"
    r"|crescent|square|terrace|close|place|way|gardens)"
)
_FLAT: Final = r"(?i:flat|apt\.?|apartment|unit|suite|room|floor|#)[ ]?[\w-]{1,6}"
_ENGLISH: Final = (
    re.compile(
        rf"(?<![\w.])(?:{_FLAT},?[ ])?(?!(?:19|20)\d\d[ ])\d{{1,5}}[A-Za-z]?,?[ ](?:[A-Z][\w'’-]"
        rf"+[ ]){{1,4}}{_STREET}(?![\w])(?:,?[ ]{_FLAT})?(?:,[ ][A-Z]{{1,2}}\d[\dA-Z]?[ ]\d[A-Z]"
        rf"{{2}})?"
    ),
    re.compile(
        r"(?<!\w)[A-ZÄÖÜ][a-zäöüß]+(?:straße|strasse|str\.|weg|platz"
        r"|allee)[ ]\d{1,4}[a-z]?(?:,[ ]\d{5})?"
    ),
    re.compile(r"(?<!\w)(?i:p\.?[ ]?o\.?[ ]box)[ ]\d+"),
)
_LABEL_EN: Final = re.compile(
    r"(?:^|(?<=\|))[ ]{0,8}+(?i:(?:home |current |postal |permanent |residential "
    r"|mailing )?address|residence|place of residence|lives? in|адрес(?: проживания| регистрации)?|"
    r"место (?:жительства|проживания)|прожива(?:ет|ю|ние)|живу|живёт|город(?: проживания)?)[ ]*[:"
    r"|][ ]*\n?(?P<v>[^|\n]{2,100})",
    re.MULTILINE,
)
_LIVING: Final = re.compile(
    r"(?<!\w)(?:(?:[Пп]роживаю|[Жж]иву) в|I (?:currently )?live in|(?:[Cc]urrently )?(?:living"
    r"|residing) in)[ ](?P<v>[A-ZА-ЯЁ][\w-]+(?:[ ][A-ZА-ЯЁ][\w-]+)?)"
)
_REGION: Final = re.compile(
    r"(?i:(?:г\.[ ]?|город[ ])?(?:москва|санкт-петербург|севастополь)|[\w-]+ (?:область|край)"
    r"|[\w-]+ обл\.|республика [\w-]+|россия|беларусь|казахстан"
    r"|berlin|hamburg|bremen|vienna|london|tokyo|osaka|moscow|singapore|hong kong|germany|ireland"
    r"|united kingdom|uk|usa|us|united states|canada|japan"
    r"|france|spain|italy|poland|india|netherlands|austria|switzerland|australia|ontario"
    r"|california|texas|new york|england|scotland|wales|bavaria|toronto)\.?"
)
_RUSSIAN: Final = (
    re.compile(
        r"(?<!\w)[А-ЯЁ][\w-]+[ ](?:улица|проспект|переулок|бульвар|шоссе|проезд|площадь|набережная)"
        r",?[ ](?:д(?:ом|\.)[ ]?)?\d[\w/-]{0,6}(?:,?[ ](?:кв(?:артира|\.)|к(?:орп)?\.)[ ]?\d+)?"
    ),
    re.compile(
        r"(?<!\w)(?i:(?:г\.[ ]?(?!москва|санкт|севаст)[а-яё][\w-]+,[ ])?(?:ул(?:ица|\.)"
        r"|просп(?:ект|\.)|пр-т|пер(?:еулок|\.)|бульвар|б-р|шоссе|наб(?:ережная|\.)|пл(?:ощадь|\.)"
        r"|мкр\.?|проезд))"
        r"[ ](?!образц)[А-ЯЁ\d][\w.-]*(?:[ ][А-ЯЁ][\w.-]*){0,2}(?:,?[ ](?i:д(?:ом|\.)|кв(?:артира"
        r"|\.)|корп(?:ус|\.)|стр(?:оение|\.)|к\.)[ ]?[\w/-]{1,6})*"
    ),
    re.compile(
        r"(?<!\w)(?i:м\.|метро|ст\.[ ]?м\.)[ ](?P<rest>[А-ЯЁ][\w-]+(?:[ ][А-Яа-яЁё][\w-]+)"
        r"{0,2})(?=[,|]|[ ]*$)",
        re.MULTILINE,
    ),
)


def addresses(plain: str) -> Iterator[Span]:
    """Yield addresses in a text of one width, without their regions."""
    for pattern in _JAPANESE:
        for found in pattern.finditer(plain):
            yield from _japanese(found, plain)
    for pattern in (*_ENGLISH, *_RUSSIAN):
        for found in pattern.finditer(plain):
            yield Span(*found.span("rest" if "rest" in pattern.groupindex else 0), Kind.ADDRESS)
    for pattern in (_LABEL_EN, _LIVING):
        for found in pattern.finditer(plain):
            yield from _pieces(found.start("v"), found["v"])


def _japanese(found: re.Match[str], plain: str) -> Iterator[Span]:
    if "rest" not in found.re.groupindex:
        yield Span(*found.span(), Kind.ADDRESS)
        return
    start, end = found.span("rest")
    if "v" in found.re.groupindex:
        before = found.start("keep") if found["keep"] else start
        if before > found.start("v"):
            yield Span(found.start("v"), before, Kind.ADDRESS)
    yield Span(start, end, Kind.ADDRESS)
    building = _NEXT_LINE.match(plain, end)
    if building and building.end() > end:
        yield Span(
            building.start() + len(building[0]) - len(building[0].lstrip()),
            building.end(),
            Kind.ADDRESS,
        )


def _pieces(start: int, value: str) -> Iterator[Span]:
    """Yield what is no region in a list of places, such as ``12 Sample Road, Berlin``."""
    for piece in re.finditer(r"[^,;]+", value):
        text = piece[0].strip()
        if (
            text
            and not _REGION.fullmatch(text)
            and not re.match(r"(?i:готов|не готов|м\.|метро)", text)
        ):
            left = start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
            yield Span(left, left + len(text), Kind.ADDRESS)
