"""Plans that are paid in an app store, and those that have moved to the web, over the book."""

from collections.abc import Sequence
from dataclasses import replace

from services.billing.domain.moved_plan import follow_store_on_web, take_to_web
from services.billing.domain.plan import Subscription
from services.billing.domain.store_plan import follow_store, open_in_store
from services.billing.domain.store_subscription import StoreFact, StoreSubscription
from services.billing.domain.time_left import follow_left, free_from
from tests.services.billing.laws.calls_in_book import CallsInBook
from tests.services.billing.laws.plans_in_book import next_of
from tests.services.billing.laws.world import BEGINNING


class StoresInBook(CallsInBook):
    """What an app store says, and moves to the web."""

    def create_store_plan(self, draft: Subscription, it: StoreSubscription) -> None:
        """Open a plan with a subscription in a store."""
        plan = open_in_store(draft, it, it.store_id, "local_monthly", BEGINNING)
        self.book.commit(plans=[replace(plan, version=1)], store=replace(it, version=1))

    def choose_again(self, draft: Subscription, name: str) -> bool:
        """Open a plan with a subscription that pays for no number any longer; return whether that is possible."""
        it = self.book.stores[name]
        if not is_free(it):
            return False
        plan = open_again(draft, it, name)
        paying = it.pay_for(plan.subscription_id, plan.number_id, plan.phone_number)
        self.book.commit(plans=[replace(plan, version=1)], store=replace(paying, version=it.version + 1))
        return True

    def store_says(self, name: str, fact: StoreFact) -> None:
        """Record a fact with the plan that it moves."""
        before = self.book.stores[name]
        after = follow_left(before.apply(fact), BEGINNING)
        plan = self.book.plans[before.plan] if before.plan else None
        if plan is None or not plan.runs:
            self._save(before, free_from(after, plan, BEGINNING))
            return
        if plan.paid_in_store:
            followed = follow_store(plan, after, "local_monthly", BEGINNING)
        else:
            followed = follow_store_on_web(plan, after, BEGINNING)
        changed = [next_of(followed, plan)] if followed != plan else []
        self._save(before, after if followed.runs else free_from(after, followed, BEGINNING), changed)

    def moved_to_web(self, event: str, name: str) -> None:
        """Move a plan to the web."""
        it = self.book.stores[name]
        plan = self.book.plans[it.plan] if it.plan else None
        moved = take_to_web(plan, it, BEGINNING) if plan else None
        if plan and moved and moved != plan and event not in self.book.handled:
            self.book.commit(plans=[next_of(moved, plan)], once=event, read=it)

    def _save(self, before: StoreSubscription, after: StoreSubscription, plans: Sequence[Subscription] = ()) -> None:
        if plans or after != before:
            saved = replace(after, version=before.version + 1) if after != before else None
            self.book.commit(plans=plans, store=saved)


def is_free(it: StoreSubscription) -> bool:
    """Return whether a subscription can pay for a number."""
    return not it.plan and it.is_paid(BEGINNING)


def open_again(draft: Subscription, it: StoreSubscription, its_id: str) -> Subscription:
    """Return the plan of another number that a subscription pays for, on the web if it has moved."""
    plan = open_in_store(draft, it, its_id, "local_monthly", BEGINNING)
    return take_to_web(plan, it, BEGINNING) if it.left else plan
