"""What a person is told of a run that went wrong names what went wrong."""

from screening.bench.endured import tell_survival
from screening.bench.survival import Count, Ending, Run, Speed, Survival


def survival(**run: tuple[str, ...]) -> Survival:
    none: dict[str, tuple[str, ...]] = {"overruns": (), "errors": (), "unanswered": ()}
    count = (Count(outcome="read", files=3),)
    one = Run.model_validate({"files": 3, "outcomes": count, "slowest_seconds": 1.5, **none, **run})
    return Survival(
        files=one,
        worker_bytes=(1 << 20, 2 << 20),
        growth_bytes=1 << 20,
        mutations=one,
        hostile=one,
        hostile_files=(Ending(name="bomb.zip", outcome="too_large", seconds=0.2),),
        warm=Speed(files=3, median=20, p95=40),
        fresh=Speed(files=3, median=200, p95=400),
    )


def test_a_run_in_which_all_held_says_so() -> None:
    told = list(tell_survival(survival()))
    assert told[-1] == "Everything holds."
    assert not [line for line in told if line.startswith(("  late", "  FAILED"))]
    assert [line for line in told if "bomb.zip" in line and "too_large" in line]


def test_late_and_failed_files_are_named() -> None:
    names = tuple(f"f{number}.pdf" for number in range(12))
    told = list(tell_survival(survival(errors=names, overruns=("slow.pdf",))))
    assert told[-1] == "SOMETHING DOES NOT HOLD."
    assert [line for line in told if line.endswith("f9.pdf and 2 more")]
    assert [line for line in told if line.strip() == "late: slow.pdf"]
