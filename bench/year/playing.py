"""The year itself: openings, wishes and sweeps in the order of time, with functions killed and events in disorder."""

import heapq
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from bench.year.harness import YearHarness
from bench.year.subscribers import BEGINNING, Subscriber, subscribers
from contracts.event import Envelope
from contracts.numbers import NumberRequested
from kernel import aws, clock, ids
from simulators.paypal.behavior import ChargeBehavior
from tests.faults import Crash, crashing

_PLANS_OF_A_PAYER = 50
_MOST_CALLS = 12  # after how many a function that is to be killed dies at the latest
_FORGETS_EVERY = timedelta(days=7)
_BEFORE, _SWEEP = 0, 1  # of two things at one instant


@dataclass(frozen=True)
class Story:
    """How the year is played."""

    plans: int = 40
    days: int = 400
    seed: int = 1
    every: timedelta = timedelta(days=1)  # between two sweeps
    kills: float = 0.05  # the share of functions that are killed, and of sweeps that run twice


@dataclass
class Year:
    """One run of the year, and the events of every plan."""

    harness: YearHarness
    story: Story
    told: dict[str, dict[int, datetime]] = field(default_factory=lambda: defaultdict(dict))
    kills: int = 0
    sweeps: int = 0
    _moments: list[tuple[datetime, int, int, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.subscribers = list(subscribers(self.story.plans, self.story.seed))
        self._by_plan = {ids.derived_id("sub", it.number_id): it for it in self.subscribers}
        self._chance = random.Random(self.story.seed)  # noqa: S311 (a story, no secret)
        self._order = count()

    def play(self) -> Iterator[datetime]:
        """Play it; each sweep that is over yields its instant, after any of which it may be stopped."""
        for payer in range(1 + self.story.plans // _PLANS_OF_A_PAYER):
            self.harness.add_payer(f"acc_{payer}")
        for subscriber in self.subscribers:
            self._plan(subscriber.opened_at, _BEFORE, partial(self._opens, subscriber))
            if subscriber.what in ("cancels", "changes"):
                self._plan(subscriber.decides_at, _BEFORE, partial(self._decides, subscriber))
        year = timedelta(days=self.story.days)
        for every, kind, happens in (
            (_FORGETS_EVERY, _BEFORE, self._forgets),
            (self.story.every, _SWEEP, self._sweeps),
        ):
            for number in range(1, 1 + year // every):
                self._plan(BEGINNING + number * every, kind, happens)
        while self._moments and self._moments[0][0] <= BEGINNING + year:
            at, kind, _, happens = heapq.heappop(self._moments)
            self.harness.at = at
            happens()
            if kind == _SWEEP:
                yield at

    def subscription(self, subscriber: Subscriber) -> str:
        """The id of a plan."""
        return ids.derived_id("sub", subscriber.number_id)

    def _plan(self, at: datetime, kind: int, happens: Callable[[], None]) -> None:
        heapq.heappush(self._moments, (at, kind, next(self._order), happens))

    def _opens(self, who: Subscriber) -> None:
        payer = self._payer(who)
        self.harness.deliver_event(
            NumberRequested(
                number_id=who.number_id,
                request_id=who.number_id,
                phone_number="+14155551000",
                plan_id=who.plan_id,
                holder=payer,
                user_id=payer,
                asked_by=payer,
                restores=False,
            )
        )
        self._settles()

    def _payer(self, who: Subscriber) -> str:
        return f"acc_{int(who.number_id.removeprefix('num_')) // _PLANS_OF_A_PAYER}"

    def _decides(self, who: Subscriber) -> None:
        path = {"id": self.subscription(who)}
        if who.what == "cancels":
            self.harness.ask("POST /v1/subscriptions/{id}/cancel", self._payer(who), path=path)
        else:
            body = {"plan_id": "local_yearly"}
            self.harness.ask("PUT /v1/subscriptions/{id}/plan", self._payer(who), path=path, body=body)
        self._settles()

    def _sweeps(self) -> None:
        """Look for what is due; some sweeps are killed and come again, some run twice before anything has happened."""
        self.sweeps += 1
        for _ in range(2 if self._happens() else 1):
            while not self._survives(lambda: self.harness.run("renew_plans")):
                pass
        self._settles()
        self.harness.paypal.simulator.behavior.charges = ChargeBehavior()
        self.harness.run("resolve_payments")
        self._settles()

    def _settles(self) -> None:
        """Deliver the events out of order, some of them twice; deliver again those whose function was killed."""
        outbox = self.harness.cloud.outbox
        while outbox:
            envelope = outbox.pop() if self._happens() else outbox.popleft()
            self._note(envelope)
            done = self._survives(partial(self._delivered, envelope))
            if not done or self._happens():
                outbox.append(envelope)

    def _delivered(self, envelope: Envelope) -> None:
        self.harness.paypal.simulator.behavior.charges = self._mood(envelope)
        if not self.harness.react(envelope):
            raise AssertionError(f"billing failed on {envelope}")

    def _mood(self, envelope: Envelope) -> ChargeBehavior:
        """How PayPal takes the charge that an event leads to, if it leads to one."""
        who = self._by_plan.get(envelope.data.get("subscription_id", "")) if envelope.type == "PlanDue" else None
        if who is None:
            return ChargeBehavior()
        plan = self.harness.cloud.item(f"PLAN#{envelope.data['subscription_id']}", "PLAN")
        return who.behavior(int(plan["months"]["N"]), int(plan["failures"]["N"]))

    def _note(self, envelope: Envelope) -> None:
        if envelope.type in ("PlanActivated", "PlanRenewed"):
            ends = clock.from_text(envelope.data["paid_through"])
            self.told[envelope.data["subscription_id"]][envelope.data["revision"]] = ends

    def _survives(self, function: Callable[[], None]) -> bool:
        """Run a function; some are killed at an AWS call, before it is done or after."""
        if not self._happens():
            function()
            return True
        at_call, after = self._chance.randint(1, _MOST_CALLS), self._chance.random() < 0.5
        with suppress(Crash), crashing(aws.client("dynamodb"), at_call=at_call, after=after):
            function()
            return True
        self.kills += 1
        return False

    def _happens(self) -> bool:
        return self._chance.random() < self.story.kills

    def _forgets(self) -> None:
        self.harness.cloud.forget_expired(self.harness.at)
        self.harness.paypal.simulator.state.events.clear()
