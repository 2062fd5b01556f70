"""Follows the tokens of an RTF file, keeping what holds in each open group on a stack."""

import re

from screening.extract.doc.bytes import damaged
from screening.extract.office.old_colours import WHITE
from screening.extract.office.old_story import Apart, Story
from screening.extract.rtf.actions import ACTIONS
from screening.extract.rtf.state import State
from screening.extract.rtf.style import Goal, Group, ShapeLook, Style
from screening.extract.rtf.tokens import Token, tokens
from screening.extract.rtf.words import DRAWN, GOALS, STORIES, SYMBOLS
from screening.model.reading import HiddenReason

_DEEPEST = 2_000
_TEXTLESS = frozenset({Goal.NOWHERE, Goal.PARTS})
_LASTING = frozenset({Goal.NOWHERE, Goal.COMMENT, Goal.METADATA, Goal.FIELD_CODE})
"""What a group inside cannot change, but for going nowhere."""
_SIGN_LETTERS = 3
"""From so many letters on, text in a font of signs is a text that nobody can read."""


class RtfWalk:
    """One pass over a file."""

    def __init__(self, content: bytes) -> None:
        self.state = State(content)
        self.apart: dict[str, list[Story]] = {}
        """Headers, footers and notes by the word that opens them."""
        self._groups: list[Group] = []
        self._written = bytearray()
        self._ended = False
        self._run(content)

    def parts(self, words: tuple[str, ...]) -> list[Apart]:
        """Return headers or footers with whether some page shows them."""
        return [
            Apart(story.groups, self._in_use(word))
            for word in words
            for story in self.apart.get(word, ())
        ]

    def _in_use(self, word: str) -> bool:
        if word.endswith("f"):
            return self.state.first_differs
        return not word.endswith("rl") or self.state.even_differs

    def _run(self, content: bytes) -> None:
        for token in tokens(content):
            if self._ended:
                break  # what stands behind the file's own group is shown by no program
            if token.text:
                self._text(token)
            elif token.word:
                self._flush()
                self._word(token.word, token.number)
            else:
                self._symbol(token.symbol)
        self._flush()
        if len(self._groups) > 1:
            raise damaged()  # it breaks off
        while self._groups:
            self._close()
        self.state.body.end()

    def _text(self, token: Token) -> None:
        text = token.text
        if self.state.skip:
            passed = min(self.state.skip, len(text))
            self.state.skip -= passed
            text = text[passed:]
        if self.state.style.goal not in _TEXTLESS:
            self._written += text

    def _symbol(self, symbol: str) -> None:
        if symbol == "{":
            self._open()
        elif symbol == "}":
            self._close()
        elif self.state.skip:
            self.state.skip -= 1
        elif symbol == "\\*":
            self._flush()
            self.state.group.starred = True
        elif symbol in {"\\{", "\\}", "\\\\"}:
            self._written += symbol[1:].encode()  # may be the second byte of a character
        elif symbol in {"\\\r", "\\\n"}:
            self._flush()
            self._word("par", None)
        elif symbol in SYMBOLS:
            self._flush()
            self.state.put(SYMBOLS[symbol])

    def _open(self) -> None:
        self._flush()
        self.state.skip = 0
        if len(self._groups) >= _DEEPEST:
            raise damaged()
        self._groups.append(self.state.group)
        self.state.style = self.state.style.copy()
        self.state.group = Group(self.state.style, self.state.group.story, self.state.group.shape)

    def _close(self) -> None:
        self._flush()
        self.state.skip = 0
        if not self._groups:
            return
        closed = self.state.group
        self.state.group = self._groups.pop()
        self._ended = not self._groups
        self.state.style = self.state.group.style
        if closed.style.goal is Goal.METADATA:
            self.state.found.pause()
        if closed.opens:
            self._end_story(closed)

    def _word(self, word: str, number: int | None) -> None:
        if self.state.skip:
            if word in DRAWN:
                self.state.skip -= 1
                return
            self.state.skip = 0  # a program that leaves out what stands for older ones
        if word in GOALS:
            self._aim(word)
        elif self.state.group.starred and word not in ACTIONS:
            self.state.style.goal = Goal.NOWHERE
        elif self.state.style.goal is Goal.NOWHERE:
            return
        elif word in ACTIONS:
            ACTIONS[word](self.state, number)
        elif word in DRAWN:
            self.state.put(DRAWN[word])
        self.state.group.starred = False

    def _aim(self, word: str) -> None:
        """Send the text of this group where its word says."""
        outer = self._groups[-1].style.goal if self._groups else Goal.SHOWN
        if GOALS[word] is not Goal.NOWHERE and outer in _LASTING:
            return
        if word in STORIES and len(self._groups) < 2:
            return
        self.state.style.goal = GOALS[word]
        if word in {"shp", "do", "pict", "object"}:
            self.state.group.shape = ShapeLook(fill=WHITE)
        if word == "nesttableprops":
            self.state.style.nested_row = True
        if word in STORIES:
            self._begin_story(word)

    def _begin_story(self, word: str) -> None:
        ground = self.state.paper
        if word in {"shptxt", "dptxbxtext"}:
            ground = self.state.group.shape.ground()
        self.state.group.opens = word
        self.state.group.story = Story(self.state.found, ground)
        goal = self.state.style.goal
        self.state.style = self.state.group.style = Style(
            goal=goal, font=self.state.fonts.default, skipped=self.state.style.skipped
        )

    def _end_story(self, group: Group) -> None:
        group.story.end()
        if group.opens == "annotation":
            self.state.found.hide("\n".join(group.story.lines()) + "\n", HiddenReason.COMMENT)
        elif group.opens in {"shptxt", "dptxbxtext"}:
            self.state.group.story.box(group.story.lines())
        else:
            self.apart.setdefault(group.opens, []).append(group.story)

    def _flush(self) -> None:
        """Decode what was written since the last change and send it on."""
        if not self._written:
            return
        written, self._written = bytes(self._written), bytearray()
        font = self.state.style.font
        text = self.state.fonts.decode(written, font)
        if self.state.fonts.is_symbols(font) and self.state.style.goal is Goal.SHOWN:
            letters = re.sub(rb"[^A-Za-z]", b"", written)
            if len(letters) >= _SIGN_LETTERS:
                self.state.found.hide(written.decode("latin-1"), HiddenReason.MISMAPPED)
        self.state.put(text)
