"""The report of reconciliation as an operator reads it: where PayPal and the ledger differ, line by line."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from local.addresses import Addresses
from local.emulator import Emulator
from local.people import Json

_MICROS = Decimal(1_000_000)


def differences(addresses: Addresses, *payment_ids: str) -> list[Json]:
    """Return the lines about these payments of today and yesterday: {what, cause, ours, theirs}, by what."""
    database = Emulator(Path(), addresses.emulator_port).client("dynamodb")
    (table,) = (name for name in database.list_tables()["TableNames"] if "billing" in name.lower())
    today = datetime.now(UTC)
    found = [line for day in (today, today - timedelta(days=1)) for line in _lines(database, table, f"{day:%Y-%m-%d}")]
    about = [_readable(line) for line in found if line["payment_id"]["S"] in payment_ids]
    return sorted(about, key=lambda line: str(line["what"]))


def _lines(database: Any, table: str, day: str) -> list[Json]:
    answer = database.query(
        TableName=table,
        KeyConditionExpression="pk = :day AND begins_with(sk, :line)",
        ExpressionAttributeValues={":day": {"S": f"RECONCILIATION#{day}"}, ":line": {"S": "LINE#"}},
    )
    return list(answer["Items"])


def _readable(line: Json) -> Json:
    said = {name: line[name]["S"] for name in ("what", "cause")}
    return said | {name: f"{Decimal(line[name]['N']) / _MICROS:.2f}" for name in ("ours", "theirs")}
