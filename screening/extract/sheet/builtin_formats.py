"""The number formats that a file names by number only; some mean other things in each language."""

from typing import Final

_EVERYWHERE: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@', 43: '#,##0.00;-#,##0.00;"-";@',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_ERA_SHORT: Final = "[$-411]ge.m.d"
_ERA_LONG: Final = '[$-411]ggge"年"m"月"d"日"'
_EAST: Final = {
    27: _ERA_SHORT, 28: _ERA_LONG, 29: _ERA_LONG, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"',
    36: _ERA_SHORT, 50: _ERA_SHORT, 51: _ERA_LONG, 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: _ERA_LONG, 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: _ERA_SHORT, 58: _ERA_LONG,
}  # fmt: skip
_MONEY: Final = {"ja": '"¥"{}', "en": '"$"{}', "ru": '{}" ₽"'}
_DAY: Final = {"ja": "yyyy/m/d", "en": "m/d/yyyy", "ru": "dd.mm.yyyy"}


def builtin_format(number: int, language: str) -> str:
    """Return the format behind a number, in the language of the file."""
    if number in {14, 22}:
        day = _DAY.get(language, _DAY["en"])
        return f"{day} h:mm" if number == 22 else day
    if number in {5, 6, 7, 8, 42, 44}:
        return _money("#,##0.00" if number in {7, 8, 44} else "#,##0", language)
    return _EVERYWHERE.get(number) or _EAST.get(number) or "General"


def is_local(number: int) -> bool:
    """Tell whether a number means another format in another language."""
    return number in {14, 22} or number in _EAST


def _money(figures: str, language: str) -> str:
    shown = _MONEY.get(language, _MONEY["en"]).format(figures)
    return f"{shown};-{shown}"
