"""Plans that are paid in an app store, and those that have moved to the web, over the table."""

from dataclasses import replace

from kernel.dynamodb.table import Table
from services.billing.domain.moved_plan import take_to_web
from services.billing.domain.plan import Subscription
from services.billing.domain.store_plan import open_in_store
from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import Store, StoreFact, StoreSubscription
from services.billing.stores import plans, store_subscriptions
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.store_subscriptions.record_report import record_report
from tests.services.billing.laws.calls_in_table import CallsInTable
from tests.services.billing.laws.store_world import PRODUCT
from tests.services.billing.laws.stores_in_book import is_free, open_again
from tests.services.billing.laws.world import BEGINNING


class StoresInTable(CallsInTable):
    """What an app store says, and moves to the web."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._moved: set[str] = set()

    def create_store_plan(self, draft: Subscription, it: StoreSubscription) -> None:
        plan = open_in_store(draft, it, store_subscriptions.id_of(it), "local_monthly", BEGINNING)
        saved = store_subscriptions.save(replace(it, version=1), BEGINNING)
        self.table.commit([*plans.save(replace(plan, version=1)), *saved])

    def choose_again(self, draft: Subscription, name: str) -> bool:
        it = store_subscriptions.find(self.table, Store.APP_STORE, name, is_test=False)
        if it is None or not is_free(it):
            return False
        plan = open_again(draft, it, store_subscriptions.id_of(it))
        paying = it.pay_for(plan.subscription_id, plan.number_id, plan.phone_number)
        saved = store_subscriptions.save(replace(paying, version=it.version + 1), BEGINNING)
        self.table.commit([*plans.save(replace(plan, version=1)), *saved])
        return True

    def store_says(self, name: str, fact: StoreFact) -> None:
        work = self._work()
        record_report(work, StoreReport(Store.APP_STORE, name, (fact,)), products={PRODUCT: "local_monthly"})
        if not work.is_empty:
            work.commit()

    def moved_to_web(self, event: str, name: str) -> None:
        it = store_subscriptions.find(self.table, Store.APP_STORE, name, is_test=False)
        plan = plans.find(self.table, it.plan) if it and it.plan else None
        moved = take_to_web(plan, it, BEGINNING) if it and plan else None
        if plan and moved and moved != plan and event not in self._moved:
            self._moved.add(event)
            work = self._work()
            save_plan(work, plan, moved)
            work.commit()
