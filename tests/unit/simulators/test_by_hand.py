import httpx
import pytest

from screening.errors import Misconfigured
from screening.simulators.by_hand import SIMULATOR_KEY, herp_simulator, model_simulator
from screening.simulators.herp import API_PATH
from screening.simulators.personalities import Personality
from screening.simulators.server import serve


async def test_a_tenant_made_by_hand_shows_the_world() -> None:
    simulator = herp_simulator(limit=None)
    headers = {"authorization": f"Bearer {SIMULATOR_KEY}"}
    async with serve(simulator.app) as url, httpx.AsyncClient(headers=headers) as client:
        answer = await client.get(f"{url}{API_PATH}/v1/candidacies")
        requisitions = await client.get(f"{url}{API_PATH}/v1/requisitions")
    assert len(answer.json()["candidacies"]) >= 20
    assert len(requisitions.json()["requisitions"]) >= 1


@pytest.mark.parametrize("personality", list(Personality))
def test_every_personality_can_be_made_by_its_name(personality: Personality) -> None:
    assert model_simulator(personality=personality.value).calls == ()


async def test_faults_come_before_the_personality_of_a_model_made_by_hand() -> None:
    simulator = model_simulator(manner="ollama", faults=["overloaded", "html"])
    async with serve(simulator.app) as url, httpx.AsyncClient() as client:
        body = {"model": "m", "messages": [{"role": "user", "content": "What now?"}]}
        answers = [await client.post(f"{url}/v1/chat/completions", json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 200, 200]
    assert answers[1].headers["content-type"].startswith("text/html")
    assert [call.behaviour for call in simulator.calls] == ["overloaded", "html", "literal"]


def test_wrong_arguments_are_named_with_the_choices() -> None:
    with pytest.raises(Misconfigured, match="unknown personality kind: choose from literal"):
        model_simulator(personality="kind")
    with pytest.raises(Misconfigured, match="unknown manner polite: choose from openai"):
        model_simulator(manner="polite")
    with pytest.raises(Misconfigured, match="unknown fault none: choose from server_error"):
        model_simulator(faults=["none"])
    with pytest.raises(Misconfigured, match="unknown scope all: choose from candidacy:read"):
        herp_simulator(scopes=["all"])
    with pytest.raises(Misconfigured, match=r"fault rate 0\.5 is out of range"):
        herp_simulator(fault_rate=0.5)
