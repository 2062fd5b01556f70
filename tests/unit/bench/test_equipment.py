"""What a file needs is looked for on this machine."""

import sys

import pytest

from screening.bench import equipment


def test_nothing_is_always_there() -> None:
    assert equipment.is_installed(None)


def test_any_means_of_recognition_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert not equipment.is_installed("tesseract")
    assert not equipment.is_installed("catdoc")


def test_a_program_on_the_path_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    program = folder / ("tesseract.exe" if sys.platform == "win32" else "tesseract")
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert equipment.is_installed("tesseract")
    assert equipment.is_installed("ocr")
