"""Finds and reads lines with the PP-OCR models: the only importer of RapidOCR and its libraries.

The models come inside the RapidOCR package and are loaded here; its own loader, which would
download what it misses, is not used. They read Japanese and Latin letters, upright lines and
vertical Japanese, and have no Cyrillic.
"""

import logging
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2  # type: ignore[import-not-found,unused-ignore]  # an optional part
import numpy as np  # type: ignore[import-not-found,unused-ignore]  # an optional part
import onnxruntime  # type: ignore[import-not-found,import-untyped,unused-ignore]  # likewise
import rapidocr  # type: ignore[import-not-found,import-untyped,unused-ignore]  # likewise
from rapidocr import EngineType  # type: ignore[import-not-found,import-untyped,unused-ignore]
from rapidocr.ch_ppocr_det import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    TextDetector,
)

from screening.errors import Unreadable
from screening.extract.ocr.found import Deadline, Point, Quad
from screening.extract.ocr.letters import plausible
from screening.extract.reading import Bitmap
from screening.model.reading import UnreadableReason

_THREADS = 2
_FINDING_SIDE = 1280
"""Pixels of the longer side in which lines are looked for; more finds no more and costs more."""
_MOST_LINES = 600
_LINE_PIXELS = 48
_LONGEST_LINE = 60
"""In heights; a longer line is squeezed."""
_BATCH = 6
_BATCH_PIXELS = 12_000
_RIM = 24
_TALL = 2.0
_LONGER = 0.12
_RULING = 1.5
"""In heights of a letter: strokes that are shorter may belong to letters."""
_SHORTEST_RULING = 30
_THICK = 14
_TABLE = 3
_MOST_RULINGS = 300
_MOST_STROKES = 3_000
_FLAT = 8
_WHITE = 0.9
"""Of the ground's brightness: what is nearly as bright becomes white, and noise with it."""
_GAP = 0.25
"""From this chance on, a gap between Latin letters is a space."""

Picture = Any
"""An array of rows of pixels, each blue, green and red."""
Strip = Any
"""A line cut out and straightened, one grey or three colours a pixel."""


class NeuralReader:
    """Holds the models; making one takes about a second."""

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        onnxruntime.disable_telemetry_events()  # some builds report their use to their maker
        self._finder = TextDetector(_Settings(_FINDING, session=_session("det")))
        self._session = _session("rec")
        characters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *characters, " "]
        self._input = self._session.get_inputs()[0].name
        self._barred = np.array([c != "" and not plausible(c) for c in self._characters])

    def opened(self, bitmap: Bitmap) -> Picture:
        """Make an array of a picture."""
        if len(bitmap.pixels) != bitmap.width * bitmap.height * 3:
            raise Unreadable(UnreadableReason.DAMAGED)
        pixels = np.frombuffer(bitmap.pixels, np.uint8)
        return np.ascontiguousarray(pixels.reshape(bitmap.height, bitmap.width, 3)[:, :, ::-1])

    def turned(self, picture: Picture, degrees: int) -> Picture:
        """Turn a picture against the clock by quarters."""
        return np.ascontiguousarray(np.rot90(picture, degrees // 90 % 4))

    def size(self, picture: Picture) -> tuple[int, int]:
        """Return width and height."""
        return int(picture.shape[1]), int(picture.shape[0])

    def find(self, picture: Picture, deadline: Deadline) -> list[Quad]:
        """Find all lines, from the top."""
        deadline.left()
        width, height = self.size(picture)
        scale = min(_FINDING_SIDE / max(width, height), 3.0)
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way)
        rimmed = cv2.copyMakeBorder(small, _RIM, _RIM, _RIM, _RIM, cv2.BORDER_REPLICATE)
        found = self._finder(rimmed).boxes
        quads = [_quad((box - _RIM) / scale) for box in (found if found is not None else ())]
        quads = [quad for quad in quads if min(quad.width, quad.height) >= 4]
        return sorted(quads, key=lambda quad: quad.corners[0][1])[:_MOST_LINES]

    def rulings(self, picture: Picture, quads: list[Quad]) -> list[tuple[Point, Point]]:
        """Find the drawn lines of tables: level and upright ones, each from end to end."""
        letter = float(np.median([min(q.width, q.height) for q in quads])) if quads else 0.0
        reach = max(round(_RULING * letter), _SHORTEST_RULING)
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        ink = cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
        )
        level = _strokes(ink, reach)
        upright = [((y, x), (v, u)) for (x, y), (u, v) in _strokes(ink.T, reach)]
        table = min(len(level), len(upright)) >= _TABLE
        return [*level, *upright][:_MOST_RULINGS] if table else []

    def cut(self, picture: Picture, quads: list[Quad]) -> list[Strip]:
        """Cut lines out and straighten them; upright ones are laid down."""
        usual = float(np.median([min(q.width, q.height) for q in quads])) if quads else 0.0
        return [_cut(picture, quad, usual) for quad in quads]

    def read(self, strips: list[Strip], deadline: Deadline) -> list[tuple[str, float]]:
        """Read lines: each with its text and how sure the model is of its letters."""
        lines = [_scaled(strip, _LINE_PIXELS) for strip in strips]
        read: list[tuple[str, float]] = [("", 0.0)] * len(lines)
        for batch in _batches([line.shape[1] for line in lines]):
            deadline.left()
            for index, answer in zip(batch, self._asked([lines[i] for i in batch]), strict=True):
                read[index] = self._spelt(answer)
        return read

    def stacked(self, strips: list[Strip], line: int, gap: int) -> bytes:
        """Put lines below each other in one grey picture (PNM), each ``line`` pixels high."""
        grey = [cv2.cvtColor(_scaled(strip, line), cv2.COLOR_BGR2GRAY) for strip in strips]
        even = [_dark_on_light(strip) for strip in grey]
        width = max(strip.shape[1] for strip in even) + 2 * gap
        page = np.full((len(even) * (line + gap) + 2 * gap, width), 255, np.uint8)
        for index, strip in enumerate(even):
            top = gap + index * (line + gap)
            page[top : top + line, gap : gap + strip.shape[1]] = strip
        pixels: bytes = page.tobytes()
        return b"P5 %d %d 255\n" % (page.shape[1], page.shape[0]) + pixels

    def _asked(self, lines: list[Strip]) -> Any:
        width = max(line.shape[1] for line in lines)
        batch = np.zeros((len(lines), 3, _LINE_PIXELS, width), np.float32)
        for index, line in enumerate(lines):
            batch[index, :, :, : line.shape[1]] = line.transpose(2, 0, 1) / 127.5 - 1
        return self._session.run(None, {self._input: batch})[0]

    def _spelt(self, answer: Any) -> tuple[str, float]:
        """Spell the most likely letters: equal ones side by side are one, blanks part them."""
        misread = self._barred[answer.argmax(axis=1)]
        answer = np.where(self._barred, 0, answer)
        answer[misread, 0] = answer[misread, -1] = 0  # some letter is there: the likeliest other
        best = answer.argmax(axis=1)
        text, chances, before = "", [], 0
        space = 0.0
        for column, letter in enumerate(best.tolist()):
            space = max(space, float(answer[column, -1]))
            if letter != before and letter:
                found = self._characters[letter]
                if space > _GAP and _latin(text[-1:]) and _latin(found):
                    text += " "
                text += found
                chances.append(float(answer[column, letter]))
                space = 0.0
            before = letter
        return text.strip(), float(np.mean(chances)) if chances else 0.0


class _Settings(dict[str, Any]):
    """Settings as the finder reads them, by key and by name; with a session it loads no model."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


_FINDING = {
    "engine_type": EngineType.ONNXRUNTIME,
    "limit_side_len": 4 * _FINDING_SIDE,
    "limit_type": "max",
    "mean": [0.5, 0.5, 0.5],
    "std": [0.5, 0.5, 0.5],
    "thresh": 0.3,
    "box_thresh": 0.5,
    "unclip_ratio": 1.6,
}


def _session(kind: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    # threads that wait by spinning take the processor from each other on a busy machine
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    models = Path(rapidocr.__file__).parent / "models"
    model = next(iter(sorted(models.glob(f"*_{kind}_*.onnx"))))
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _quad(box: Any) -> Quad:
    a, b, c, d = ((float(x), float(y)) for x, y in box.tolist())
    return Quad((a, b, c, d))


def _cut(picture: Picture, quad: Quad, usual: float) -> Strip:
    quad = _with_rim(quad)
    width, height = max(round(quad.width), 4), max(round(quad.height), 4)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    way = cv2.getPerspectiveTransform(np.array(quad.corners, np.float32), flat)
    strip = cv2.warpPerspective(
        picture, way, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    # a single narrow letter is high, too, and must not be laid down
    tall = height > _TALL * width and height > _TALL * usual
    return np.ascontiguousarray(np.rot90(strip)) if tall else strip


def _with_rim(quad: Quad) -> Quad:
    """Lengthen a line a little: its first and last letter are often cut too closely."""
    a, b, c, d = quad.corners
    if quad.width < quad.height:
        return quad
    share = _LONGER * quad.height / max(quad.width, 1.0)

    def beyond(inner: Point, outer: Point) -> Point:
        return outer[0] + share * (outer[0] - inner[0]), outer[1] + share * (outer[1] - inner[1])

    return Quad((beyond(b, a), beyond(a, b), beyond(d, c), beyond(c, d)))


def _strokes(ink: Picture, reach: int) -> list[tuple[Point, Point]]:
    """Find thin strokes that run on from left to right; slightly slanted ones, too."""
    thick = cv2.dilate(np.ascontiguousarray(ink), np.ones((3, 1), np.uint8))
    level = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, reach), np.uint8))
    count, marks, facts, _ = cv2.connectedComponentsWithStats(level)
    found: list[tuple[Point, Point]] = []
    for number in range(1, min(count, _MOST_STROKES)):
        left, top, width, height, area = (int(value) for value in facts[number])
        if width < 2 * reach or area > _THICK * width or height > 0.1 * width + _THICK:
            continue
        part = marks[top : top + height, left : left + width] == number
        start, end = (float(np.nonzero(part[:, x])[0].mean()) for x in (0, width - 1))
        found.append(((float(left), top + start), (float(left + width), top + end)))
    return found


def _scaled(strip: Strip, height: int) -> Strip:
    width = min(math.ceil(strip.shape[1] * height / strip.shape[0]), _LONGEST_LINE * height)
    shrinks = strip.shape[0] > 2 * height
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(strip, (max(width, height // 4), height), interpolation=way)


def _dark_on_light(grey: Strip) -> Strip:
    """Stretch a line to black on white, whatever it was; there is more ground than ink."""
    low, ground, high = (float(value) for value in np.percentile(grey, (1, 50, 99)))
    if high - low < _FLAT:
        return np.full_like(grey, 255)
    if ground - low < high - ground:
        grey, low, ground = 255 - grey, 255 - high, 255 - ground
    white = low + _WHITE * (ground - low)
    return np.clip((grey.astype(np.float32) - low) * 255 / (white - low), 0, 255).astype(np.uint8)


def _batches(widths: list[int]) -> Iterator[list[int]]:
    """Group lines of about the same width, so that little is filled up."""
    batch: list[int] = []
    for index in sorted(range(len(widths)), key=lambda i: widths[i]):
        if batch and (len(batch) == _BATCH or (len(batch) + 1) * widths[index] > _BATCH_PIXELS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _latin(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in ",.;:)%")
