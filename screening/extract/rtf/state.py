"""What is known while an RTF file is read."""

import re

from screening.extract.office.old_colours import UNKNOWN, WHITE
from screening.extract.office.old_story import Found, Story
from screening.extract.rtf.fonts import Fonts
from screening.extract.rtf.style import Colours, Goal, Group, RowFills, ShapeLook, Style
from screening.model.reading import HiddenReason

_HIDDEN_GOALS = {
    Goal.FIELD_CODE: HiddenReason.FIELD_CODE,
    Goal.METADATA: HiddenReason.METADATA,
}
_BEHIND_TEXT = re.compile(rb"\\shpfblwtxt1|fBehindDocument\}\{\\sv 1|\\\*\\background")
_NUMBER = re.compile(
    r"\W?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-zА-Яа-яア-ン]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})\W{0,2}\s*"
)
"""Programs count anew and do not show what stands here: no words can pass as a number."""
_FILLED = re.compile(rb"fillColor|fillBlip")


class State:
    """The open group, the tables of the file, and what was found."""

    def __init__(self, content: bytes) -> None:
        self.found = Found()
        self.fonts = Fonts()
        self.colours = Colours()
        self.fills = RowFills()
        self.nested_fills = RowFills()
        self.paper = UNKNOWN if _BEHIND_TEXT.search(content) else WHITE
        self.body = Story(self.found, self.paper)
        self.first_differs = False
        """Whether some first page has its own header."""
        self.even_differs = False
        self.style = Style()
        self.group = Group(self.style, self.body, ShapeLook())
        self.skip = 0
        """Characters still to pass over, which repeat a Unicode one for older programs."""
        self._some_filled = _FILLED.search(content) is not None

    def put(self, text: str) -> None:
        """Send a text where the text of the group goes."""
        goal = self.style.goal
        if goal in {Goal.SHOWN, Goal.COMMENT}:
            self.group.story.add(text, self.style.ink(self.colours))
        elif goal is Goal.LIST_MARK and _NUMBER.fullmatch(text):
            self.group.story.add(text.strip() + " ", self.style.ink(self.colours))
        elif goal in _HIDDEN_GOALS:
            self.found.hide(text, _HIDDEN_GOALS[goal])
        elif goal is Goal.COLOURS:
            for _ in range(text.count(";")):
                self.colours.end()
        elif goal is Goal.NAME:
            self.group.shape.name = text.strip()
        elif goal is Goal.VALUE:
            self._shape_value(text.strip())

    def _shape_value(self, value: str) -> None:
        shape = self.group.shape
        if shape.name == "wzDescription":
            self.found.hide(value, HiddenReason.ALT_TEXT)
        elif shape.name == "fillColor" and value.isdecimal():
            shape.fill = (int(value) & 0xFFFFFF).to_bytes(3, "little").hex().upper()
        elif shape.name in {"fillType", "fillBlip"} and value != "0":
            shape.fill = UNKNOWN
        elif shape.name == "fFilled" and value == "0":
            shape.fill = UNKNOWN if self._some_filled else None
