"""The Python SDK's files: what a route answers with in place of JSON, or besides it."""

from collections.abc import Iterator

import pytest

from sdk.python.teamline import Client, MemoryStore, Tokens
from tests.sdk.server import Api, running


@pytest.fixture
def client() -> Iterator[Client]:
    """Return a client that is signed in."""
    with running(Api()) as url, Client(url, store=MemoryStore(Tokens("access 1", "refresh 1"))) as client:
        yield client


def test_a_file_comes_as_bytes(client: Client) -> None:
    """What answers files only does so by its name; `accept` says which, the API's own choice by default."""
    assert client.get_receipt("pay_1") == b"text/html of /v1/payments/pay_1/receipt 0 None"
    assert client.get_statement("2027-01", accept="text/csv").startswith(b"text/csv of /v1/statements/2027-01")
    assert client.download_invoice("inv_1", accept="application/pdf").startswith(b"application/pdf of /v1/invoices/")


def test_a_file_comes_with_all_its_parts(client: Client) -> None:
    """The parts after the first have no head, so they are put together as they come, with the same filters."""
    records = client.download_usage_records(kind="call")
    assert records == b"part 0\npart 1\ntext/csv of /v1/usage/records 2 call"
    assert client.download_team_users() == b"part 0\npart 1\ntext/csv of /v1/team/users 2 None"
