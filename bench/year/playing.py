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
from bench.year.payers import payers
from bench.year.subscribers import BEGINNING, Subscriber
from contracts.event import Envelope
from contracts.numbers import NumberRequested
from kernel import aws, clock, ids
from simulators.paypal.behavior import ChargeBehavior
from tests.faults import Crash, crashing

_MOST_CALLS = (12, 12, 12, 60)  # after how many a function that is to be killed dies at the latest
_FORGETS_EVERY = timedelta(days=7)
_UNTIL_MIDNIGHT = timedelta(hours=14)  # from a sweep on: of the plans of its day, some are due and others are not
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
    """One run of the year, with the ends of each plan's periods and the ids of each payment's notices, by events."""

    harness: YearHarness
    story: Story
    told: dict[str, dict[int, datetime]] = field(default_factory=lambda: defaultdict(dict))
    notices: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    kills: int = 0
    sweeps: int = 0
    _moments: list[tuple[datetime, int, int, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.payers = {payer.account_id: payer for payer in payers(self.story.plans, self.story.seed)}
        self.subscribers = [it for payer in self.payers.values() for it in payer.subscribers]
        self._failed: dict[str, set[str]] = defaultdict(set)
        self._chance = random.Random(self.story.seed)  # noqa: S311 (a story, no secret)
        self._order = count()

    def play(self) -> Iterator[datetime]:
        """Play it; each sweep that is over yields its instant, after any of which it may be stopped."""
        for account_id in self.payers:
            self.harness.add_payer(account_id)
        for subscriber in self.subscribers:
            self._plan(subscriber.opening.opened_at, _BEFORE, partial(self._opens, subscriber))
            if subscriber.wish in ("cancels", "changes"):
                self._plan(subscriber.decides_at, _BEFORE, partial(self._decides, subscriber))
        year = timedelta(days=self.story.days)
        for every, kind, happens in (
            (_FORGETS_EVERY, _BEFORE, self._forgets),
            (self.story.every, _SWEEP, self._sweeps),
        ):
            for number in range(1, 1 + year // every):
                self._plan(BEGINNING + number * every - _UNTIL_MIDNIGHT, kind, happens)
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
        self.harness.deliver_event(
            NumberRequested(
                number_id=who.number_id,
                request_id=who.number_id,
                phone_number="+14155551000",
                plan_id=who.plan_id,
                holder=who.payer,
                user_id=who.payer,
                asked_by=who.payer,
                restores=False,
                own_billing_day=who.opening.own_day,
            )
        )
        self._settles()

    def _decides(self, who: Subscriber) -> None:
        path = {"id": self.subscription(who)}
        if self.harness.cloud.item(f"PLAN#{path['id']}", "PLAN")["status"]["S"] != "active":
            return  # its payer has stopped paying
        if who.wish == "cancels":
            self.harness.ask("POST /v1/subscriptions/{id}/cancel", who.payer, path=path)
        else:
            body = {"plan_id": "local_yearly"}
            self.harness.ask("PUT /v1/subscriptions/{id}/plan", who.payer, path=path, body=body)
        self._settles()

    def _sweeps(self) -> None:
        """Look for what is due; some sweeps are killed and come again, some run twice before anything has happened."""
        self.sweeps += 1
        for _ in range(2 if self._happens() else 1):
            for job in ("renew_plans", "earn_plans"):
                while not self._survives(partial(self.harness.run, job)):
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
        """Return how PayPal takes the charge of a payer's due plans; it takes all others."""
        if envelope.type != "PlansDue":
            return ChargeBehavior()
        payer = self.payers[envelope.data["payer"]]
        if payer.mood == "pays late":
            for waiting in self.harness.cloud.outbox:
                self._note(waiting)
        return payer.behavior(self.harness.at, len(self._failed[payer.account_id]))

    def _note(self, envelope: Envelope) -> None:
        data = envelope.data
        if envelope.type in ("PlanActivated", "PlanRenewed"):
            self.told[data["subscription_id"]][data["revision"]] = clock.from_text(data["paid_through"])
        if envelope.type == "NoticeDue":
            self.notices[data["kind"], data["payment_id"]].add(envelope.id)
            if data["kind"] == "plan_past_due":
                self._failed[data["wallet"]].add(data["payment_id"])

    def _survives(self, function: Callable[[], None]) -> bool:
        """Run a function; some are killed at an AWS call, before it is done or after."""
        if not self._happens():
            function()
            return True
        at_call, after = self._chance.randint(1, self._chance.choice(_MOST_CALLS)), self._chance.random() < 0.5
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
