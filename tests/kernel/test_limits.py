"""Limits: counted in the caller's own transaction, by account and network, with the time to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put_new
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.limits import MINUTE, Limit, networks_of
from kernel.problems import Conflict, TooManyRequests
from tests.moto_tables import items_in

AT = datetime(2026, 11, 29, 12, 0, 20, tzinfo=UTC)


class TooManyThings(TooManyRequests):
    code = "too_many_things"


BY_ACCOUNT = Limit("things", "account", 3, MINUTE, TooManyThings, "thing", 10_000)
BY_ADDRESS = Limit("things", "address", 5, MINUTE, TooManyThings, "thing")


def _use(table_name: str, *, account: str = "acc_1", address: str = "192.0.2.1", seconds: int = 0, by: int = 1) -> None:
    work = UnitOfWork(Table(table_name), RequestContext(account, AT + timedelta(seconds=seconds), "req_1", address))
    work.save(count_uses(work, (BY_ACCOUNT, BY_ADDRESS), by=by))
    work.commit()


def test_an_account_is_refused_above_its_limit_until_the_next_window(table_name: str) -> None:
    """The refusal says how long to wait; the next window starts from zero."""
    for _ in range(3):
        _use(table_name)
    with pytest.raises(TooManyThings) as refused:
        _use(table_name)
    assert refused.value.headers() == {"retry-after": "41"}
    _use(table_name, seconds=41)


def test_an_address_is_limited_over_all_of_its_accounts(table_name: str) -> None:
    """Further accounts at one address gain nothing; the refused use counts nowhere."""
    for number in range(5):
        _use(table_name, account=f"acc_{number}")
    for _ in range(2):
        with pytest.raises(TooManyThings):
            _use(table_name, account="acc_9")
    for _ in range(3):
        _use(table_name, account="acc_9", address="192.0.2.9")


def test_an_address_that_callers_share_is_limited_by_their_number(
    table_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the operator's users sit behind one gateway, its address may do more; an account may not."""
    monkeypatch.setenv("CALLERS_PER_ADDRESS", "2")
    for number in range(10):
        _use(table_name, account=f"acc_{number}")
    with pytest.raises(TooManyThings):
        _use(table_name, account="acc_10")
    for _ in range(3):
        _use(table_name, account="acc_11", address="192.0.2.9")
    with pytest.raises(TooManyThings):
        _use(table_name, account="acc_11", address="192.0.2.9")


def test_a_sum_is_limited_as_a_count_is(table_name: str) -> None:
    """One use may weigh more than one; what exceeds the limit alone is refused at once."""
    _use(table_name, by=2)
    with pytest.raises(TooManyThings):
        _use(table_name, by=2)
    with pytest.raises(TooManyThings):
        _use(table_name, by=4)
    _use(table_name, by=1)


def test_what_is_refused_changes_nothing_and_is_not_counted(table_name: str) -> None:
    """The counters are entries of the transaction: another entry's refusal takes the count back."""
    work = UnitOfWork(Table(table_name), RequestContext("acc_1", AT, "req_1", "192.0.2.1"))
    for _ in range(2):
        work.save(put_new({"pk": "A", "sk": "A"}, on_conflict=Conflict()), count_uses(work, [BY_ACCOUNT]))
        if items_in(table_name):
            with pytest.raises(Conflict):
                work.commit()
        else:
            work.commit()
    (counter,) = (item for item in items_in(table_name) if item["pk"].startswith("LIMIT#"))
    assert counter["used"] == 1
    assert counter["ttl"] == int((AT.replace(second=0) + 2 * MINUTE).timestamp())
    assert "acc_1" not in counter["pk"]


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("192.0.2.1", ["192.0.2.1"]),
        ("::ffff:192.0.2.1", ["192.0.2.1"]),
        ("2001:db8:1:2ff::9", ["2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"]),
        ("", [""]),
    ],
)
def test_the_networks_of_an_address(address: str, networks: list[str]) -> None:
    """An IPv6 caller is counted at /64, /56 and /48; an IPv4 address in IPv6 form is the IPv4 address."""
    assert networks_of(address) == networks


def test_what_a_day_at_the_limit_costs() -> None:
    """Three an minute of one cent each are 43.20 USD a day."""
    assert BY_ACCOUNT.cost_a_day == 43_200_000


@pytest.mark.parametrize(("of_each_key", "refused"), [(False, True), (True, False)])
def test_what_api_keys_do_counts_for_their_owner(table_name: str, of_each_key: bool, refused: bool) -> None:
    """All keys together, and the owner with them, unless each key of a limit has a count of its own (decision 093)."""
    limit = Limit("texts", "account", 2, MINUTE, TooManyRequests, "text", of_each_key=of_each_key)
    outcomes = []
    for key in ("key_1", "key_2", ""):
        context = RequestContext("acc_1", AT, "req_1", by_key=key, key_team="team_1")
        work = UnitOfWork(Table(table_name), context)
        work.save(count_uses(work, [limit]))
        try:
            work.commit()
            outcomes.append("counted")
        except TooManyRequests:
            outcomes.append("refused")
    assert outcomes == ["counted", "counted", "refused" if refused else "counted"]
