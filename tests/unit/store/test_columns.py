from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from screening.store.columns import Duration, ExactDecimal, UtcDateTime

DIALECTS = [make_url(name).get_dialect()() for name in ("sqlite://", "postgresql+asyncpg://")]
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 the zone is drawn apart


@given(moments)
def test_a_time_comes_back_as_the_same_moment_in_utc(moment: datetime) -> None:
    for dialect in DIALECTS:
        stored = UtcDateTime().process_bind_param(moment, dialect)
        back = UtcDateTime().process_result_value(stored, dialect)
        assert back == moment
        assert back is not None
        assert back.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        UtcDateTime().process_bind_param(datetime(2026, 4, 1), DIALECTS[0])  # noqa: DTZ001 on purpose


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_cost_comes_back_digit_for_digit(cost: Decimal) -> None:
    for dialect in DIALECTS:
        stored = ExactDecimal().process_bind_param(cost, dialect)
        back = ExactDecimal().process_result_value(stored, dialect)
        assert str(back) == str(cost)


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_duration_comes_back_to_the_microsecond(duration: timedelta) -> None:
    for dialect in DIALECTS:
        stored = Duration().process_bind_param(duration, dialect)
        assert Duration().process_result_value(stored, dialect) == duration


@pytest.mark.parametrize("column", [UtcDateTime(), ExactDecimal(), Duration()])
def test_nothing_stays_nothing(column: UtcDateTime | ExactDecimal | Duration) -> None:
    for dialect in DIALECTS:
        assert column.process_bind_param(None, dialect) is None
        assert column.process_result_value(None, dialect) is None
