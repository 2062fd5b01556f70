"""Words that are names and something else too. Small letters, no ё."""

from typing import Final


def _words(text: str) -> list[str]:
    return text.split()


WORDS: Final = frozenset(
    _words(
        "will mark rich art may june april august summer long short page case line price law laws "
        "test tests data day week love best read reader reading post bond sales manager english "
        "german french guy major power word access early rush head hand small strong sun son song "
        "sing can cane do so an on in is it to be he she me we us or and the for of at by as but "
        "not no yes you all any our out new now one two dan den del der des dos das von zur zum "
        "una uno les los las van di da de la le st san"
    )
)
"""Words with which sentences begin, particles of surnames, months."""

SKILLS: Final = frozenset(
    _words(
        "ruby java swift julia ada dart crystal elm perl pascal jenkins jasmine ember django "
        "flask jupiter maven gradle ansible chef rust go react vue angular scala kotlin nim eve "
        "alexa sage oracle salesforce max unity maya figma sketch excel"
    )
)
"""Given names that a CV lists as a skill."""

RUSSIAN: Final = frozenset(
    _words(
        "любовь вера надежда мир лев роман слава свет роза лилия май марта воля будь рада мила "
        "или на по из от до за об как так для при уже без под над год лет"
    )
)
"""Russian names that are words; they are told by their capital inside a sentence."""

COMMON: Final = WORDS | SKILLS | RUSSIAN
"""They count only beside another part of the name."""

ORDINARY: Final = frozenset(
    _words(
        "bill dawn grace hope faith joy rose grant chase young king cook baker brown green white "
        "black gray stone wood hill ford lane banks field fields sharp dean miles carter hunter "
        "fisher potter mason porter turner walker parker taylor smith miller cooper gardener "
        "bright rice sky star west east north south church park bush forest rivers lake berry "
        "bell ball cross drew frank jack pearl penny peg wade ward judge noble wise hart foot "
        "sample example"
    )
)
"""They count only with a capital."""

PLACE_AFTER: Final = "都道府県市区町村郡駅港湾線大高"
"""After a surname that is a place's name too, these make it the place: 山口県, 千葉大学."""
