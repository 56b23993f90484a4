"""The ledger laws over interleavings of everything, in the book: random stories, and Hypothesis' own (B3).

`LAWS_SEQUENCES=50000 pytest tests/services/billing/laws` runs longer, `LAWS_CROSSINGS=10000` plays more stories whose
steps are split into read and commit; `LAWS_SEED` begins elsewhere.
"""

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contracts.call_prices import Rounding
from services.billing.domain.payment_fact import ChargeStatus
from tests.services.billing.laws import laws
from tests.services.billing.laws.call_world import RATES
from tests.services.billing.laws.grant_world import LAST_DAYS
from tests.services.billing.laws.in_book import InBook
from tests.services.billing.laws.steps import (
    AT_PAYPAL,
    CHARGED,
    COMES,
    GOING,
    OF_INVITATIONS,
    OF_PLANS,
    OF_STORES,
    PLANS,
    ask,
    happen,
    move,
    move_plan,
    move_store,
    story,
)
from tests.services.billing.laws.store_world import StoreWorld
from tests.services.billing.laws.world import PEOPLE, TEAM

SEQUENCES = int(os.environ.get("LAWS_SEQUENCES", "2000"))
CROSSINGS = int(os.environ.get("LAWS_CROSSINGS", "500"))
STEPS = int(os.environ.get("LAWS_STEPS", "50"))
SEED = int(os.environ.get("LAWS_SEED", "0"))
BATCH = 100

cents = st.integers(1, 5_000)
which = st.integers(0, 1_000)
people = st.sampled_from(PEOPLE)


@pytest.mark.parametrize("batch", range(SEED, SEED + SEQUENCES, BATCH))
def test_the_laws_hold_in_every_story(batch: int) -> None:
    """Whatever arrives in whatever order, late, twice or only at the end, every law holds."""
    for seed in range(batch, batch + BATCH):
        assert_lawful(seed, STEPS)


@pytest.mark.parametrize("batch", range(SEED, SEED + CROSSINGS, BATCH))
def test_the_laws_hold_when_steps_cross(batch: int) -> None:
    """Whatever happens between a step's reads and its commit, every law holds."""
    for seed in range(batch, batch + BATCH):
        assert_lawful(seed, STEPS, crossing=True)


@pytest.mark.parametrize("batch", range(SEED, SEED + CROSSINGS, BATCH))
@pytest.mark.parametrize("crossing", [False, True])
def test_the_laws_hold_as_people_go_and_come_back(batch: int, crossing: bool) -> None:
    """Removals that are undone, time and again, and whose events cross: credits are conserved by part."""
    for seed in range(batch, batch + BATCH):
        assert_lawful(seed, STEPS, crossing=crossing, kinds=GOING)


def assert_lawful(seed: int, steps: int, *, crossing: bool = False, kinds: list[str] | None = None) -> None:
    """Play one story and assert the laws."""
    billing = InBook()
    world = story(seed, steps, billing, crossing=crossing, kinds=kinds)
    laws.hold_always(billing.book)
    world.quiet()
    laws.hold_in_the_end(world, billing.book)


class Ledger(RuleBasedStateMachine):
    """Everyone acts at any time; messages come late, twice, out of order, or only at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.billing = InBook()
        self.world = StoreWorld(self.billing)

    def _one_of(self, things: dict, at: int) -> str | None:
        return list(things)[at % len(things)] if things else None

    @rule(
        wallet=st.sampled_from((TEAM, *PEOPLE)),
        cents=cents,
        charged=st.sampled_from(CHARGED),
    )
    def buy(self, wallet: str, cents: int, charged: ChargeStatus) -> None:
        self.world.buy(wallet, cents, charged)

    @rule(at=st.sampled_from([0, -1, -1, -2, 1, 5]), again=st.sampled_from([False, False, True]))
    def deliver(self, at: int, again: bool) -> None:
        self.world.deliver(at, again=again)

    @rule(at=which, cents=cents, what=st.sampled_from(AT_PAYPAL))
    def paypal_moves(self, at: int, cents: int, what: str) -> None:
        if payment_id := self._one_of(self.world.paypal, at):
            happen(self.world, payment_id, cents, what)

    @rule(at=which, lost=st.booleans())
    def dispute_ends(self, at: int, lost: bool) -> None:
        disputes = {(pay, it): None for pay, truth in self.world.paypal.items() for it in truth.disputes}
        if chosen := self._one_of(disputes, at):
            self.world.decide_dispute(*chosen, lost=lost)

    @rule(cents=cents)
    def invite(self, cents: int) -> None:
        self.world.invite(cents)

    @rule(at=which, cents=cents, account=people, what=st.sampled_from(OF_INVITATIONS))
    def invitation_moves(self, at: int, cents: int, account: str, what: str) -> None:
        if invitation := self._one_of(self.world.invitations, at):
            move(self.world, invitation, cents, account, what)

    @rule(
        account=people,
        cents=cents,
        what=st.sampled_from(["allocate", "take_back", "spend", "text", "leave", "back", "more"]),
    )
    def asked(self, account: str, cents: int, what: str) -> None:
        ask(self.world, account, cents, what)

    @rule(account=people, cents=cents, last_day=st.sampled_from(LAST_DAYS))
    def grant(self, account: str, cents: int, last_day: date) -> None:
        self.world.grant(account, cents, last_day)

    @rule(last_day=st.sampled_from(LAST_DAYS))
    def grants_end(self, last_day: date) -> None:
        self.world.end_grants(last_day)

    @rule()
    def fund(self) -> None:
        self.billing.credits_arrived()

    @rule()
    def collect(self) -> None:
        self.world.collect()

    @rule(payer=st.sampled_from((TEAM, *PEOPLE)), plan_id=st.sampled_from(PLANS), comes=st.sampled_from(COMES))
    def want_a_number(self, payer: str, plan_id: str, comes: ChargeStatus | str) -> None:
        self.world.want(payer, plan_id, comes)

    @rule(at=which, what=st.sampled_from(OF_PLANS), comes=st.sampled_from(COMES))
    def plan_moves(self, at: int, what: str, comes: ChargeStatus | str) -> None:
        if plan := self._one_of(dict.fromkeys(self.world.plans), at):
            move_plan(self.world, plan, what, comes)

    @rule(account=people)
    def subscribe_in_a_store(self, account: str) -> None:
        self.world.subscribe(account)

    @rule(which_one=which, what=st.sampled_from(OF_STORES), at=which, comes=st.sampled_from(COMES))
    def store_moves(self, which_one: int, what: str, at: int, comes: ChargeStatus | str) -> None:
        if what != "subscribes" and (name := self._one_of(self.world.stores, which_one)):
            move_store(self.world, name, what, at, comes)

    @rule(account=people, price=st.sampled_from(RATES))
    def arrives(self, account: str, price: tuple[int, Rounding]) -> None:
        self.world.arrives(account, *price)

    @rule(at=which, seconds=st.integers(0, 3_000), ends=st.booleans())
    def call_moves(self, at: int, seconds: int, ends: bool) -> None:
        if call := self._one_of(self.world.calls, at):
            self.world.ends(call, seconds) if ends else self.world.runs_on(call)

    @rule()
    def pay_back(self) -> None:
        self.world.pay_back()

    @rule()
    def the_next_is_slow(self) -> None:
        self.world.slow = True

    @rule(at=which)
    def commit(self, at: int) -> None:
        self.billing.finish(at)

    @rule()
    def notify(self) -> None:
        self.billing.notify()

    @invariant()
    def laws_hold(self) -> None:
        laws.hold_always(self.billing.book)

    def teardown(self) -> None:
        self.world.slow = False
        self.world.quiet()
        laws.hold_in_the_end(self.world, self.billing.book)


TestLedgerLaws = Ledger.TestCase
TestLedgerLaws.settings = settings(
    max_examples=max(200, SEQUENCES // 10),
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
