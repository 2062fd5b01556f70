"""What arq's worker is given, by either door."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from screening.settings import Settings, settings_from
from workers.bell import open_queue
from workers.settings import GRACE_SECONDS, ceiling_seconds, worker_options


def made(**changes: object) -> Settings:
    raw = {
        "model": {"kind": "keyword_baseline"},
        "tenants": {"acme": {"base_url": "http://127.0.0.1:1"}},
    }
    return settings_from({**raw, **changes}, {}, source="test")


def test_retries_results_cron_and_abort_are_off() -> None:
    options = worker_options(made(), open_queue("memory://", "here"))
    (job,) = options["functions"]
    assert (job.keep_result_s, job.max_tries) == (0, 1)
    assert (options["keep_result"], options["max_tries"], options["retry_jobs"]) == (0, 1, False)
    assert not {"cron_jobs", "allow_abort_jobs", "redis_settings"} & set(options)
    assert not {"on_job_start", "on_job_end", "after_job_end"} & set(options)


def test_the_queue_is_read_further_than_ten_workers_reach() -> None:
    for at_once in (1, 20, 200):
        settings = made(worker={"at_once": at_once})
        options = worker_options(settings, open_queue("memory://", "here"))
        assert options["max_jobs"] == at_once
        assert options["queue_read_limit"] >= 2 * 10 * at_once


def test_each_worker_has_a_health_key_of_its_own() -> None:
    queue = open_queue("memory://", "here")
    one, two = (worker_options(made(), queue)["health_check_key"] for _ in range(2))
    assert one != two
    assert one.startswith("here:")


def test_the_ceiling_is_above_our_own_deadlines_however_they_are_set() -> None:
    settings = made(
        model={"kind": "keyword_baseline", "deadline_seconds": 1800}, reading={"seconds": 300}
    )
    files = settings.tenants[next(iter(settings.tenants))].max_files
    assert ceiling_seconds(settings) > 2 * 1800 + files * 300


def test_a_stopping_worker_ends_before_a_container_is_killed() -> None:
    assert GRACE_SECONDS + 4 < 25


def test_importing_this_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_CONFIG", "/nowhere/screening.toml")
    monkeypatch.delitem(sys.modules, "workers.settings")
    importlib.import_module("workers.settings")


def test_arqs_door_serves_the_same_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "screening.toml"
    config.write_text(
        '[model]\nkind = "keyword_baseline"\n[tenants.acme]\nbase_url = "http://127.0.0.1:1"\n'
    )
    monkeypatch.setenv("SCREENING_CONFIG", str(config))
    from workers import settings as door

    given = door.WorkerSettings
    assert given.__dict__["job_completion_wait"] == GRACE_SECONDS
    assert given.__dict__["on_startup"] is not None
    assert json.dumps(given.__dict__["retry_jobs"]) == "false"


def test_arqs_door_says_what_is_wrong_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCREENING_CONFIG", "/nowhere/screening.toml")
    from workers import settings as door

    with pytest.raises(SystemExit) as ended:
        _ = door.WorkerSettings
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("Error: There is no settings file /nowhere/")
