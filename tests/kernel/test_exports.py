"""A part of an export is prepared in runs of bounded size, and has each row once however often a run is repeated."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from contracts.exports import PartPlace
from kernel import aws
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put
from kernel.exports.erasure import Look, Looked, Looking
from kernel.exports.kinds import Exported, Kind, Source, Subject, of_me, of_team
from kernel.exports.part import AT_ONCE, PAGE, Part, Progress
from kernel.exports.pieces import Pieces

ME = Subject("me", "acc_1", "team_1", datetime(2026, 11, 30, tzinfo=UTC))
NOTES = Kind(
    "notes",
    "Notes.",
    ("text", "price"),
    of_me(lambda it: Source(f"NOTES#{it.account_id}")),
    keys=("NOTES",),
    money=frozenset({"price"}),
)
OF_TEAMS = Kind("of_teams", "What a team has.", ("text",), of_team(lambda it: Source(f"NOTES#{it.team_id}")), keys=())
EXPORTED = Exported("notes", (OF_TEAMS, NOTES), {"text": "what it says", "price": "its price"}, {})


@pytest.fixture
def part(moto_aws: None, table_name: str) -> Part:
    """Return the part of a service with a table and a bucket of its own."""
    bucket = f"exports-{uuid4().hex}"
    aws.client("s3").create_bucket(Bucket=bucket)
    return Part(Table(table_name), Pieces(bucket, aws.client("s3")), EXPORTED, "exp_1", ME)


def write(part: Part, count: int) -> None:
    notes = [
        put({"pk": "NOTES#acc_1", "sk": f"{at:06}", "text": f"note {at}", "price": at * 10_000, "secret": "s"})
        for at in range(count)
    ]
    for first in range(0, count, 100):
        part.table.commit(notes[first : first + 100])


def rows_of(part: Part) -> list[dict[str, str]]:
    s3, bucket = aws.client("s3"), part.pieces._bucket
    keys = [it["Key"] for it in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]
    texts = [s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in sorted(keys)]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def test_a_large_part_takes_several_runs_and_has_each_row_once(part: Part) -> None:
    """A run reads some thousand items; a run that is repeated writes the same pieces again."""
    write(part, AT_ONCE + PAGE + 1)
    first = part.go_on(Progress(PartPlace()))
    assert first.place is not None
    assert part.go_on(Progress(PartPlace())) == first
    last = part.go_on(first)
    assert last.place is None
    assert [(it.name, it.rows, it.pieces) for it in last.files] == [("notes", AT_ONCE + PAGE + 1, AT_ONCE // PAGE + 2)]
    rows = rows_of(part)
    assert [row["text"] for row in rows] == [f"note {at}" for at in range(AT_ONCE + PAGE + 1)]


def test_only_named_columns_leave_the_table(part: Part) -> None:
    """Amounts are in dollars, and an attribute that no column names is in no row."""
    write(part, 2)
    assert part.go_on(Progress(PartPlace())).place is None
    assert rows_of(part) == [{"text": "note 0", "price": "0.00"}, {"text": "note 1", "price": "0.01"}]


def looked(part: Part, exported: Exported, *subjects: Subject) -> Looked:
    """Return what a look finds that ends in one run."""
    look = Look(part.table, exported, subjects or (ME,))
    done = look.go_on(Looking())
    assert done.place is None
    return look.result(done)


def test_what_is_left_without_a_reason_is_not_erased(part: Part) -> None:
    """With a reason it is kept, unless a column that must be empty is not; what no list has is gone."""
    assert looked(part, EXPORTED).gone == ["notes"]
    write(part, 3)
    assert looked(part, EXPORTED).left == ["notes"]
    assert [(it.kind, it.rows, it.why) for it in looked(part, _kept("secret")).kept] == [("notes", 3, "the law")]
    assert looked(part, _kept("text")).left == ["notes"]


def _kept(*cleared: str) -> Exported:
    return Exported("notes", (NOTES,), {}, {}, kept={"notes": "the law"}, cleared={"notes": cleared})


def test_a_look_goes_on_to_the_last_row(part: Part) -> None:
    """More rows than a run reads: it goes on where it was, repeats safely, counts all, and finds what comes last."""
    write(part, AT_ONCE + PAGE + 1)
    look = Look(part.table, _kept("secret"), [ME])
    first = look.go_on(Looking())
    assert first.place is not None
    assert look.go_on(Looking()) == first
    last = look.go_on(first)
    assert last.place is None
    assert [(it.kind, it.rows) for it in look.result(last).kept] == [("notes", AT_ONCE + PAGE + 1)]
    part.table.commit([put({"pk": "NOTES#acc_1", "sk": "last", "price": 1, "name": "Rosa"})])
    named = Exported(
        "notes", (replace(NOTES, columns=("name",)),), {}, {}, kept={"notes": ""}, cleared={"notes": ("name",)}
    )
    personal = Look(part.table, named, [ME])
    assert personal.go_on(Looking()).left == ()
    assert personal.go_on(personal.go_on(Looking())).left == ("notes",)
