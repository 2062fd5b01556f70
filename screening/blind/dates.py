"""How dates are written, for birth dates: with eras, months in words, or numbers alone."""

from typing import Final

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH_RU: Final = (
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]"
    r"|октябр[ья]|ноябр[ья]|декабр[ья])"
)
YEAR: Final = r"(?:19[2-9]\d|20[01]\d)(?!\d)"
JAPANESE: Final = (
    r"(?:(?:西暦|明治|大正|昭和|平成|令和)[ ]*)?(?<!\d)(?:\d{1,4}|元)[ ]*年[ ]*\d{1,2}[ ]*月"
    r"(?:[ ]*\d{1,2}[ ]*日)?"
)
_ERA: Final = r"(?<![A-Za-z])[SHTRM][ .]?\d{1,2}[./年-][ ]?\d{1,2}[./月-][ ]?\d{1,2}日?"
_NUMBERS: Final = (
    rf"(?<!\d){YEAR[:-6]}[ ]?[-/.][ ]?\d{{1,2}}[ ]?[-/.][ ]?\d{{1,2}}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}[ ]?[-/.][ ]?\d{{1,2}}[ ]?[-/.][ ]?(?:{YEAR}|\d{{2}}(?!\d))"
)
_WORDS: Final = (
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ ]+(?:of[ ]+)?{_MONTH},?[ ]+{YEAR}"
    rf"|{_MONTH}[ ]+\d{{1,2}}(?:st|nd|rd|th)?,?[ ]+{YEAR}"
    rf"|(?<!\d)\d{{1,2}}[ ]+{_MONTH_RU}[ ]+{YEAR}(?:[ ]*г(?:ода|\.)?(?!\w))?"
)
DATE: Final = rf"(?:{JAPANESE}|{_ERA}|{_NUMBERS}|{_WORDS})"
"""A day, or a Japanese month."""
DATE_OR_YEAR: Final = rf"(?:{DATE}|(?:{_MONTH}|{_MONTH_RU})[ ]+{YEAR}|(?<!\d){YEAR}[ ]*年?)"
