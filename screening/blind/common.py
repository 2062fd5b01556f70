"""Words that are names and something else too: alone, they tell nobody's name."""

from typing import Final

COMMON: Final = frozenset(
    # words of any text
    """
    will mark bill rich art may june april august summer dawn grace hope faith joy rose grant chase
    young long short king page case line price cook baker brown green white black gray stone wood
    hill ford lane banks field fields sharp dean miles carter hunter fisher potter mason porter
    turner walker parker taylor smith miller cooper gardener sales manager english german french
    day week love best bright early rush power read reader reading post bond rice ray sky star
    west east north south church park bush forest rivers lake berry bell ball cross drew frank
    guy jack jay ken kit lee les max mike nick pat pearl penny peg ray rob sue ted tom van victor
    wade ward web ross law laws judge major noble wise strong hart hay hand foot head small
    sun son song sung sang sing song wing wang long gong kong can cane do so an on in is it to
    be he she me we us or and the for of at by as but not no yes you all any our out new now one
    two mai mei dan den del der des dos das von zur zum una uno les los las data test tests case
    """.split()
    # what a CV names as a skill
    + "ruby java swift julia ada dart crystal elm perl pascal jenkins jasmine ember django flask"
    " jupiter maven gradle ansible chef rust go react vue angular scala kotlin nim eve alexa cortana"
    " sage oracle salesforce max unity maya figma sketch excel word power access".split()
    # слова, которые не только имена
    + "любовь вера надежда мир лев роман слава свет роза лилия май марта воля будь рада мила"
    " или на по из от до за об как так для при уже без под над год лет".split()
)
"""Small letters, no ё. They count only beside another part of the name."""

TECHNICAL_HAN: Final = frozenset("東西南北森林原森田川山島橋本谷岡村町上下中大小高新古")
"""Single characters that stand in countless words."""

PLACE_AFTER: Final = "都道府県市区町村郡駅港湾線大高"
"""After a surname that is a place's name too, these make it the place: 山口県, 千葉大学."""
