import subprocess
import sys
from pathlib import Path

import pytest

from screening.bench import peak as module
from screening.bench.peak import Peak

MEBIBYTE = 1024 * 1024
TELLS = (Path("/proc/self/clear_refs")).exists()


@pytest.mark.skipif(not TELLS, reason="only Linux tells the peak of a moment")
def test_a_peak_holds_what_was_used_since_it_was_made_and_nothing_before() -> None:
    content = bytearray(80 * MEBIBYTE)
    before = Peak().own_bytes
    del content
    after = Peak().own_bytes
    assert before is not None
    assert after is not None
    assert before - after > 60 * MEBIBYTE


@pytest.mark.skipif(not TELLS, reason="only Linux tells the peak of a moment")
def test_children_are_counted_by_themselves() -> None:
    script = "import sys; held = bytearray(60_000_000); print('x', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        found = Peak().children_bytes
        child.communicate()
    assert found is not None
    assert found > 60_000_000


def test_where_the_system_tells_nothing_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_PROCESS", tmp_path / "none")
    peak = Peak()
    assert (peak.own_bytes, peak.children_bytes) == (None, None)
