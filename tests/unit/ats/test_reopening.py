"""When a limited ATS may be asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from screening.ats.reopening import moment, reopening, whole_number

NOW = datetime(2026, 11, 4, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "30",
        "30.0",
        str(int(NOW.timestamp()) + 30),
        str((int(NOW.timestamp()) + 30) * 1000),
        "Wed, 04 Nov 2026 03:00:30 GMT",
        "2026-11-04T12:00:30+09:00",
        "2026-11-04T03:00:30Z",
        "2026-11-04T03:00:30",
        " 30 ",
    ],
)
def test_every_way_of_naming_a_time_is_understood(text: str) -> None:
    assert moment(text, NOW) == NOW + timedelta(seconds=30)


@pytest.mark.parametrize("text", [None, "", "soon", "-5", "1e9999", "9" * 40, "２０", "0x10"])
def test_nonsense_names_no_time(text: str | None) -> None:
    assert moment(text, NOW) is None


def test_the_latest_told_time_counts() -> None:
    headers = {"retry-after": "5", "x-reset-at": "2026-11-04T12:00:40+09:00"}
    assert reopening(headers, NOW) == NOW + timedelta(seconds=40)


def test_times_in_the_past_say_nothing() -> None:
    headers = {"retry-after": "7", "x-reset-at": "2026-11-04T11:59:59+09:00"}
    assert reopening(headers, NOW) == NOW + timedelta(seconds=7)


def test_without_any_time_a_whole_window_is_assumed() -> None:
    assert reopening({}, NOW) == NOW + timedelta(seconds=60)
    assert reopening({"retry-after": "0"}, NOW) == NOW + timedelta(seconds=60)


def test_no_header_stops_a_tenant_for_hours() -> None:
    assert reopening({"retry-after": "86400"}, NOW) == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("text", "count"),
    [("97", 97), ("0", 0), ("-1", None), ("", None), (None, None), ("九", None), ("9" * 12, None)],
)
def test_counts_are_whole_numbers(text: str | None, count: int | None) -> None:
    assert whole_number(text) == count
