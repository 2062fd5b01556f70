"""The records that xlrd leaves out: text boxes, controls, lists and conditions of old workbooks."""

import struct

import pytest

from screening.errors import Unreadable
from screening.extract.sheet.records import SheetRecords, read_records


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def atom(kind: int, data: bytes, *, count: int = 0) -> bytes:
    return struct.pack("<HHI", count << 4 | 3, kind, len(data)) + data


def drawing(*atoms: bytes) -> bytes:
    shape = atom(0xF00A, bytes(8)) + b"".join(atoms)
    return record(0xEC, struct.pack("<HHI", 0xF, 0xF004, len(shape)) + shape)


def anchor(left: int, top: int, right: int, bottom: int) -> bytes:
    return atom(0xF010, struct.pack("<9H", 0, left, 0, top, 0, right, 0, bottom, 0))


def properties(*pairs: tuple[int, int]) -> bytes:
    data = b"".join(struct.pack("<HI", *pair) for pair in pairs)
    return atom(0xF00B, data, count=len(pairs))


def thing(kind: int, more: bytes = b"") -> bytes:
    return record(0x5D, struct.pack("<HHHH14x", 0x15, 0x12, kind, 1) + more)


def words(text: str, runs: tuple[tuple[int, int], ...] = ((0, 5),), *, wide: bool = True) -> bytes:
    body = text.encode("utf-16-le" if wide else "latin-1")
    starts = b"".join(struct.pack("<HH4x", *run) for run in runs)
    return (
        record(0x1B6, struct.pack("<HH6xHH4x", 0, 0, len(text), len(starts)))
        + record(0x3C, (b"\x01" if wide else b"\x00") + body)
        + record(0x3C, starts)
    )


def sheet(*records: bytes) -> SheetRecords:
    """Return what is found in a sheet of these records."""
    start = record(0x809, b"\0" * 16)
    links = record(0x17, struct.pack("<H6H", 2, 0, 0, 0, 0, 1, 1))
    tab = record(0x85, struct.pack("<IHBB", 0, 0, 1, 0) + b"S")
    tab_two = record(0x85, struct.pack("<IHBB", 0xFFFF, 0, 1, 1) + "隠".encode("utf-16-le"))
    head = start + tab + tab_two + links + record(0x0A)
    place = struct.pack("<I", len(head))
    stream = head.replace(tab, tab[:4] + place + tab[8:]) + start + b"".join(records) + record(0x0A)
    found = read_records(stream)
    assert [one.name for one in found.sheets] == ["S", "隠"]
    return found.sheets[0]


def test_a_text_box_is_found_at_its_place() -> None:
    found = sheet(drawing(anchor(1, 4, 3, 6)), thing(0x06), words("志望動機\n箱"))
    box = found.boxes[0]
    assert (box.text, box.area, box.runs) == ("志望動機\n箱", (5, 2, 7, 4), ((0, 5),))
    assert (box.filled, box.hidden) == (True, False)


def test_narrow_letters_and_texts_in_pieces_are_put_together() -> None:
    split = (
        record(0x1B6, struct.pack("<HH6xHH4x", 0, 0, 4, 8))
        + record(0x3C, b"\x00ab")
        + record(0x3C, b"\x01" + "箱箱".encode("utf-16-le"))
        + record(0x3C, struct.pack("<HH4x", 0, 7))
    )
    box = sheet(drawing(anchor(0, 0, 1, 1)), thing(0x06), split).boxes[0]
    assert (box.text, box.runs) == ("ab箱箱", ((0, 7),))


def test_the_look_of_a_box_is_found() -> None:
    look = properties((0x181, 0x00403020), (0x1BF, 0x00100010), (0x3BF, 0x00020002))
    box = sheet(drawing(anchor(0, 0, 1, 1), look), thing(0x06), words("x")).boxes[0]
    assert (box.fill, box.palette_fill, box.filled, box.hidden) == (0x403020, False, True, True)
    look = properties((0x181, 0x08000009), (0x1BF, 0x00100000))
    box = sheet(drawing(anchor(0, 0, 1, 1), look), thing(0x06), words("x")).boxes[0]
    assert (box.fill, box.palette_fill, box.filled) == (9, True, False)


def test_the_end_of_a_shape_in_a_record_of_its_own_changes_nothing() -> None:
    look = properties((0x181, 0x00222222))
    end = record(0xEC, atom(0xF00D, b""))
    box = sheet(drawing(anchor(0, 0, 1, 1), look), thing(0x06), end, words("x")).boxes[0]
    assert box.fill == 0x222222


def test_a_shape_in_a_group_stands_where_the_group_does() -> None:
    found = sheet(
        drawing(anchor(2, 8, 9, 9)), thing(0x00), drawing(), thing(0x06), words("in a group")
    )
    assert found.boxes[0].area[:2] == (9, 3)


def test_comments_are_no_boxes_and_controls_have_their_state() -> None:
    checked = struct.pack("<HH", 0x12, 8) + b"\x01\x00" + bytes(6)
    found = sheet(
        thing(0x19), words("comment"), thing(0x0B, checked), words("有"), thing(0x0B), words("無")
    )
    assert [box.text for box in found.boxes] == ["☑ 有", "☐ 無"]


def test_conditions_lists_and_margins_are_found() -> None:
    condition = struct.pack("<HH4H", 1, 0, 0, 4, 1, 2)
    empty = struct.pack("<HBB", 1, 0, 0)
    formula = b"\x3b\x01\x00" + bytes(8)
    validation = bytes(4) + empty * 4 + struct.pack("<HH", len(formula), 0) + formula
    header = struct.pack("<HB", 2, 0) + b"hi"
    found = sheet(record(0x1B0, condition), record(0x1BE, validation), record(0x14, header))
    assert (found.conditions, found.lists, found.header) == ([(1, 2, 5, 3)], {1}, "hi")


def test_charts_inside_a_sheet_do_not_end_it() -> None:
    chart = record(0x809, b"\0" * 16) + thing(0x06) + words("inside a chart") + record(0x0A)
    found = sheet(chart, drawing(anchor(0, 0, 1, 1)), thing(0x06), words("after"))
    assert [box.text for box in found.boxes] == ["after"]


def test_cut_off_and_odd_records_are_passed_over() -> None:
    whole = drawing(anchor(0, 0, 1, 1)) + thing(0x06) + words("x")
    for end in range(len(whole)):
        sheet(whole[:end])
    odd = [record(kind, b"\x01") for kind in (0x85, 0x17, 0xEC, 0x5D, 0x1B6, 0x1B0, 0x1BE, 0x14)]
    assert sheet(*odd[2:]).boxes == []
    assert read_records(b"".join(odd)).sheets == []


def test_records_without_end_are_too_long() -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_records(record(0x0A) * 1_000_001)
    assert unreadable.value.reason.value == "too_long"
