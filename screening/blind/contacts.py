"""Addresses of the net, telephone numbers and accounts, by their shape."""

from typing import Final

from screening.blind.kinds import Kind
from screening.blind.rules import AFTER_LABEL, CELL_END, Rule, rule

_TLD: Final = (
    r"(?:com|net|org|info|biz|jp|ru|su|io|dev|me|app|page|site|work|co|uk|de|fr|eu|pl|ua|by|kz"
    r"|cn|in|ai|tech|online|pro|moe|ninja|design|xyz|cc|tv|ly|рф)"
)
_HOSTS: Final = (
    r"(?:linkedin|github|gitlab|bitbucket|wantedly|qiita|zenn|note|behance|dribbble|medium|vk"
    r"|instagram|facebook|twitter|x|t|telegram|wa|hh|habr|stackoverflow|kaggle|leetcode|atcoder"
    r"|speakerdeck|slideshare|youtube|notion|google|xing|youtrust|lapras|findy|forkwell)"
)
_NO_HOSTS: Final = r"(?!(?:socket|draw)\.io\b|(?:asp|vb|ado|ml)\.net\b)"
_MAIL: Final = r"[\w.+'-]+[ ]?(?:@|\(at\)|\[at\])[ ]?[\w-]+(?:[ ]?\.[ ]?[\w-]+)+"
_URL: Final = (
    r"(?:https?|ftp)[ ]?:[ ]?//[^\s|<>、。」』）)]+"
    r"|\bwww\.[^\s|<>、。」』）)]+"
    rf"|(?<![\w@./-])(?:[\w-]+\.)*{_HOSTS}\.(?:com|me|ru|jp|io|dev|net|org|site|co)/[^\s"
    rf"|<>、。」』）)]+"
    rf"|(?<![\w@./-]){_NO_HOSTS}(?:[\w-]+\.)+{_TLD}/[\w~@%./?=&+-]+"
)
_APART: Final = r"[ ]?[-–.][ ]?|[ ]"
_PHONE: Final = (
    # with the country's code
    rf"(?<![\w+])(?=\+(?:[ ()\-–.]{{0,3}}\d){{8}})\+[ ]?\d{{1,3}}(?:(?:{_APART})?\(?\d{{1,5}}\)?)"
    rf"{{2,6}}(?!\w)"
    # Japan
    r"|(?<![\w.-])0(?!120|570|800)\d{1,4}[ ]?[-–][ ]?\d{1,4}[ ]?[-–][ ]?\d{3,4}(?![\w-])"
    r"|(?<![\w.-])\(0\d{1,4}\)[ ]?\d{1,4}[ ]?[-–][ ]?\d{4}(?![\w-])"
    r"|(?<![\w.-])0\d{1,4}\(\d{1,4}\)\d{4}(?![\w-])"
    r"|(?<![\w.-])0[5789]0[ ]?\d{4}[ ]?\d{4}(?![\w-])"
    # Russia
    r"|(?<![\w.-])[78][ ]?[-–]?[ ]?\(\d{3,5}\)(?:[ ]?[-–]?[ ]?\d){5,7}(?![\w-])"
    r"|(?<![\w.-])[78][-–]\d{3,4}[-–]\d{2,3}[-–]\d{2}[-–]\d{2}(?![\w-])"
    r"|(?<![\w.-])[78][ ]?9\d\d[ ]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\w-])"
    # America, Britain
    r"|(?<![\w.-])\(\d{3}\)[ ]?\d{3}[ ]?[-–. ][ ]?\d{4}(?![\w-])"
    r"|(?<![\w.-])\d{3}[-.]\d{3}[-.]\d{4}(?![\w-])"
    r"|(?<![\w.-])0\d{3,4}[ ]\d{3}[ ]?\d{3}(?![\w-])|(?<![\w.-])020[ ]\d{4}[ ]\d{4}(?![\w-])"
)
_PHONE_LABEL: Final = (
    r"(?<!\w)(?:電[ ]*話(?:番号)?|携帯(?:電話)?(?:番号)?|自宅電話|緊急連絡先|連絡先|ファックス|tel"
    r"|fax|phone"
    r"|mobile|cell(?:phone)?|telephone|тел(?:ефон|\.)?|моб(?:ильный|\.)?(?:[ ]*тел(?:ефон|\.)?)?"
    r"|whatsapp"
    r"|viber|факс)\.?"
)
_ACCOUNT_LABEL: Final = (
    r"(?<!\w)(?:skype|telegram|телеграмм?|line|line[ ]?id|wechat|whatsapp|instagram|facebook"
    r"|twitter"
    r"|discord|slack[ ]?id|kakao(?:talk)?|skypeid|скайп|github|gitlab|qiita|zenn|atcoder|linkedin"
    r"|vk|вк|портфолио|portfolio|ポートフォリオ)(?:[ ]?(?:id|アカウント|account|аккаунт))?"
)

CONTACTS: Final[tuple[Rule, ...]] = (
    rule(Kind.CONTACT, rf"(?<![\w.+-]){_MAIL}", sure=True),
    rule(Kind.CONTACT, _URL),
    rule(Kind.CONTACT, r"(?:https?://|\bwww\.)[^\s|]+", sure=True),
    rule(Kind.CONTACT, _PHONE),
    rule(Kind.CONTACT, _PHONE_LABEL, AFTER_LABEL, r"(?P<v>[+(]?\d[\d ()–-]{5,20}\d)"),
    rule(
        Kind.CONTACT,
        _ACCOUNT_LABEL,
        r"[ ]*[:/(][ ]*(?P<v>@?[A-Za-z0-9][\w.:+#/-]{2,60})",
        rf"(?:(?=\))|{CELL_END}|(?=[,;][ ]))",
    ),
    rule(Kind.CONTACT, r"(?<![\w/@.])@(?=\w*[_\d])[A-Za-z]\w{3,31}(?![\w/.(])"),
    rule(
        Kind.CONTACT, r"(?<!\w)(?:x|twitter|telegram|tg|instagram|вк)[ ]*[:(][ ]*(?P<v>@\w{2,32})"
    ),
)
"""The phone and link shapes are no proof: a version or a product's number can look like them."""
