"""``simulate``: serve an ATS or a model that behaves like the real one, faults included."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from screening.keys import LOCAL_KEY

if TYPE_CHECKING:
    from screening.simulators.herp import HerpSimulator
    from screening.simulators.model import ModelSimulator

_PORT = click.IntRange(0, 65_535)
_PORT_HELP = "The port on this machine; 0 takes any free one."


@click.group("simulate")
def simulate() -> None:
    """Serve a simulated ATS or model on this machine, to try a setting without a key."""


@simulate.command("herp")
@click.option("--port", type=_PORT, default=8801, show_default=True, help=_PORT_HELP)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Requests a minute, as HERP allows.",
)
@click.option(
    "--fault-rate", default=0.0, show_default=True, help="The share of each kind of fault."
)
@click.option(
    "--scope", "scopes", multiple=True, help="Give the key only this scope; may be repeated."
)
def herp(port: int, limit: int, fault_rate: float, scopes: tuple[str, ...]) -> None:
    """Serve a HERP Hire tenant with some thirty invented candidacies."""
    from screening.simulators.by_hand import herp_simulator
    from screening.simulators.herp import API_PATH
    from screening.simulators.herp_page import PAGE_PATH

    simulator = herp_simulator(
        key=LOCAL_KEY, scopes=scopes or None, limit=limit, fault_rate=fault_rate
    )
    _serve(
        simulator,
        port,
        f'HERP Hire, simulated. In the settings: base_url = "{{url}}{API_PATH}"\n'
        f"Look at what is posted: {{url}}{PAGE_PATH}",
    )


@simulate.command("model")
@click.option("--port", type=_PORT, default=8802, show_default=True, help=_PORT_HELP)
@click.option(
    "--personality",
    default="literal",
    show_default=True,
    help="How it behaves; a wrong word lists the choices.",
)
@click.option(
    "--manner",
    default="openai",
    show_default=True,
    help="Which server it is like: openai, azure, vllm, ollama, ollama_cloud, llamacpp, "
    "anthropic_compat, gemini_compat, gemini_no_store, deepseek or old.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    help="What the first calls meet, one each; may be repeated. A wrong word lists the choices.",
)
@click.option("--seed", default=0, show_default=True, help="Another chance for noisy and liar.")
@click.option(
    "--noise",
    type=click.FloatRange(0, 1),
    default=0.2,
    show_default=True,
    help="The share of answers that noisy turns round.",
)
@click.option(
    "--latency",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help="Seconds before each answer.",
)
def model(
    port: int,
    personality: str,
    manner: str,
    faults: tuple[str, ...],
    seed: int,
    noise: float,
    latency: float,
) -> None:
    """Serve an OpenAI-compatible model. None of its personalities is an LLM."""
    from screening.simulators.by_hand import model_simulator

    simulator = model_simulator(
        personality=personality,
        manner=manner,
        faults=faults,
        seed=seed,
        noise=noise,
        latency_seconds=latency,
    )
    _serve(
        simulator,
        port,
        f"A simulated model, {personality}, behind a server like {manner}. "
        'In the settings: base_url = "{url}/v1"',
    )


def _serve(simulator: "HerpSimulator | ModelSimulator", port: int, message: str) -> None:
    from screening.simulators.server import serve

    async def run() -> None:
        async with serve(simulator.app, port=port) as url:
            click.echo(message.format(url=url))
            click.echo("Stop with Ctrl-C.")
            await asyncio.Event().wait()

    with suppress(KeyboardInterrupt):
        asyncio.run(run())
