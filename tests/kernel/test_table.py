"""Tests of the table: a transaction is written whole or not at all, and raises the refusal of the failed condition."""

import base64
import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel import aws
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.cursors import InvalidCursor, encode_cursor
from kernel.dynamodb.one_instant import get_together
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import check, decode, delete, encode, put, put_new, update
from kernel.problems import Conflict, Stale, Unavailable
from tests.faults import conflicting, counted, refused
from tests.moto_tables import moto_table


class Taken(Conflict):
    code = "taken"


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


def key(name: str) -> dict[str, str]:
    return {"pk": name, "sk": "X"}


def test_a_transaction_writes_all_or_nothing(table: Table) -> None:
    """If one transact item is refused, none is written."""
    table.commit([put(key("a"))])
    with pytest.raises(Taken):
        table.commit([put(key("b")), put_new(key("a"), on_conflict=Taken())])
    assert table.get("b", "X") is None


def test_the_refusal_of_the_entry_that_failed_is_raised(table: Table) -> None:
    """Each condition has its own refusal, which gets the item that failed it."""
    table.commit([put(key("a") | {"owner": "ann"})])
    with pytest.raises(Taken, match="ann"):
        table.commit(
            [
                put_new(key("b"), on_conflict=Stale()),
                put_new(key("a"), on_conflict=lambda old: Taken(f"it is {old['owner']}'s")),
            ]
        )


def test_an_update_sets_adds_and_removes(table: Table) -> None:
    """One update can set, set once, add and remove; None removes."""
    table.commit([put(key("a") | {"n": 1, "old": "x", "gone": "y", "first": 1})])
    table.commit(
        [
            update(
                key("a"),
                set={"name": "ann", "gone": None},
                set_once={"first": 9, "second": 2},
                add={"n": 4},
                remove=("old",),
            )
        ]
    )
    assert table.get("a", "X") == key("a") | {"name": "ann", "first": 1, "second": 2, "n": 5}


def test_checks_and_deletes_take_conditions(table: Table) -> None:
    """A failed check refuses the transaction without writing an item; so does a delete's condition."""
    table.commit([put(key("a") | {"n": 1}), put(key("b"))])
    with pytest.raises(Taken):
        table.commit([check(key("a"), Attr("n").eq(2), on_conflict=Taken()), delete(key("b"))])
    with pytest.raises(Taken):
        table.commit([delete(key("a"), only_if=Attr("n").gt(1), on_conflict=Taken())])
    assert table.get("b", "X") == key("b")


CONFLICT = {
    "Error": {"Code": "TransactionCanceledException", "Message": ""},
    "CancellationReasons": [{"Code": "TransactionConflict"}],
}


@pytest.mark.parametrize("reason", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
@pytest.mark.parametrize("times", [1, 7])
def test_a_transaction_that_is_canceled_for_a_while_is_retried(table: Table, reason: str, times: int) -> None:
    """A transaction that conflicts with another, or meets a busy table, is not refused but retried: eight tries."""
    with conflicting(table.client, at_commit=1, times=times, reason=reason) as calls:
        table.commit([put(key("a"))])
    assert len(calls.made) == times + 1
    assert table.get("a", "X")


@pytest.mark.parametrize(
    ("code", "is_sent_again"),
    [("TransactionInProgressException", True), ("ThrottlingException", True), ("TransactionCanceledException", False)],
)
def test_a_try_whose_end_is_unknown_keeps_its_token(table: Table, code: str, is_sent_again: bool) -> None:
    """What may still be done is sent again as the same request, which DynamoDB does once; what was canceled is new."""
    tokens = []
    error = CONFLICT | {"Error": {"Code": code, "Message": ""}}
    note = lambda params, **_: tokens.append(json.loads(params["body"])["ClientRequestToken"])  # noqa: E731
    table.client.meta.events.register("before-call", note)
    with refused(table.client, "TransactWriteItems", times=1, error=error):
        table.commit([put(key("a"))])
    table.client.meta.events.unregister("before-call", note)
    assert (tokens[0] == tokens[1]) is is_sent_again


def test_endless_conflicts_are_a_503(table: Table) -> None:
    """A transaction that conflicts on every try raises a 503 problem, and nothing is written."""
    with refused(table.client, "TransactWriteItems", times=99, error=CONFLICT), pytest.raises(Unavailable) as refusal:
        table.commit([put(key("a"))])
    assert refusal.value.headers() == {"retry-after": "1"}
    assert table.get("a", "X") is None


def test_too_many_transact_items_raise(table: Table) -> None:
    """More than DynamoDB's limit of 100 transact items raises an error and is never sent."""
    with pytest.raises(ValueError, match="101"):
        table.commit([put(key(str(n))) for n in range(101)])


def test_get_many_returns_the_existing_items(table: Table) -> None:
    """`get_many` ignores missing keys and duplicates."""
    table.commit([put(key("a")), put(key("b"))])
    assert set(table.get_many([("a", "X"), ("b", "X"), ("a", "X"), ("c", "X")])) == {("a", "X"), ("b", "X")}


def test_items_are_read_as_they_were_at_one_instant(table: Table) -> None:
    """`get_together` ignores missing keys, and waits for the writers of an item: eight tries, then a 503."""
    table.commit([put(key("a")), put(key("b"))])
    wanted = [("a", "X"), ("b", "X"), ("c", "X")]
    with refused(table.client, "TransactGetItems", times=7, error=CONFLICT):
        assert set(get_together(table, wanted)) == {("a", "X"), ("b", "X")}
    with refused(table.client, "TransactGetItems", times=99, error=CONFLICT), pytest.raises(Unavailable):
        get_together(table, wanted)


def test_pages_cover_a_list_once_in_order(table: Table) -> None:
    """Following the cursors yields each item once and in order, and ends."""
    table.commit([put({"pk": "list", "sk": f"{n:03}"}) for n in range(25)])
    seen, cursor = [], None
    while True:
        page = table.query("list", limit=7, cursor=cursor)
        seen += [item["sk"] for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"{n:03}" for n in range(25)]


def test_an_index_has_pages_too(table: Table) -> None:
    """A cursor of an index continues in that index."""
    table.commit([put({"pk": str(n), "sk": "X", "gsi1pk": "all", "gsi1sk": f"{n:02}"}) for n in range(5)])
    first = table.query("all", index="gsi1", limit=3, newest_first=True)
    rest = table.query("all", index="gsi1", limit=3, newest_first=True, cursor=first.next_cursor)
    assert [item["gsi1sk"] for item in first.items + rest.items] == ["04", "03", "02", "01", "00"]


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "bnVsbA", "%%%"])
def test_a_made_up_cursor_is_refused(table: Table, cursor: str) -> None:
    """A made-up cursor is a problem that names the field, not a 500."""
    with pytest.raises(InvalidCursor):
        table.query("list", cursor=cursor)


def test_a_cursor_of_another_list_is_refused(table: Table) -> None:
    """A cursor of another team's list is refused."""
    table.commit([put({"pk": team, "sk": f"{n}"}) for n in range(3) for team in ("mine", "theirs")])
    foreign = table.query("theirs", limit=1).next_cursor
    with pytest.raises(InvalidCursor):
        table.query("mine", cursor=foreign)


@pytest.mark.parametrize(
    "cursor",
    [
        base64.urlsafe_b64encode(b"[" * 1500).decode(),
        encode_cursor({"pk": "list", "sk": "\ud800"}),
        encode_cursor({"pk": "list", "sk": "\U0001f600" * 600}),
    ],
)
def test_a_cursor_that_no_table_accepts_is_refused(table: Table, cursor: str) -> None:
    """A cursor that DynamoDB or Python cannot process is a problem of the caller: too deep, no text, too long (E3)."""
    with pytest.raises(InvalidCursor):
        table.query("list", cursor=cursor)


@pytest.mark.parametrize("part", [{"begins": "B#"}, {"between": ("B#", "B#~")}, {"up_to": "9"}])
def test_a_cursor_outside_of_the_queried_range_is_refused(table: Table, part: dict) -> None:
    """A forged cursor outside of the queried range, which DynamoDB refuses, is a problem and no 500 (E3)."""
    with pytest.raises(InvalidCursor):
        table.query("list", cursor=encode_cursor({"pk": "list", "sk": "PROFILE"}), **part)


def test_filters_and_ranges(table: Table) -> None:
    """A query can be limited by the sort key and filtered by attributes."""
    table.commit([put({"pk": "list", "sk": f"{n:03}", "even": n % 2 == 0}) for n in range(10)])
    page = table.query("list", between=("002", "006"), only=Attr("even").eq(True))
    assert [item["sk"] for item in page.items] == ["002", "004", "006"]
    assert [item["sk"] for item in table.query_all("list", up_to="001")] == ["000", "001"]


@pytest.mark.parametrize("many", [0, 1, 3, 4, 7])
def test_a_long_list_is_read_some_at_a_time(table: Table, many: int) -> None:
    """Each item once and in order, no empty page, and none is read before it is asked for."""
    table.commit([put({"pk": "list", "sk": f"{n:03}"}) for n in range(many)] or [put({"pk": "other", "sk": "x"})])
    pages = [[item["sk"] for item in items] for items in table.query_pages("list", size=3)]
    assert [sk for page in pages for sk in page] == [f"{n:03}" for n in range(many)]
    assert [len(page) for page in pages] == [3] * (many // 3) + ([many % 3] if many % 3 else [])
    if many > 3:
        first = table.query_pages("list", size=3)
        next(first)
        table.commit([put({"pk": "list", "sk": "002~"})])
        assert next(first)[0]["sk"] == "002~"


def test_items_are_returned_in_the_order_of_their_keys(table: Table) -> None:
    """None for each that is not there, and a key that is asked for twice is answered twice."""
    keys = [{"pk": "list", "sk": sk} for sk in ("b", "a", "c", "b")]
    table.commit([put(keys[0]), put(keys[1])])
    assert table.get_each(keys) == [keys[0], keys[1], None, keys[0]]
    assert table.get_each([]) == []


def all_pages(table: Table, pk: str, limit: int, **how: Any) -> list[list[str]]:
    """Return the sort keys on each page of a list."""
    pages, cursor = [], None
    while True:
        page = table.query(pk, limit=limit, cursor=cursor, **how)
        pages.append([item["sk"] for item in page.items])
        if (cursor := page.next_cursor) is None:
            return pages


filtered = st.tuples(st.lists(st.booleans(), max_size=30), st.integers(1, 7), st.booleans(), st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filtered)
def test_a_filtered_list_fills_its_pages(table: Table, drawn: tuple[list[bool], int, bool, bool]) -> None:
    """Whatever the rows, filter and page size, the pages hold exactly the wanted rows in order, all but the last full.

    Only a list of which no row is wanted has an empty page (E4).
    """
    rows, limit, newest_first, in_table = drawn
    pk = uuid4().hex
    for n, wanted in enumerate(rows):
        moto_table(table.name).put_item(encode({"pk": pk, "sk": f"{n:03}", "wanted": wanted}))
    how: dict[str, Any] = {"newest_first": newest_first}
    if in_table:
        how |= {"only": Attr("wanted").eq(True)}
    else:
        how |= {"keep": lambda items: [item for item in items if item["wanted"]]}
    pages = all_pages(table, pk, limit, **how)
    matching = [f"{n:03}" for n, wanted in enumerate(rows) if wanted]
    assert [sk for page in pages for sk in page] == (matching[::-1] if newest_first else matching)
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1] or len(pages) == 1


def test_a_filtered_list_reads_no_more_than_its_bound(table: Table) -> None:
    """A page stops at the bound of items read, and its cursor goes on from there, so that no row is lost."""
    table.commit([put({"pk": "list", "sk": f"{n:03}", "n": n}) for n in range(90)])
    bounded = Table(table.name, most_read=40)
    with counted(table.client) as calls:
        pages = all_pages(bounded, "list", 2, only=Attr("n").gte(85))
    assert pages == [[], [], ["085", "086"], ["087", "088"], ["089"]]
    assert len(calls.made) <= 10


plain = st.recursive(
    st.integers(-(10**20), 10**20) | st.text() | st.booleans() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.text(min_size=1), plain))
def test_encoded_values_decode_to_themselves(item: dict) -> None:
    """Python values are equal after encoding to DynamoDB's types and back; bytes become Binary."""
    assert decode(encode(item)) == item


def test_the_client_is_built_on_first_use() -> None:
    """A table without a given client uses the container's shared client."""
    assert Table("any").client is aws.client("dynamodb")
