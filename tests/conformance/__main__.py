"""The command that runs the services' tests on moto and replays their requests on the emulator or DYNAMODB_URL."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from local.addresses import Addresses
from local.emulator import CREDENTIALS, Emulator
from tests.conformance.recording import Json, Recording, Sample, entries_of, keys_of, outcome_of
from tests.conftest import create_table

_BESIDES_MOTO = ("test_busy_wallets.py", "test_a_year.py")  # these have an emulator already
TESTS = ["tests/services", *(f"--deselect=tests/services/billing/{name}" for name in _BESIDES_MOTO)]


def main() -> int:
    """Run the tests and the replay; return exit code 1 if the two disagree, else 0."""
    recording = Recording()
    if pytest.main(["-q", "-p", "no:cacheprovider", *(sys.argv[1:] or TESTS)], plugins=[recording]):
        return 1
    samples = list(recording.samples.values())
    with _dynamodb() as (client, where):
        disagreements = [told for sample in samples for told in _replayed(client, sample)]
    for told in disagreements:
        print(told)
    print(f"{len(samples)} shapes of request asked of moto and of {where}: {len(disagreements)} disagreements")
    return 1 if disagreements or not samples else 0


@contextmanager
def _dynamodb() -> Iterator[tuple[Any, str]]:
    given = os.environ.get("DYNAMODB_URL")
    if given:
        yield boto3.client("dynamodb", endpoint_url=given), given
        return
    with TemporaryDirectory() as folder:
        emulator = Emulator(Path(folder), Addresses.free().emulator_port)
        emulator.start()
        try:
            os.environ.update(CREDENTIALS)
            yield emulator.client("dynamodb"), "the emulator"
        finally:
            emulator.stop()


def _replayed(client: Any, sample: Sample) -> Iterator[str]:
    """Replay a sample in a table of its own; return the differences from moto's response."""
    table = f"conformance-{uuid4().hex}"
    create_table(client, table)
    client.get_waiter("table_exists").wait(TableName=table)
    try:
        for item in sample.before:
            client.put_item(TableName=table, Item=item)
        asked = _addressed(sample.request, table)
        try:
            answer = client._make_api_call(sample.operation, asked)
        except ClientError as error:
            answer = error.response
        outcome = outcome_of(sample.operation, answer)
        if outcome != sample.outcome:
            yield f"{sample.shape}\n  moto: {sample.outcome}\n  there: {outcome}"
        elif sample.operation == "TransactWriteItems":
            found = [client.get_item(TableName=table, Key=key).get("Item") for key in keys_of(sample.request)]
            if [item for item in found if item] != sample.after:
                yield f"{sample.shape}\n  moto left: {sample.after}\n  there lies: {found}"
    finally:
        client.delete_table(TableName=table)


def _addressed(request: Json, table: str) -> Json:
    """Return the request, addressed to another table."""
    if "RequestItems" in request:
        (asked,) = request["RequestItems"].values()
        return request | {"RequestItems": {table: asked}}
    if "TransactItems" not in request:
        return request | {"TableName": table}
    return request | {"TransactItems": [{kind: entry | {"TableName": table}} for kind, entry in entries_of(request)]}


if __name__ == "__main__":
    sys.exit(main())
