"""The command line: a thin face. Nothing heavy is imported before a command is chosen."""

import sys
from importlib import import_module

import click

from screening import __version__

_COMMANDS = {
    "demo": ("screening.cli.demo:demo", "Run everything on invented candidacies, no key needed."),
    "try": ("screening.cli.attempt:attempt", "Screen local files and print the comment; no ATS."),
    "worker": ("screening.cli.work:worker", "Poll, screen and comment until stopped."),
    "sweep": ("screening.cli.work:sweep_once", "Poll every ATS once, note what is new, and end."),
    "hear": ("screening.cli.work:hear_once", "Read recruiters' corrections once, and end."),
    "enqueue": ("screening.cli.work:enqueue", "Make one candidacy due now, by its id."),
    "explain": ("screening.cli.explain:explain", "Print everything recorded about a candidacy."),
    "requirements": (
        "screening.cli.requirements:requirements",
        "Draft, check, compare and approve what candidacies are judged by.",
    ),
    "brake": ("screening.cli.brake:brake", "Stop all writing to the ATS, or allow it again."),
    "prompts": ("screening.cli.prompts:prompts", "List, compare and switch prompt versions."),
    "check": ("screening.cli.check:check", "Check everything that an admin tunes; for CI."),
    "doctor": ("screening.cli.doctor:doctor", "Check settings, keys, ATS, model, store and queue."),
    "models": ("screening.cli.models:models", "Show the models that answer, and accept a new one."),
    "probe": ("screening.cli.probe:probe", "Ask a real HERP key what its API really does."),
    "simulate": ("screening.cli.simulate:simulate", "Serve a simulated ATS or model to try on."),
    "list": ("screening.cli.listing:listing", "Print one row for each candidacy."),
    "attack": ("screening.cli.attack:attack", "Try to fool the screening and show the outcome."),
    "bench": ("screening.cli.bench:bench", "Measure how well files are read, ours or your own."),
}


_MENDABLE = 2
_INTERRUPTED = 130


class _Lazy(click.Group):
    """Lists commands from the table and imports only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="screening")
def cli() -> None:
    """Read candidates' documents and leave one comment with verified evidence in the ATS."""
    from screening.telemetry import keep_quiet

    keep_quiet()  # a command speaks to a person; the worker and the demo turn logs on


def main() -> None:
    """Run a command and end the process with its exit code.

    A fault that a person can mend is one sentence and exit code 2.
    """
    sys.exit(_run())


def _run() -> int:
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - told apart below; a defect is raised again
        return _told(error)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    from screening.errors import ScreeningError

    if not isinstance(error, ScreeningError):
        raise error
    for line in str(error).splitlines():
        click.echo(f"Error: {line}", err=True)
    return _MENDABLE
