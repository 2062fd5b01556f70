import pytest

from screening.errors import Misconfigured
from screening.store.address import parse


@pytest.mark.parametrize(
    ("text", "driver", "place"),
    [
        ("sqlite:////var/lib/x/ledger.db", "aiosqlite", "sqlite:////var/lib/x/ledger.db"),
        (
            "postgresql://ann:pw-4711@db.example/ledger",
            "asyncpg",
            "postgresql://db.example:5432/ledger",
        ),
        ("postgres://db.example:6000/ledger", "asyncpg", "postgresql://db.example:6000/ledger"),
    ],
)
def test_a_plain_address_gets_its_driver_and_a_name_without_password(
    text: str, driver: str, place: str
) -> None:
    address = parse(text)
    assert address.url.get_driver_name() == driver
    assert address.place == place


def test_a_relative_path_is_made_absolute() -> None:
    address = parse("sqlite:///ledger.db")
    assert address.file is not None
    assert address.file.is_absolute()
    assert address.url.database == str(address.file)


def test_the_usual_spelling_of_tls_reaches_the_driver() -> None:
    assert parse("postgresql://db.example/ledger?sslmode=require").connect == {"ssl": "require"}
    assert parse("postgresql://db.example/ledger").connect == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pw-4711", "not an address"),
        ("mysql://ann:pw-4711@db.example/ledger", "mysql://"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file:x?mode=memory&cache=shared&uri=true", "names no file"),
        ("sqlite:///ledger.db?mode=ro", "host or options"),
        ("sqlite://ledger.db/x", "host or options"),
        ("postgresql://ann:pw-4711@db.example", "names no database"),
        ("postgresql://db.example/ledger?password=pw-4711", "password"),
        ("postgresql://ann:pw-4711@db.example:port/ledger", "not an address"),
    ],
)
def test_a_wrong_address_is_explained_without_repeating_it(text: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=said) as caught:
        parse(text)
    assert "pw-4711" not in str(caught.value)
