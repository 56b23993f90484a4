"""Tests of the authorization in the unit of work: a right that is lost before the commit refuses it (E6)."""

from collections.abc import Callable
from typing import Any

import pytest

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, check, delete, put, put_new, update
from kernel.dynamodb.unit_of_work import IdempotencyRecord, RequestContext, UnauthorizedError, UnitOfWork
from kernel.http.api import Api
from kernel.problems import Conflict, Forbidden, Stale, Unauthenticated
from tests.events import http_event
from tests.faults import meanwhile

CALLER = {"pk": "ACCOUNT#acc_1", "sk": "ACCOUNT"}
IS_ADMIN = check(CALLER, Attr("role").eq("admin"), on_conflict=Stale())
THING = {"pk": "thing", "sk": "X"}


class Taken(Conflict):
    code = "taken"


@pytest.fixture
def table(table_name: str) -> Table:
    """Return a table with a caller who is an admin."""
    table = Table(table_name, pause=lambda seconds: None)
    table.commit([put(CALLER | {"role": "admin", "n": 1})])
    return table


def work_on(table: Table) -> UnitOfWork:
    context = RequestContext(actor="acc_1", at=clock.now(), correlation_id="c")
    return UnitOfWork(table, context, needs_authorization=True)


def demote(table: Table) -> None:
    table.commit([update(CALLER, set={"role": "member"})])


def test_a_change_without_authorization_is_an_error_of_ours(table: Table) -> None:
    """No handler can forget it: nothing is written, also not by a fresh unit of work of the same request."""
    for work in (work_on(table), work_on(table).afresh()):
        work.save(put(THING))
        with pytest.raises(UnauthorizedError):
            work.commit()
    assert table.get(**THING) is None


def test_a_lost_right_refuses_the_commit(table: Table) -> None:
    """The right is checked in the transaction; nothing is written, not even the idempotency record."""
    work = work_on(table)
    work.authorize(IS_ADMIN)
    work.save(put(THING))
    demote(table)
    with pytest.raises(Stale):
        work.commit(IdempotencyRecord("ANSWER", "ANSWER", clock.now()))
    assert table.get(**THING) is None
    assert table.get("ANSWER", "ANSWER") is None


@pytest.mark.parametrize(
    "write",
    [
        put(CALLER | {"role": "owner"}, only_if=Attr("n").eq(1), on_conflict=Taken()),
        put(CALLER | {"role": "owner"}),
        update(CALLER, set={"role": "owner"}, add={"n": 1}, only_if=Attr("n").eq(1), on_conflict=Taken()),
        update(CALLER, set={"role": "owner"}),
        delete(CALLER, only_if=Attr("n").eq(1), on_conflict=Taken()),
        check(CALLER, Attr("n").eq(1), on_conflict=Taken()),
    ],
    ids=lambda write: write.kind,
)
@pytest.mark.parametrize("is_lost", [False, True])
def test_a_write_of_the_callers_own_record_carries_the_check(table: Table, write: TransactItem, is_lost: bool) -> None:
    """DynamoDB allows one operation for an item: the check joins it, with each condition that it has."""
    work = work_on(table)
    work.authorize(IS_ADMIN)
    work.authorize(IS_ADMIN)
    work.save(put(THING), [write])
    if is_lost:
        demote(table)
        with pytest.raises(Stale):
            work.commit()
    else:
        work.commit()
    assert (table.get(**THING) is None) == is_lost


def test_a_condition_of_the_write_itself_still_counts(table: Table) -> None:
    """Of a joined item both conditions must hold."""
    work = work_on(table)
    work.authorize(IS_ADMIN)
    work.save(update(CALLER, add={"n": 1}, only_if=Attr("n").eq(7), on_conflict=Taken()))
    with pytest.raises(Stale):
        work.commit()


def test_what_follows_from_a_commit_is_not_refused(table: Table) -> None:
    """Money that moved is recorded whatever its buyer may do by now; a new decision authorizes again."""
    work = work_on(table)
    work.authorize(IS_ADMIN)
    work.save(put(THING))
    work.commit()
    demote(table)
    work.save(put(THING | {"fact": 1}))
    work.commit()
    fresh = work.afresh()
    fresh.save(put(THING | {"fact": 2}))
    fresh.commit()
    work.authorize(IS_ADMIN)
    work.save(put(THING | {"decision": 1}))
    with pytest.raises(Stale):
        work.commit()


@pytest.fixture
def api(table: Table) -> Api:
    """Return a door with a route for admins, and one whose handler forgot to authorize."""
    api = Api("things", lambda: table)

    @api.post("/v1/things")
    def create_item(work: UnitOfWork) -> None:
        role = (work.table.get(**CALLER) or {}).get("role")
        if role is None:
            raise Unauthenticated
        if role != "admin":
            raise Forbidden
        work.authorize(IS_ADMIN)
        work.save(put_new(THING, on_conflict=Taken()))

    @api.post("/v1/forgotten")
    def forget(work: UnitOfWork) -> None:
        work.save(put(THING))

    return api


def ask(api: Api, key: str, **how: Any) -> int:
    return int(api.handler(http_event(key, **how), None)["statusCode"])


def test_the_door_decides_anew_and_refuses_honestly(api: Api, table: Table) -> None:
    """The second look finds what the caller is by now: the refusal says that, and not that it changed meanwhile."""
    with meanwhile(table.client, "TransactWriteItems", lambda: demote(table)):
        assert ask(api, "POST /v1/things") == 403
    assert table.get(**THING) is None


@pytest.mark.parametrize("key", [{}, {"idempotency-key": "k1"}])
def test_a_handler_that_forgot_gets_a_500(api: Api, table: Table, key: dict[str, str]) -> None:
    """A fault of ours is seen by every test of the route."""
    assert ask(api, "POST /v1/forgotten", headers=key) == 500
    assert table.get(**THING) is None


def _lose_role(table: Table) -> None:
    table.commit([update(CALLER, set={"role": "member"})])


def _sign_out(table: Table) -> None:
    table.commit([delete(CALLER)])


@pytest.mark.parametrize(("lose", "status"), [(_lose_role, 204), (_sign_out, 401)])
def test_a_stored_response_is_for_who_is_signed_in(
    api: Api, table: Table, lose: Callable[[Table], None], status: int
) -> None:
    """A caller with a lost right reads the response of before again (E2); one who is signed out does not (I8)."""
    assert ask(api, "POST /v1/things", headers={"idempotency-key": "k1"}) == 204
    lose(table)
    assert ask(api, "POST /v1/things", headers={"idempotency-key": "k1"}) == status
