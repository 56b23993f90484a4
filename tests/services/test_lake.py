"""Rows reach the data lake, and none is lost (E5)."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kernel import aws, lake
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import encode
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing import lake as billing
from services.billing.domain.usage import UsageKind, UsageRecord
from services.billing.stores import usage, usage_packs
from services.numbers import lake as numbers

AT = datetime(2026, 11, 30, 9, 0, 12, 345678, tzinfo=UTC)


@dataclass
class Delivery:
    """A Firehose stream that writes each row to a bucket."""

    bucket: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the rows that arrived."""
        s3 = aws.client("s3")
        keys = [it["Key"] for it in s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])]
        texts = [s3.get_object(Bucket=self.bucket, Key=key)["Body"].read().decode() for key in keys]
        return [json.loads(line) for text in texts for line in text.splitlines()]


@pytest.fixture
def delivery(moto_aws: None, monkeypatch: pytest.MonkeyPatch) -> Delivery:
    """Create the stream and its bucket."""
    import boto3

    name = f"rows-{uuid4().hex}"
    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=name)
    boto3.client("firehose", region_name="us-east-1").create_delivery_stream(
        DeliveryStreamName=name,
        ExtendedS3DestinationConfiguration={
            "RoleARN": "arn:aws:iam::123456789012:role/writer",
            "BucketARN": f"arn:aws:s3:::{name}",
        },
    )
    monkeypatch.setenv("DELIVERY_STREAM", name)
    return Delivery(name)


def record(number: int, *, late: bool = False) -> UsageRecord:
    """Return a text of a minute."""
    counted = AT + timedelta(days=1 if late else 0)
    return UsageRecord(
        f"message:{number}", "acc_1", "team_1", UsageKind.TEXT, "num_1", "US", "United States", "2026-11", 7_500, AT,
        counted,
    )  # fmt: skip


def changed(*items: dict[str, Any]) -> dict[str, Any]:
    """Return a batch of a stream with these items as they are now."""
    return {"Records": [{"eventName": "MODIFY", "dynamodb": {"NewImage": encode(item)}} for item in items]}


def test_each_usage_record_of_an_item_becomes_a_row(delivery: Delivery, table_name: str) -> None:
    """The items are those that the store writes."""
    table = Table(table_name)
    work = UnitOfWork(table, RequestContext("acc_1", AT, "c"))
    work.save(usage.add([record(number) for number in range(3)]))
    work.commit()
    billing.handler(changed(*table.query_all(usage_packs.pack_key("acc_1", AT)["pk"])), None)
    assert {row["record_id"] for row in delivery.rows} == {"message:0", "message:1", "message:2"}
    assert delivery.rows[0] == billing.row_of(record(0)) | {"record_id": delivery.rows[0]["record_id"]}


def test_a_record_that_was_counted_late_becomes_one_row(delivery: Delivery, table_name: str) -> None:
    """Its copy, by which a list of the period finds it, is no second row."""
    table = Table(table_name)
    late = record(1, late=True)
    work = UnitOfWork(table, RequestContext("acc_1", late.counted_at, "c"))
    work.save(usage.add([late]))
    work.commit()
    months = {usage_packs.pack_key("acc_1", at)["pk"] for at in (AT, late.counted_at)}
    written = [item for month in months for item in table.query_all(month)]
    assert len(written) == 2
    billing.handler(changed(*written), None)
    assert [row["record_id"] for row in delivery.rows] == ["message:1"]


def test_what_was_deleted_is_no_row(delivery: Delivery) -> None:
    """A change without a new image is passed over."""
    billing.handler({"Records": [{"eventName": "REMOVE", "dynamodb": {}}]}, None)
    assert delivery.rows == []


def test_rows_are_sent_in_requests_that_firehose_takes(delivery: Delivery) -> None:
    """At most 500 rows and 4 MB a request."""
    assert lake.deliver({"record_id": str(number), "text": "x" * 9_000} for number in range(1_200)) == 1_200
    assert len({row["record_id"] for row in delivery.rows}) == 1_200


def test_a_row_that_firehose_refuses_is_sent_again_alone(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of a request may be refused while the stream is busy; the rest is not sent twice."""
    refusing = Refusing(times=2)
    monkeypatch.setattr(aws, "client", refusing.client)
    lake.deliver([{"record_id": "a"}, {"record_id": "b"}])
    assert refusing.sent == [["a", "b"], ["b"], ["b"]]


def test_a_row_that_is_refused_again_and_again_fails_the_batch(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stream delivers the batch again later, so that no row is lost."""
    monkeypatch.setattr(aws, "client", Refusing(times=99).client)
    with pytest.raises(lake.RowsRefusedError, match="1 of 2"):
        lake.deliver([{"record_id": "a"}, {"record_id": "b"}])


class Refusing:
    """Firehose, busy: it refuses the last row of a request, so often."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.sent: list[list[str]] = []

    def client(self, service: str) -> "Refusing":
        """Return itself for Firehose, the only service that is called."""
        assert service == "firehose"
        return self

    def put_record_batch(self, DeliveryStreamName: str, Records: list[dict[str, bytes]]) -> dict[str, Any]:  # noqa: N803
        """Answer as Firehose does: a result for each row, in their order."""
        self.sent.append([json.loads(it["Data"])["record_id"] for it in Records])
        accepted: list[dict[str, str]] = [{"RecordId": "1"} for _ in Records]
        if self.left:
            self.left -= 1
            accepted[-1] = {"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "busy"}
        return {"FailedPutCount": 1, "RequestResponses": accepted}


def test_each_leg_whose_cost_is_known_becomes_a_row(delivery: Delivery) -> None:
    """In micro-dollars, beside the usage record of the call; a leg without a cost is no row yet."""
    legs = [{"leg_id": "one", "cost": "0.0070"}, {"leg_id": "two", "cost": ""}, {"leg_id": "three", "cost": "0.00125"}]
    call = {
        "call_id": "call_1", "direction": "in", "number_id": "num_1", "phone_number": "+12125551000",
        "other_number": "+12125550488", "holder": "team_1", "team_id": "team_1", "started_at": "2026-11-30T09:00:00Z",
        "steps": [], "legs": legs,
    }  # fmt: skip
    numbers.handler(changed(call), None)
    assert {row["leg_id"]: row["cost"] for row in delivery.rows} == {"one": 7_000, "three": 1_250}
    assert {row["record_id"] for row in delivery.rows} == {"call_1"}
    assert "+12125550488" not in json.dumps(delivery.rows)
