"""Which quotes the bench counts as accepted, and what makes it fail."""

import json
import random
import shutil
from pathlib import Path

import pytest

from screening.bench.noise import Noise
from screening.bench.quote_material import read_material
from screening.bench.quote_times import measured_times, round_trip_failures
from screening.bench.quoted import Page, tell_quotes
from screening.bench.quotes import DAMAGES, bench_quotes
from screening.errors import Misconfigured

OURS = Path(__file__).resolve().parents[3] / "fixtures" / "quotes"
MATERIAL = read_material(OURS)


def test_the_promises_on_quotes_hold() -> None:
    report = bench_quotes(MATERIAL, seeds=20)
    broken = [check for check in report.checks if not check.holds]
    assert broken == []
    assert report.holds
    true = sum(row.quotes for row in report.true if row.page is Page.CLEAN)
    altered = sum(row.quotes for row in report.altered if row.page is Page.DOUBTFUL)
    assert (true >= 300, altered >= 135) == (True, True)
    assert {row.language for row in report.true} == {"ja", "en", "ru"}


def test_true_quotes_stand_in_their_document_and_altered_ones_do_not() -> None:
    for language, text in MATERIAL.texts.items():
        assert [quote for quote in MATERIAL.true[language] if quote not in text] == []
        for kinds in (MATERIAL.altered[language], MATERIAL.held_out[language]):
            assert [quote for quotes in kinds.values() for quote in quotes if quote in text] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the material, with fewer quotes."""
    copy = tmp_path / "quotes"
    shutil.copytree(OURS, copy, ignore=shutil.ignore_patterns("*.py"))
    (copy / "true.toml").write_text('en = ["Led a cross-functional team of seven"]\n')
    (copy / "altered.toml").write_text('[en]\nnumber = ["Led a cross-functional team of eight"]\n')
    (copy / "held-out.toml").write_text('[en]\nterm = ["Left a cross-functional team of seven"]\n')
    return copy


def test_a_quote_wrongly_called_true_breaks_the_bench(folder: Path) -> None:
    (folder / "true.toml").write_text('en = ["Led a cross-functional team of eight"]\n')
    report = bench_quotes(read_material(folder), seeds=1)
    assert not report.holds
    assert "DOES NOT HOLD" in "\n".join(tell_quotes(report))


def test_a_quote_wrongly_called_altered_breaks_the_bench(folder: Path) -> None:
    (folder / "altered.toml").write_text('[en]\nterm = ["a cross-functional team of seven"]\n')
    report = bench_quotes(read_material(folder), seeds=1)
    (check,) = (one for one in report.checks if one.name == "altered_accepted")
    assert (check.figure > 0, check.holds, report.holds) == (True, False, False)


def test_quotes_that_were_held_out_are_told_apart(folder: Path) -> None:
    report = bench_quotes(read_material(folder), seeds=1)
    assert {row.kind for row in report.held_out} == {"term"}
    assert {row.kind for row in report.altered} == {"number"}
    assert json.loads(report.model_dump_json())["held_out"][0]["quotes"] == 1


def test_a_folder_without_quotes_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"true\.toml is missing"):
        read_material(tmp_path)


def test_every_harmless_way_of_writing_changes_some_quote() -> None:
    quotes = [quote for several in MATERIAL.true.values() for quote in several]
    for name, damage in DAMAGES.items():
        changed = sum(damage(quote) != quote for quote in quotes)
        assert (changed > 0) == (name != "verbatim"), name


def test_noise_misreads_about_as_much_as_it_says_and_repeats_itself() -> None:
    text = MATERIAL.texts["en"] * 5
    noise = Noise(0.02, MATERIAL.confusions)
    read = noise.misread(text, random.Random(1))
    assert read == noise.misread(text, random.Random(1))
    assert read != noise.misread(text, random.Random(2))
    surplus = Noise(0.0, MATERIAL.confusions).misread(text, random.Random(1))
    assert surplus == text


def test_numbers_are_spared_on_request() -> None:
    text = "in 2019, 12,000 boxes and 38% of them; 2,4 tons " * 40
    spared = Noise(0.5, MATERIAL.confusions, spare_numbers=True)
    read = spared.misread(text, random.Random(3))
    assert read != text
    for number in ("2019", "12,000", "38%", "2,4"):
        assert read.count(number) >= 40


def test_the_map_and_the_times_are_measured() -> None:
    assert round_trip_failures(300) == 0
    times = measured_times({"en": MATERIAL.texts["en"]}, {"en": MATERIAL.true["en"][:3]})
    assert 0 < times.milliseconds_a_quote <= times.slowest_quote
    assert times.milliseconds_to_normalise > 0
