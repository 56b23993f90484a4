"""Fixtures for all unit tests: AWS by moto in this process, and a table of its own for each test."""

import gc
import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from moto import mock_aws

from tests.moto_copies import share_items
from tests.moto_lookups import quicken
from tests.moto_shortcut import shorten
from tests.moto_tables import add_table, drop_table, forget_instances

pytest_plugins = ["tests.system"]

AWS_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "POWERTOOLS_SERVICE_NAME": "tests",
    "POWERTOOLS_METRICS_NAMESPACE": "Teamline",
    "POWERTOOLS_TRACE_DISABLED": "true",
}


def pytest_configure() -> None:
    """Judge no example by how long it takes, and look for no garbage while tests are collected.

    Other workers load the cores, so time proves nothing; and nearly all of what is made in a collection stays.
    """
    settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("busy")
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage again, less often, and never among what was imported: a sixth of the time went into that."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def aws_environment() -> Iterator[None]:
    """Set credentials that open nothing, for the whole run."""
    before = dict(os.environ)
    os.environ.update(AWS_ENVIRONMENT)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def moto_aws(aws_environment: None) -> Iterator[None]:
    """Run AWS in this process, without a socket."""
    share_items()
    quicken()
    shorten()
    with mock_aws():
        yield


@pytest.fixture(scope="session")
def first_table(moto_aws: None) -> str:
    """Create the table that all others are like."""
    from kernel import aws

    create_table(aws.client("dynamodb"), "the-first-table")
    return "the-first-table"


@pytest.fixture
def table_name(first_table: str) -> Iterator[str]:
    """Create a table, and delete it afterward."""
    name = f"table-{uuid4().hex}"
    add_table(first_table, name)
    yield name
    drop_table(name)
    forget_instances()


def create_table(client, name: str) -> None:
    """Create a table with the keys and indexes of `infra/service.py`."""
    keys = ["pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"]

    def schema(pk: str, sk: str) -> list[dict[str, str]]:
        return [{"AttributeName": pk, "KeyType": "HASH"}, {"AttributeName": sk, "KeyType": "RANGE"}]

    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=schema("pk", "sk"),
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index,
                "KeySchema": schema(f"{index}pk", f"{index}sk"),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in ("gsi1", "gsi2")
        ],
    )
