"""Requirements that only what is withheld could answer become questions for people."""

import re
from typing import Final

from screening.model import Requirement, RequirementKind, Rubric


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_NEEDS: Final = _pattern(
    # citizenship, the right to stay and work
    r"(?<!多)(?<!無)国籍(?!を?問わ|不問)|在留(?:資格|カード|期間)|(?:就労|労働"
    r"|ワーキング.?ホリデー)(?:可能な)?(?:ビザ|査証|資格)"
    r"|(?:ビザ|査証)(?:を|の)?(?:お持ち|保有|取得|有|所持|サポート)|永住(?:権|者)|日本で(?:就労"
    r"|働)(?:可能|ける|くことが)|外国人(?:の方|に限)",
    r"\b(?:citizen(?:ship)?|nationals?|nationality|work (?:permit|visa|authori[sz]ation)"
    r"|visas?\b(?! (?:card|network|payment))"
    r"|right to work|(?:eligib\w+|entitled|authori[sz]ed|legally able|able"
    r"|permitted) to (?:live and )?work in|residen(?:ce|cy) permit"
    r"|permanent residen\w+|green card|sponsorship|passport)\b",
    r"гражданств|граждан(?:ин|ка|е|ам)\b|разрешени\w+ на работу|вид[а-я]* на жительство"
    r"|патент на работу|\bРВП\b|\bВНЖ\b|виз(?:а|у|ы|ой)\b",
    # age
    r"\d{2}[ ]?[歳才]|[歳才](?:以上|以下|未満|まで)|年齢(?!層|別|を?問わ|不問|確認|認証|に応じ)"
    r"|[2-6]0代(?!.{0,6}(?:向け|女性|男性"
    r"|ユーザ|顧客))|若手(?:の方|限定)",
    r"\b(?:(?:over|under|above|below|at least|minimum|aged?|older than"
    r"|younger than) (?:age )?(?:of )?(?:1[5-9]|[2-6]\d)\b(?! (?:years?['’]? (?:of )?(?:experience"
    r"|in)"
    r"|months|people|employees|%|members))(?: years?(?: old| of age)?)?(?! ?(?:%|ms|k\b|million"
    r"|users|people|employees|engineers|members|clients|countries|languages|services))"
    r"|\d{2} years? (?:old|of age)|age limit|age range|legal (?:driving|drinking|working) age"
    r"|minimum age)",
    r"\bвозраст(?:а|ом|е|у)?\b(?! (?:покупател|пользовател|клиент|аудитори))|(?:от|до|не (?:моложе"
    r"|старше|младше)|старше|моложе) \d{2} (?:лет|года)(?! (?:опыт|стаж|работ))"
    r"|совершеннолетн|достигш\w+ \d{2}",
    # where somebody lives
    r"(?:在住|お住まい|居住(?:の方|者|可能|され|地|していること)|通勤(?:可能|圏|時間|できる|\d|が)"
    r"|(?:自宅|駅)から.{0,8}分|転居可能|徒歩圏|近隣の方"
    r"|首都圏在)",
    r"\b(?:(?:based|located|living|resident|residing|reside|live|lives) (?:in|within|near"
    r"|close to)|commut(?:e|ing)\b(?! (?:app|data|system|service))|(?:local|nearby) (?:candidate"
    r"|resident)s?"
    r"|home address|within (?:\d+ )?(?:commuting|driving|walking) distance|own (?:home|flat"
    r"|house))\b",
    r"прожива(?:ние|ть|ющ|ет)|место(?:м|а)? жительства|прописк|регистраци\w+ (?:по месту"
    r"|в (?:москв|санкт|регион|рф))|близко к (?:офис|метро|месту)|шагов\w+ доступност|житель\b"
    r"|жители\b",
    # sex and family, the rest of what may not be asked
    r"性別(?!・|を?問わ|不問|分析|別)|女性(?:の方|限定|のみ|歓迎|活躍中)|男性(?:の方|限定|のみ"
    r"|歓迎)|(?:主婦|主夫|ママ)(?:歓迎|の方|さん)|既婚|未婚"
    r"|独身(?:の方|者)|配偶者|扶養|家族構成|(?:子|お子)(?:様|ども|供)?の(?:いる|いない)方",
    r"\b(?:(?:fe)?male (?:candidates?|only|preferred|applicants?)|(?:wo)?men only|marital status"
    r"|(?:un)?married|(?:no|without|with) (?:small |young )?children|single (?:person|candidate"
    r"|applicant)s?|family status)\b",
    r"\b(?:только (?:мужчин|женщин|девуш|парн)\w+|пол[: ](?:муж|жен)\w+|(?:мужчин|женщин"
    r"|девушк)\w*,? (?:от|до|без|с|не)|семейн\w+ (?:положен|статус)\w*|без (?:маленьких )?детей"
    r"|замужем|женат\w*)",
    r"本籍|出身地|出生地|宗教|信仰|支持政党|思想|信条|人生観|労働組合|学生運動|愛読書|購読新聞"
    r"|尊敬する人物|健康(?:な方|状態|で|に自信)|持病"
    r"|障[害がい]{1,2}者手帳|身長|体重|血液型|非?喫煙者?|兵役|容姿|家庭環境|住宅状況",
    r"\b(?:religio\w+ (?:affiliation|beliefs?|members?)|church member\w*|political (?:views?"
    r"|affiliation|party)|union member\w*|(?:good|excellent) (?:physical )?health"
    r"|physically (?:fit|healthy)|medically fit"
    r"|(?:no|without) (?:chronic|health)|disabilit(?:y|ies) (?:certificate|status)|non-?smok\w+"
    r"|military service|national service|place of birth|born in|height|weight of|blood type)\b",
    r"вероисповед|религиоз|православн|политическ\w+ (?:взгляд|предпочт)|член\w* (?:партии"
    r"|профсоюза)|состояни\w+ здоровья|(?:хорош|отличн|крепк)\w+ здоровь|инвалидност|некурящ"
    r"|не кур|служб\w+ в армии|отслуж"
    r"|воинск\w+ (?:обязанн|уч[её]т|служб)|военн\w+ билет|военнообязанн|место рождения|урожен"
    r"|рост (?:от|до|не)|славянск\w+ внешност|внешност",
    # a tongue as an origin; a level of a language is not one
    r"母(?:国)?語(?:話者|が|として|の方|とする)|日本語ネイティブの方|ネイティブスピーカー"
    r"|\bnative (?:\w+ )?speakers?\b|\bmother tongue\b"
    r"|\bносител\w+ (?:русского |английского |\w+ )?языка|родн\w+ язык",
    # what stands behind a link, and how to reach somebody
    r"(?:github|gitlab|qiita|linkedin|sns|ポートフォリオ|個人ブログ|作品集?)(?:の)?(?:アカウント"
    r"|プロフィール|url|リンク|の?提出"
    r"|をお持ち|の公開|サイトをお持ち)|電話番号",
    r"\b(?:(?:github|gitlab|linkedin|behance|dribbble|kaggle|stack overflow) (?:profile|account"
    r"|page|portfolio|link)|link to (?:your|a)|portfolio (?:link|url|website|site)"
    r"|personal (?:website|blog)|phone number|photo(?:graph)? of)",
    r"(?:профил\w+|аккаунт\w*|страниц\w+|ссылк\w+)(?: на| в| с)? (?:github|гитхаб|gitlab|linkedin"
    r"|behance|портфолио|kaggle)|(?:github|behance)-(?:профил|аккаунт)\w*|ссылк\w+ на",
)  # fmt: skip
_INNOCENT: Final = _pattern(
    r"race conditions?|single sign|single.page|height of|line height",
    r"ビザ(?:申請|取得)?(?:代行|業務|手続|サポート業務)|国籍の異なる|多国籍|在留資格(?:申請"
    r"|に関する|の知識|手続)|年齢確認(?:機能|システム)",
    r"visa (?:processing|applications? (?:handling|processing)|sponsorship casework)"
    r"|immigration law",
    r"(?:опыт|стаж)[^,;.\n]{0,60}(?:от|до|более|не менее) \d+ (?:лет|года)",
    r"оформлени\w+ (?:виз|разрешени)|визов\w+ (?:поддержк|центр|вопрос)",
)
"""Work with such things is work."""


def for_people(rubric: Rubric) -> Rubric:
    """Turn what blind documents cannot answer into questions for the recruiter, weight 0."""
    asked = tuple(_asked(each) if _needs(each) else each for each in rubric.requirements)
    return rubric.model_copy(update={"requirements": asked})


def _needs(requirement: Requirement) -> bool:
    return bool(_NEEDS.search(_INNOCENT.sub("", requirement.text)))


def _asked(requirement: Requirement) -> Requirement:
    return requirement.model_copy(update={"kind": RequirementKind.ASK, "weight": 0})
