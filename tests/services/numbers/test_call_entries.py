"""The log of calls: written once a call, listed by number, by user and by team (N9)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kernel.dynamodb.table import Table
from services.numbers.domain.call_entry import CallEntry
from services.numbers.stores import call_entries

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
FIRST = CallEntry(
    call_id="call_1",
    number_id="num_1",
    phone_number="+14155550100",
    other_number="+14155550188",
    direction="in",
    holder="team_1",
    team_id="team_1",
    user_id="acc_1",
    started_at=AT,
    ended_at=AT + timedelta(seconds=42),
    answered_at=AT + timedelta(seconds=7),
    seconds=35,
    answered_by="forwarding",
    forwarded_to="+442079460000",
    price=150_000,
    place="United Kingdom, landline",
)


def test_calls_are_listed_newest_first(table_name: str) -> None:
    """A number's calls, a person's and a team's are listed newest first, and by the days asked for."""
    table = Table(table_name)
    later = replace(FIRST, call_id="call_2", started_at=AT + timedelta(days=1), user_id="acc_2")
    own = replace(FIRST, call_id="call_3", number_id="num_2", holder="acc_1", team_id=None, user_id=None)
    table.commit([call_entries.create(entry) for entry in (FIRST, later, own)])
    of_number = call_entries.query_number(table, "num_1", limit=25)
    assert [call_entries.read(item) for item in of_number.items] == [later, FIRST]
    of_user = call_entries.query_user(table, "acc_1", limit=25)
    assert [call_entries.read(item) for item in of_user.items] == [FIRST]
    for list_id, found in (("team_1", ["call_2", "call_1"]), ("acc_1", ["call_3"])):
        page = call_entries.query_list(table, list_id, limit=25)
        assert [item["call_id"] for item in page.items] == found
    that_day = call_entries.query_list(table, "team_1", (AT, AT), limit=25)
    assert [item["call_id"] for item in that_day.items] == ["call_1"]
