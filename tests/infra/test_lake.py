"""The data lake on the emulator: rows become Parquet, and the saved queries count each once (E5).

What this shows: the template's Glue tables, Firehose streams with their conversion to Parquet, and queries, on an
emulator that runs them with DuckDB. What only AWS shows: Athena's own SQL, that partitions are found by projection, and
that a stream delivers what it should: the function behind it is tested in tests/services/test_lake.py.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra.lake import TABLES
from kernel import lake
from local.addresses import Addresses
from local.emulator import Emulator
from local.polling import wait_until
from services.billing.domain.usage import UsageKind, UsageRecord
from services.billing.lake import row_of
from tests.infra.assembly import ROOT, Assembly

pytestmark = pytest.mark.e2e
QUERIES = ROOT / "infra" / "queries"
AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
MONTH = "2026-11"
TEXT = UsageRecord("msg_1", "acc_1", "team_1", UsageKind.TEXT, "num_1", "US", "United States", "2026-11", 7_500, AT, AT)
CALL = replace(TEXT, record_id="call_1", kind=UsageKind.FORWARDING, amount=20_000, seconds=120)
ABROAD = replace(CALL, record_id="call_2", account_id="acc_2", country="GB", place="United Kingdom", amount=90_000)
OWN = replace(TEXT, record_id="msg_2", account_id="acc_3", holder="acc_3")
FAILED = replace(TEXT, record_id="msg_3")
EARLIER = replace(TEXT, record_id="msg_0", counted_at=datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
COSTS = [
    {"leg_id": f"leg_{n}", "record_id": "call_1", "team_id": "team_1", "number_id": "num_1", "cost": 7_000}
    | {"started_at": lake.at(AT)}
    for n in (1, 2)
]


class Lake:
    """The lake of the template, on an emulator."""

    def __init__(self, emulator: Emulator, template: Assembly) -> None:
        self._emulator = emulator
        self._resources = template.stacks["lake"]["Resources"]
        self._create()

    def _create(self) -> None:
        self._emulator.client("s3").create_bucket(Bucket="rows")
        for database in self._of("AWS::Glue::Database"):
            self._emulator.client("glue").create_database(**_without(database, "CatalogId"))
        for table in self._of("AWS::Glue::Table"):
            self._emulator.client("glue").create_table(**_without(table, "CatalogId"))
        for stream in self._of("AWS::KinesisFirehose::DeliveryStream"):
            destination = stream["ExtendedS3DestinationConfiguration"]
            schema = destination["DataFormatConversionConfiguration"]["SchemaConfiguration"]
            name = schema["TableName"] = destination["Prefix"].partition("/")[0]
            self._emulator.client("firehose").create_delivery_stream(
                DeliveryStreamName=name, **_without(stream, "DeliveryStreamEncryptionConfigurationInput")
            )

    def put(self, table: str, rows: Iterable[lake.Row]) -> None:
        """Send rows as the functions do."""
        records = [{"Data": (json.dumps(dict(row)) + "\n").encode()} for row in rows]
        answer = self._emulator.client("firehose").put_record_batch(DeliveryStreamName=table, Records=records)
        assert answer["FailedPutCount"] == 0

    def files(self) -> list[str]:
        """Return the keys of what was written."""
        listed = self._emulator.client("s3").list_objects_v2(Bucket="rows")
        return [item["Key"] for item in listed.get("Contents", [])]

    def ask(self, query: str, *parameters: str) -> list[dict[str, str]]:
        """Return the answer of a saved query of the template, by column."""
        athena = self._emulator.client("athena")
        (saved,) = [it for it in self._of("AWS::Athena::NamedQuery") if it["Name"] == query]
        text = saved["QueryString"]
        for parameter in parameters:  # the emulator knows no ExecutionParameters
            text = text.replace("?", f"'{parameter}'", 1)
        started = athena.start_query_execution(
            QueryString=text,
            QueryExecutionContext={"Database": saved["Database"]},
            ResultConfiguration={"OutputLocation": "s3://rows/answers/"},
        )["QueryExecutionId"]

        def is_over() -> bool:
            status = athena.get_query_execution(QueryExecutionId=started)["QueryExecution"]["Status"]
            assert status["State"] != "FAILED", status
            return bool(status["State"] == "SUCCEEDED")

        wait_until("the answer", is_over, limit=30)
        head, *rows = athena.get_query_results(QueryExecutionId=started)["ResultSet"]["Rows"]
        names = [cell["VarCharValue"] for cell in head["Data"]]
        return [dict(zip(names, [c.get("VarCharValue", "") for c in row["Data"]], strict=True)) for row in rows]

    def _of(self, kind: str) -> Iterator[dict[str, Any]]:
        for resource in self._resources.values():
            if resource["Type"] == kind:
                yield _resolved(resource["Properties"])


def _without(properties: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if key != name}


def _resolved(value: Any) -> Any:
    """Return a property of the template with its references to the bucket and roles replaced."""
    match value:
        case {"Fn::Join": [_, parts]}:
            return "".join(map(_resolved, parts))
        case {"Ref": _}:
            return "rows"
        case {"Fn::GetAtt": [name, _]}:
            return "arn:aws:s3:::rows" if name.startswith("Rows") else f"arn:aws:iam::000000000000:role/{name}"
        case dict():
            return {name: _resolved(member) for name, member in value.items()}
        case list():
            return [_resolved(member) for member in value]
    return value


@pytest.fixture(scope="module")
def filled(assembly: Assembly, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """A lake with rows, each of them delivered twice."""
    emulator = Emulator(tmp_path_factory.mktemp("lake"), Addresses.free().emulator_port)
    emulator.start()
    try:
        found = Lake(emulator, assembly)
        usage = [row_of(record) for record in (TEXT, CALL, ABROAD, OWN, FAILED, FAILED.refunded(AT), EARLIER)]
        for _ in range(2):
            found.put("usage_records", usage)
            found.put("carrier_costs", COSTS)
        wait_until("the files", lambda: len(found.files()) >= 2, limit=60)
        yield found
    finally:
        emulator.stop()


def test_rows_become_parquet_in_a_folder_of_their_day(filled: Lake) -> None:
    """Firehose converts each row by the columns of its table; none is refused."""
    assert {key.partition("/")[0] for key in filled.files()} >= {"usage_records", "carrier_costs"}
    assert all(key.endswith(".parquet") for key in filled.files() if not key.startswith("answers/")), filled.files()


def test_cost_by_country_counts_each_record_once(filled: Lake) -> None:
    """A record that is in the lake twice costs once, a refunded one nothing, and another month's is not in this one."""
    rows = {(it["country"], it["kind"]): it for it in filled.ask("cost_by_country", MONTH, MONTH)}
    assert set(rows) == {("US", "text"), ("US", "forwarding"), ("GB", "forwarding")}
    assert (rows["US", "text"]["records"], float(rows["US", "text"]["usd"])) == ("2", 0.015)


def test_cost_by_team_names_what_belongs_to_no_team(filled: Lake) -> None:
    """Teams are listed with how many of their people used anything."""
    rows = {
        it["team_id"]: (it["people"], it["records"], float(it["usd"]))
        for it in filled.ask("cost_by_team", MONTH, MONTH)
    }
    assert rows == {"team_1": ("2", "3", 0.1175), "no team": ("1", "1", 0.0075)}


def test_the_margin_counts_only_calls_whose_cost_is_known(filled: Lake) -> None:
    """Both legs of a call cost; a call that the carrier has not priced yet is counted apart."""
    rows = {it["country"]: it for it in filled.ask("margin_by_country", MONTH, MONTH)}
    home = rows["US"]
    assert (float(home["earned_usd"]), float(home["cost_usd"]), float(home["margin_usd"])) == (0.02, 0.014, 0.006)
    assert (rows["GB"]["calls"], rows["GB"]["without_cost"], float(rows["GB"]["margin_usd"])) == ("1", "1", 0.0)


def test_a_row_has_the_columns_of_its_table() -> None:
    """A column that no row fills, or a value without a column, would be lost in silence."""
    usage, costs = TABLES
    assert list(row_of(TEXT)) == list(usage.columns)
    assert set(COSTS[0]) == set(costs.columns)


def test_the_lake_is_there_only_if_the_operator_wants_it(disposable: Assembly, assembly: Assembly) -> None:
    """Without `data_lake` there is no stack of it, and nothing else differs."""
    assert "lake" in assembly.stacks
    assert "lake" not in disposable.stacks


def test_every_saved_query_is_deployed(assembly: Assembly) -> None:
    """Each file under infra/queries is a query of the work group."""
    deployed = {it.properties["Name"] for it in assembly.all("AWS::Athena::NamedQuery")}
    assert deployed == {Path(file).stem for file in QUERIES.glob("*.sql")}
