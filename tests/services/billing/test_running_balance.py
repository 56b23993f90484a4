"""The balance after each entry of a list is one that the wallet had, also while calls hold credits (B13, B16)."""

import csv
import io
from base64 import b64decode
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contracts.money import dollars
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, lines_of
from services.billing.domain.quarters import quarter_of
from services.billing.domain.spending import spendable, take
from services.billing.stores import ledger
from services.billing.use_cases.calls.hold_call import hold_call
from services.billing.use_cases.calls.settle_call import settle_ended_call
from tests.services.billing.calling import CENT, arrived, ended, used_by
from tests.services.billing.harness import BillingHarness
from tests.services.billing.using import used
from tests.usage_writing import write_usage

_numbers = count(1)
_MIDNIGHT = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
START, END = _MIDNIGHT - timedelta(hours=2), _MIDNIGHT + timedelta(hours=8)
GRANT = f"granted:{START:%Y-%m-%d}:grt_1"  # it expires on the way
Step = tuple[int, str, int]  # so many minutes after the one before, what happens, and how much
_steps = st.tuples(
    st.integers(1, 20),
    st.sampled_from(["buys", "is granted", "loses", "texts", "is called", "hangs up"]),
    st.sampled_from([1, 7, 40, 300]),
)
_slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Person:
    """A person without a team, whose wallet changes, and what it had after each change."""

    harness: BillingHarness
    account_id: str = field(default_factory=lambda: f"acc_of_story_{next(_numbers)}")
    now: datetime = START
    calls: list[str] = field(default_factory=list)
    had: list[tuple[datetime, int, int]] = field(default_factory=list)

    def does(self, step: Step) -> None:
        """Have one change committed, unless it is not possible, and note what the wallet has after it."""
        minutes, what, amount = step
        self.now += timedelta(minutes=minutes)
        work = UnitOfWork(self.harness.table, RequestContext(self.account_id, self.now, "cor"))
        getattr(self, what.replace(" ", "_"))(work, amount * CENT)
        work.commit()
        self.had.append((self.now, self.wallet.left, self.wallet.owed))

    @property
    def wallet(self) -> Wallet:
        """Return the wallet as it is stored."""
        return ledger.find(self.harness.table, self.account_id)

    def buys(self, work: UnitOfWork, amount: int) -> None:
        paypal = Line(LedgerAccount("paypal", f"pay_{next(_numbers)}"), -amount)
        key = f"bought:{next(_numbers)}"
        ledger.post(work, Journal(key, Kind.PURCHASE, (paypal, *self.wallet.receive(amount))))

    def is_granted(self, work: UnitOfWork, amount: int) -> None:
        if self.now >= _MIDNIGHT or self.wallet.owed:
            return
        lines = lines_of(
            (LedgerAccount("promotions", "grt_1"), -amount), (LedgerAccount(self.account_id, GRANT), amount)
        )
        ledger.post(work, Journal(f"granted:{next(_numbers)}", Kind.GRANTED, lines))

    def loses(self, work: UnitOfWork, amount: int) -> None:
        paypal = Line(LedgerAccount("paypal", "before"), amount)
        lines = (*self.wallet.give_up(amount), paypal)
        ledger.post(work, Journal(f"reversed:{next(_numbers)}", Kind.REVERSAL, lines))

    def texts(self, work: UnitOfWork, amount: int) -> None:
        if spendable(self.wallet, None, self.now) < amount:
            return
        lines = (*take(self.wallet, amount, None, self.now), Line(LedgerAccount("revenue", "texts"), amount))
        write_usage(work, [replace(used(self.now, amount, by=self.account_id), lines=lines)])

    def is_called(self, work: UnitOfWork, amount: int) -> None:
        self.calls.append(f"call_{self.account_id}_{len(self.calls)}")
        hold_call(work, arrived(self.calls[-1], rate=max(amount // 10, 1), user_id=self.account_id))

    def hangs_up(self, work: UnitOfWork, amount: int) -> None:
        if self.calls:
            event = ended(amount // CENT * 10, self.calls.pop(), rate=CENT)
            settle_ended_call(work, event.model_copy(update={"user_id": self.account_id, "ended_at": self.now}))

    def after(self, entry: dict[str, Any]) -> tuple[int, int]:
        """Return what is left and owed after an entry: of usage, at the end of its quarter of an hour."""
        at = clock.from_text(entry["at"])
        _, left, owed = [it for it in self.had if it[0] <= at][-1]
        waits = [it for it in used_by(self.harness, self.account_id) if quarter_of(at) <= it.counted_at <= at]
        return left + (0 if entry["kind"] == "spent" else sum(record.amount for record in waits)), owed


@_slow
@given(st.lists(_steps, min_size=2, max_size=25))
@example([(1, "buys", 300), (1, "is called", 40), (1, "hangs up", 7), (1, "buys", 7), (30, "texts", 1)])
@example([(1, "is called", 1), (1, "hangs up", 40), (1, "buys", 300), (30, "texts", 1)])
@example([(1, "buys", 40), (1, "is called", 7), (1, "loses", 300), (1, "hangs up", 1), (1, "buys", 300)])
@example([(1, "is granted", 300), (1, "is called", 40), (140, "hangs up", 7), (1, "buys", 300)])
def test_each_balance_is_one_that_the_wallet_had(harness: BillingHarness, steps: list[Step]) -> None:
    """It is the balance after that change; what was used counts at the end of its quarter of an hour."""
    person = Person(harness)
    for step in steps:
        person.does(step)
    window = {"user_id": "me", "from": clock.to_text(START), "to": clock.to_text(END), "limit": "100"}
    entries = harness.ask("GET /v1/ledger", person.account_id, query=window).body["items"]
    shown = [(entry["balance"]["amount"], entry["owed"]["amount"]) for entry in entries]
    assert _newest_first(person, window) == entries[::-1]
    assert shown == [tuple(map(dollars, person.after(entry))) for entry in entries]
    assert shown[-1:] in ([tuple(map(dollars, (person.wallet.left, person.wallet.owed)))], [])
    balances = iter(shown)
    assert all(row in balances for row in _rows(person)), "the statement shows what the list does"


def _newest_first(person: Person, window: dict[str, str]) -> list[dict[str, Any]]:
    """Return the same entries from the newest on, by pages of three."""
    found: list[dict[str, Any]] = []
    query = window | {"limit": "3", "order": "newest_first"}
    while True:
        page = person.harness.ask("GET /v1/ledger", person.account_id, query=query).body
        found += page["items"]
        if not page["next_cursor"]:
            return found
        query["cursor"] = page["next_cursor"]


def _rows(person: Person) -> list[tuple[str, str]]:
    """Return the balance and what is owed after each row of the statements of the story's months."""
    found: list[tuple[str, str]] = []
    for month in sorted({f"{START:%Y-%m}", f"{END:%Y-%m}"}):
        path, headers = {"month": month}, {"accept": "text/csv"}
        reply = person.harness.ask("GET /v1/statements/{month}", person.account_id, path=path, headers=headers)
        rows = list(csv.reader(io.StringIO(b64decode(reply.body).decode("utf-8-sig"))))
        found += [(row[-2], row[-1]) for row in rows[2:-1]]
    return found
