"""The pace in process, held against a server that counts as the real one does."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from screening.ats.pacing import WindowPace
from screening.ports import Clock

SECOND = timedelta(seconds=1)
NOW = timedelta(0)


async def test_the_first_sixty_go_at_once_and_the_next_waits_for_the_next_window(
    pace: WindowPace,
) -> None:
    waits = [await pace.book() for _ in range(61)]
    assert waits == [NOW] * 60 + [61 * SECOND]


async def test_whoever_asks_first_is_sent_first(pace: WindowPace) -> None:
    waits = [await pace.book() for _ in range(100)]
    assert waits == sorted(waits)


async def test_a_turn_beyond_the_horizon_is_told_but_not_booked(pace: WindowPace) -> None:
    waits = [await pace.book() for _ in range(125)]
    assert waits[119] == 61 * SECOND
    assert waits[120:] == [122 * SECOND] * 5


async def test_the_window_ends_when_the_answers_say_so(
    pace: WindowPace, clock: Clock, pass_time: Callable[[timedelta], None]
) -> None:
    """Another tool opened the window forty seconds ago."""
    await pace.book()
    await pace.learn(remaining=99, reset_at=clock() + 20 * SECOND)
    for _ in range(59):
        assert await pace.book() == NOW
    assert await pace.book() == 21 * SECOND
    pass_time(21 * SECOND)
    assert await pace.book() == NOW


async def test_others_keep_what_is_left_to_them(pace: WindowPace, clock: Clock) -> None:
    await pace.book()
    await pace.learn(remaining=25, reset_at=clock() + 30 * SECOND)
    waits = [await pace.book() for _ in range(6)]
    assert waits == [NOW] * 5 + [31 * SECOND]


async def test_requests_on_their_way_count_as_used(pace: WindowPace, clock: Clock) -> None:
    for _ in range(10):
        await pace.book()
    await pace.learn(remaining=30, reset_at=clock() + 30 * SECOND)
    assert [await pace.book(), await pace.book()] == [NOW, 31 * SECOND]


async def test_answers_of_an_older_window_change_nothing(pace: WindowPace, clock: Clock) -> None:
    await pace.book()
    await pace.learn(remaining=0, reset_at=clock() - SECOND)
    await pace.learn(remaining=0, reset_at=None)
    assert await pace.book() == NOW


async def test_after_a_pause_nothing_goes_before_its_end(
    pace: WindowPace, clock: Clock, pass_time: Callable[[timedelta], None]
) -> None:
    await pace.book()
    await pace.pause(clock() + 30 * SECOND)
    await pace.pause(clock() + 10 * SECOND)
    assert await pace.book() == 30 * SECOND
    pass_time(30 * SECOND)
    assert await pace.book() == NOW


async def test_a_pause_is_never_longer_than_fifteen_minutes(pace: WindowPace, clock: Clock) -> None:
    await pace.pause(clock() + timedelta(days=1))
    assert await pace.book() == timedelta(minutes=15)


async def test_a_full_window_that_ends_late_moves_the_next_one(
    pace: WindowPace, clock: Clock, pass_time: Callable[[timedelta], None]
) -> None:
    """The first request left us late, so the server's window opened late."""
    for _ in range(61):
        await pace.book()
    pass_time(3 * SECOND)
    await pace.learn(remaining=99, reset_at=clock() + 60 * SECOND)
    assert await pace.book() == 61 * SECOND


@pytest.mark.parametrize("others", [0, 15, 38])
async def test_a_backlog_uses_the_allowance_and_is_never_refused(
    clock: Clock, pass_time: Callable[[timedelta], None], others: int
) -> None:
    """Ten minutes of backlog against 100 requests a window, some of them used by other tools."""
    pace = WindowPace(clock)
    start = clock()
    opened, used, ours, refused = start, others, 0, 0
    while clock() - start < timedelta(minutes=10):
        if wait := await pace.book():
            pass_time(wait)
        if clock() - opened >= timedelta(seconds=60):
            opened, used = clock(), others
        used, ours = used + 1, ours + 1
        refused += used > 100
        pass_time(timedelta(milliseconds=50))
        reset = (opened + timedelta(seconds=60)).replace(microsecond=0) + SECOND
        await pace.learn(remaining=max(0, 100 - used), reset_at=reset)
    assert refused == 0
    share = min(60, 100 - others - 20)
    assert ours >= 0.95 * share * 10


async def test_an_allowance_of_nothing_is_refused(clock: Clock) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        WindowPace(clock, allowance=0)
