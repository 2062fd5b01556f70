"""Bad settings: one sentence that names the setting and says what to do, and never a value."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from screening.errors import Misconfigured
from screening.faults import sentences
from screening.keys import LOCAL_KEY, is_here
from screening.model import TenantId
from screening.settings import (
    Settings,
    load_settings,
    load_without_keys,
    settings_from,
    with_model_key,
)
from screening.store.address import parse

ACME = TenantId("acme")
SECRET = "value-that-nobody-may-see"
Tables = dict[str, Any]


def tables(**changes: Tables) -> Tables:
    """Return good tables; each keyword adds to the table of that name, ``tenant`` to acme's."""
    made: Tables = {
        "model": {"kind": "keyword_baseline"},
        "tenants": {"acme": {"base_url": "http://127.0.0.1:9/hire"}},
    }
    made["tenants"]["acme"] |= changes.pop("tenant", {})
    for name, table in changes.items():
        made[name] = {**made.get(name, {}), **table}
    return made


def complaint(raw: Tables, environ: Mapping[str, str] | None = None) -> str:
    """Return the one sentence that refuses these tables."""
    with pytest.raises(Misconfigured) as caught:
        settings_from(raw, environ or {}, source="my.toml")
    (sentence,) = str(caught.value).splitlines()
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return sentence


def test_the_smallest_settings_are_enough() -> None:
    settings = settings_from(tables(), {}, source="my.toml")
    assert settings.tenants[ACME].language.value == "ja"
    assert settings.model.name == "keyword baseline, not an LLM"


# ---------------------------------------------------------------- the file itself


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[ledger\n", "is not valid TOML: look at line 1"),
        (b'[ledger]\nurl = "a"\nurl = "b"\n', "is not valid TOML: look at line 3"),
        (b"[ledger]\nurl = ", "is not valid TOML: look at end of document"),
        (b'name = "\xe9"', "is not UTF-8 text"),
        (b"\xff\xfe[\x00l\x00", "is not UTF-8 text"),
    ],
)
def test_a_broken_file_is_named_with_the_place_of_the_fault(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(content)
    with pytest.raises(Misconfigured, match=says) as caught:
        load_settings(path, {})
    assert str(path) in str(caught.value)


def test_the_content_of_a_broken_file_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(f"key = {SECRET}", encoding="utf-8")
    with pytest.raises(Misconfigured) as caught:
        load_settings(path, {})
    assert SECRET not in str(caught.value)


def test_a_missing_file_and_a_folder_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"copy screening\.example\.toml to it"):
        load_settings(tmp_path / "none.toml", {})
    with pytest.raises(Misconfigured, match="is a folder: name a settings file"):
        load_settings(tmp_path, {})


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read: File name too long"):
        load_settings(tmp_path / ("a" * 300), {})


def test_a_fault_without_words_of_its_own_is_still_one_sentence_without_the_value() -> None:
    class Short(BaseModel):
        name: Annotated[str, Field(max_length=3)]

    with pytest.raises(ValidationError) as caught:
        Short(name=SECRET)
    (said,) = sentences(caught.value, "my.toml")
    assert said == "my.toml: name is not accepted: String should have at most 3 characters."


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(Misconfigured) as caught:
        settings_from({"colour": 1}, {}, source="my.toml")
    assert str(caught.value).splitlines() == [
        "my.toml: model is missing: see screening.example.toml.",
        "my.toml: tenants is missing: see screening.example.toml.",
        "my.toml: colour is not a setting: see docs/settings.md for all of them.",
    ]


# ---------------------------------------------------------------- keys of the tables


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (tables(ledger={"colour": SECRET}), "ledger.colour"),
        (tables(queue={"colour": SECRET}), "queue.colour"),
        (tables(model={"colour": SECRET}), "model.colour"),
        (tables(reading={"colour": SECRET}), "reading.colour"),
        (tables(worker={"colour": SECRET}), "worker.colour"),
        (tables(tenant={"colour": SECRET}), "tenants.acme.colour"),
        (tables(colour={"a": SECRET}), "colour"),
        (
            tables(tenant={"requisitions": {"r1": {"colour": SECRET}}}),
            "tenants.acme.requisitions.r1.colour",
        ),
    ],
)
def test_an_unknown_key_is_refused_at_every_level(raw: Tables, where: str) -> None:
    said = complaint(raw)
    assert said == f"my.toml: {where} is not a setting: see docs/settings.md for all of them."


@pytest.mark.parametrize("raw", [tables(model={"key": SECRET}), tables(tenant={"key": SECRET})])
def test_a_key_in_the_file_is_refused_and_not_repeated(raw: Tables) -> None:
    said = complaint(raw)
    assert "key does not belong in this file" in said
    assert "key_env" in said
    assert SECRET not in said


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (tables(worker={"at_once": SECRET}), "worker.at_once must be a whole number."),
        (tables(worker={"at_once": 0}), "worker.at_once must be 1 or more."),
        (tables(worker={"at_once": 201}), "worker.at_once must be 200 or less."),
        (tables(worker={"at_once": 1.5}), "worker.at_once must be a whole number."),
        (tables(worker={"scan_seconds": 0}), "worker.scan_seconds must be more than 0.0."),
        (tables(worker={"scan_seconds": SECRET}), "worker.scan_seconds must be a number."),
        (tables(worker={"metrics_port": 70_000}), "worker.metrics_port must be 65535 or less."),
        (
            tables(tenant={"poll_seconds": float("inf")}),
            "tenants.acme.poll_seconds must be a number that is not endless.",
        ),
        (
            tables(tenant={"give_up_hours": 1e300}),
            "tenants.acme.give_up_hours must be 8760.0 or less.",
        ),
        (tables(model={"input_price": SECRET}), "model.input_price must be a number."),
        (tables(ledger={"url": 5}), "ledger.url must be a text in quotes."),
        (tables() | {"ledger": 5}, "ledger must be a table."),
        (tables() | {"tenants": 5}, "tenants must be a table."),
        (tables() | {"tenants": {}}, "tenants must be filled: it is empty."),
        (tables() | {"prompts": 5}, "prompts must be the path of a file, in quotes."),
        (tables(tenant={"steps": SECRET}), "tenants.acme.steps must be a list in square brackets."),
        (tables(tenant={"steps": []}), "tenants.acme.steps must be filled: it is empty."),
        (tables(tenant={"key_expires": SECRET}), "tenants.acme.key_expires must be a day such as"),
        (
            tables(tenant={"read_private_files": SECRET}),
            "tenants.acme.read_private_files must be true or false.",
        ),
        (tables(tenant={"language": SECRET}), "tenants.acme.language must be 'ja', 'en' or 'ru'."),
        (tables(tenant={"mode": "terminate"}), "tenants.acme.mode must be 'comment'."),
        (tables(tenant={"ats": SECRET}), "tenants.acme.ats must be 'herp'."),
        (tables(model={"kind": "llm"}), 'model: base_url is needed, for example "https://'),
        (
            tables(model={"kind": "llm", "base_url": "http://localhost/v1"}),
            "model: name is needed",
        ),
        (
            tables(tenant={"promising_from": 30, "doubtful_below": 50}),
            "tenants.acme: doubtful_below must not be above promising_from.",
        ),
        (
            tables(tenant={"settle_minutes": 20}),
            "tenants.acme: look_again_minutes must grow, beginning above settle_minutes.",
        ),
        (tables() | {"tenants": {"": {}}}, "tenants: a tenant's name is 1 to 60 letters"),
        (tables() | {"tenants": {"a b": {}}}, "tenants: a tenant's name is 1 to 60 letters"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_setting(raw: Tables, says: str) -> None:
    said = complaint(raw)
    assert said.startswith(f"my.toml: {says}")
    assert said.endswith(".")
    assert SECRET not in said


@pytest.mark.parametrize("name", ["Asia/Tokio", "", "Asia", "../../etc/passwd", "A\0B", "/etc"])
def test_a_time_zone_that_is_none_is_refused(name: str) -> None:
    said = complaint(tables(tenant={"time_zone": name}))
    assert said.startswith("my.toml: tenants.acme.time_zone: must be the name of a time zone")


@pytest.mark.parametrize(
    "url",
    [
        "public-api.herp.cloud/hire",
        "127.0.0.1:8801/hire",
        "http://herp.example/hire",
        "http://[::1/hire",
        "http://127.0.0.1:99999/hire",
        "https://user:password@herp.example/hire",
        "https://herp.example/hire?key=1",
        "https://herp.example/hire#a",
        "https://herp example/hire",
        "https://хайр.example/hire",
        "ftp://127.0.0.1/hire",
        "https://",
        "",
    ],
)
def test_an_ats_address_is_https_or_on_this_machine(url: str) -> None:
    said = complaint(tables(tenant={"base_url": url}))
    assert said.startswith("my.toml: tenants.acme.base_url: must be an https address")
    assert "password@" not in said


@pytest.mark.parametrize(
    "url", ["api.openai.com/v1", "http://[::1/v1", "https://u:p@host/v1", "https://host:0/v1", "x"]
)
def test_a_model_address_is_a_whole_address(url: str) -> None:
    said = complaint(tables(model={"base_url": url}))
    assert said.startswith("my.toml: model.base_url: must be an http or https address such as")


@pytest.mark.parametrize("url", ["amqp://host", "redis://[::1", "redis://h:99999", "memory", ""])
def test_a_queue_address_is_memory_or_redis(url: str) -> None:
    assert complaint(tables(queue={"url": url})).startswith("my.toml: queue.url: must be memory://")


def test_good_values_are_taken_as_they_are_meant() -> None:
    raw = tables(
        model={"kind": "llm", "base_url": "http://vllm.internal:8000/v1", "name": "m",
               "allow_plain_http": True,
               "key_env": "K", "input_price": 0.15, "output_price": "0.60"},
        queue={"url": "rediss://user:pa%23ss@redis.internal:6380/2"},
        ledger={"url": "postgresql://me@db.internal/screening"},
        tenant={"key_expires": date(2027, 3, 31), "steps": ["entry", "offered"],
                "time_zone": "UTC"},
    )  # fmt: skip
    settings = settings_from(raw, {"K": "k"}, source="my.toml")
    assert settings.model.input_price == Decimal("0.15")
    assert settings.model.output_price == Decimal("0.60")
    assert settings.tenants[ACME].key_expires == date(2027, 3, 31)
    assert settings.tenants[ACME].steps == ("entry", "offered")


# ---------------------------------------------------------------- keys from the environment


def remote(**tenant: object) -> Tables:
    return tables(tenant={"base_url": "https://herp.example/hire", **tenant})


def key_of(settings: Settings) -> str:
    key = settings.tenants[ACME].key
    assert key is not None
    return key.get_secret_value()


def test_a_key_is_taken_from_the_variable_that_the_settings_name() -> None:
    raw = remote(key_env="ATS_KEY")
    assert key_of(settings_from(raw, {"ATS_KEY": "abc\n"}, source="my.toml")) == "abc"


def test_an_address_on_this_machine_needs_no_key_but_uses_one_that_is_set() -> None:
    assert key_of(settings_from(tables(), {}, source="my.toml")) == LOCAL_KEY
    raw = tables(tenant={"key_env": "ATS_KEY"})
    assert key_of(settings_from(raw, {}, source="my.toml")) == LOCAL_KEY
    assert key_of(settings_from(raw, {"ATS_KEY": "abc"}, source="my.toml")) == "abc"


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:1/x", True),
        ("http://127.9.9.9/x", True),
        ("http://[::1]/x", True),
        ("https://localhost.example/x", False),
        ("https://10.0.0.1/x", False),
        ("https://127.0.0.1.example/x", False),
    ],
)
def test_only_loopback_is_this_machine(url: str, here: bool) -> None:
    assert is_here(url) is here


@pytest.mark.parametrize(
    ("raw", "environ", "says"),
    [
        (remote(), {}, "tenants.acme.key_env is missing: name the environment variable"),
        (remote(key_env="ATS_KEY"), {}, "tenants.acme.key_env names ATS_KEY, but that environment"),
        (remote(key_env="ATS_KEY"), {"ATS_KEY": " \n"}, "is empty or not set: export ATS_KEY=..."),
        (remote(key_env="ATS_KEY"), {"ATS_KEY": f"{SECRET}\nb"}, "holds a space, a line break"),
        (remote(key_env="ATS_KEY"), {"ATS_KEY": f"{SECRET} b"}, "holds a space, a line break"),
        (remote(key_env="ATS_KEY"), {"ATS_KEY": f"{SECRET}ключ"}, "or a character that no key has"),
        (
            tables(
                model={
                    "kind": "llm",
                    "base_url": "https://model.example/v1",
                    "name": "m",
                    "key_env": "MODEL_KEY",
                }
            ),
            {},
            "model.key_env names MODEL_KEY, but that environment variable is empty or not set",
        ),
    ],
)
def test_a_missing_or_unusable_key_is_told_by_its_setting(
    raw: Tables, environ: dict[str, str], says: str
) -> None:
    said = complaint(raw, environ)
    assert said.startswith("my.toml: ")
    assert says in said
    assert SECRET not in said


def test_all_missing_keys_are_told_at_once() -> None:
    raw = remote(key_env="ATS_KEY")
    raw["tenants"]["other"] = {"base_url": "https://herp.example/hire", "key_env": "OTHER_KEY"}
    raw["model"] = {"base_url": "https://m.example/v1", "name": "m", "key_env": "M"}
    with pytest.raises(Misconfigured) as caught:
        settings_from(raw, {}, source="my.toml")
    told = str(caught.value).splitlines()
    assert [line.split()[1] for line in told] == [
        "model.key_env", "tenants.acme.key_env", "tenants.other.key_env",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_CUSTOM_HEADERS",
     "OPENAI_ADMIN_KEY"],
)  # fmt: skip
def test_a_variable_that_contradicts_the_settings_stops_the_start(name: str) -> None:
    said = complaint(tables(model={"base_url": "http://127.0.0.1:9/v1"}), {name: SECRET})
    assert f"The environment variable {name} is set" in said
    assert "Unset it" in said
    assert SECRET not in said


def test_a_variable_that_agrees_with_the_settings_stops_nothing() -> None:
    raw = tables(model={"base_url": "http://127.0.0.1:9/v1"})
    environ = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1/", "OPENAI_API_KEY": "k"}
    assert settings_from(raw, environ, source="my.toml").model.key is not None


def test_without_an_address_no_variable_of_a_model_matters() -> None:
    settings = settings_from(tables(), {"OPENAI_BASE_URL": "https://x.example"}, source="my.toml")
    assert settings.model.key is None


def test_commands_that_ask_neither_ats_nor_model_need_no_key(tmp_path: Path) -> None:
    """The brake can be pulled from a shell that has no key."""
    path = tmp_path / "my.toml"
    path.write_text(
        '[model]\nbase_url = "https://m.example/v1"\nname = "m"\nkey_env = "M"\n'
        '[tenants.acme]\nkey_env = "ATS_KEY"\n',
        encoding="utf-8",
    )
    settings = load_without_keys(path)
    assert settings.tenants[ACME].key is None
    asked = with_model_key(settings, {"M": "k"}, source=str(path))
    assert asked.model.key is not None
    assert asked.tenants[ACME].key is None


def test_keys_are_never_shown() -> None:
    settings = settings_from(remote(key_env="ATS_KEY"), {"ATS_KEY": SECRET}, source="my.toml")
    assert SECRET not in repr(settings)
    assert SECRET not in settings.model_dump_json()


# ---------------------------------------------------------------- what would mislead or do harm


def test_a_step_that_herp_does_not_have_is_refused_with_those_it_has() -> None:
    said = complaint(tables(tenant={"steps": ["resumeScreening", SECRET]}))
    assert said.startswith("my.toml: tenants.acme.steps: must be steps of HERP, written exactly")
    assert "entry, casualInterview, resumeScreening, firstInterview" in said
    assert SECRET not in said
    assert complaint(tables(tenant={"steps": ["resumescreening"]}))


@pytest.mark.parametrize("url", ["https://api.openai.com/v1", "http://10.0.0.7:8000/v1"])
def test_nothing_off_this_machine_is_called_a_keyword_baseline(url: str) -> None:
    said = complaint(tables(model={"base_url": url, "allow_plain_http": True}))
    assert "the keyword baseline runs inside the worker or on this machine: remove base_url" in said
    settings_from(tables(model={"base_url": "http://127.0.0.1:9/v1"}), {}, source="my.toml")


def llm(url: str, **model: object) -> Tables:
    return tables(model={"kind": "llm", "name": "m", "key_env": "K", "base_url": url, **model})


def test_documents_leave_this_machine_unencrypted_only_by_permission() -> None:
    url = "http://gpu-host:8000/v1"
    assert "allow_plain_http = true for a server in your own network" in complaint(llm(url))
    allowed = settings_from(llm(url, allow_plain_http=True), {"K": "k"}, source="my.toml")
    assert allowed.model.base_url == url
    settings_from(llm("http://localhost:8000/v1"), {}, source="my.toml")
    settings_from(llm("https://gpu-host/v1"), {"K": "k"}, source="my.toml")


def test_a_shared_queue_over_a_file_needs_everything_on_one_machine() -> None:
    queue = {"url": "redis://redis.internal:6379/0"}
    said = complaint(tables(queue=queue))
    assert "several machines need PostgreSQL" in said
    assert "one_machine = true" in said
    settings_from(tables(queue=queue, ledger={"one_machine": True}), {}, source="my.toml")
    server = {"url": "postgresql://me@db/screening"}
    settings_from(tables(queue=queue, ledger=server), {}, source="my.toml")


@pytest.mark.parametrize("url", ["https://herp.example/hire", "https://HERP.example/hire/"])
def test_one_account_under_two_names_is_refused(url: str) -> None:
    raw = remote(key_env="ATS_KEY")
    raw["tenants"]["other"] = {"base_url": url, "key_env": "ATS_KEY"}
    assert "acme and other have the same base_url and key_env" in complaint(raw)
    raw["tenants"]["other"]["key_env"] = "OTHER_KEY"
    keys = {"ATS_KEY": "a", "OTHER_KEY": "b"}
    assert len(settings_from(raw, keys, source="my.toml").tenants) == 2


def test_requisitions_are_named_by_their_id_in_one_spelling() -> None:
    position = "AAAAAAAA-2222-4222-8222-222222222222"
    raw = tables(tenant={"only_requisitions": [position], "requisitions": {position: {}}})
    tenant = settings_from(raw, {}, source="my.toml").tenants[ACME]
    assert tenant.only_requisitions == (position.lower(),)
    assert list(tenant.requisitions) == [position.lower()]
    twice = tables(tenant={"requisitions": {position: {}, position.lower(): {}}})
    assert "one requisition has two tables" in complaint(twice)


MINIMAL = '[model]\nkind = "keyword_baseline"\n[tenants.acme]\nbase_url = "http://127.0.0.1:9"\n'


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("", "screening.db"),
        ('url = "sqlite:///screening.db"', "screening.db"),
        ('url = "sqlite+aiosqlite:///below/own.db"', "below/own.db"),
    ],
)
def test_a_relative_ledger_lies_beside_the_settings_wherever_a_command_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, file: str
) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    (home / "my.toml").write_text(f"[ledger]\n{written}\n{MINIMAL}", encoding="utf-8")
    monkeypatch.chdir(home)
    here = load_settings(Path("my.toml"), {}).ledger.url
    monkeypatch.chdir(elsewhere)
    there = load_settings(Path("../home/my.toml"), {}).ledger.url
    assert parse(here).file == home / file
    assert Path(str(parse(there).file)).resolve() == home / file


@pytest.mark.parametrize(
    "url", ["sqlite:////var/lib/x.db", "sqlite:///~/x.db", "sqlite:///:memory:", "postgresql://h/n"]
)
def test_every_other_ledger_stays_as_it_is_written(tmp_path: Path, url: str) -> None:
    path = tmp_path / "my.toml"
    path.write_text(f'[ledger]\nurl = "{url}"\n{MINIMAL}', encoding="utf-8")
    assert load_settings(path, {}).ledger.url == url
