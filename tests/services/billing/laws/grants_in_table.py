"""Billing's grants over the table."""

from datetime import date, datetime

from contracts.billing import GrantDue
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.grant import start_grant
from services.billing.stores import grants, ledger
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.grants.review_grants import review_grant
from tests.services.billing.laws.plans_in_table import PlansInTable
from tests.services.billing.laws.world import BEGINNING


class GrantsInTable(PlansInTable):
    """What happens to grants. `today` is when people spend."""

    today: datetime = BEGINNING

    def grant(self, grant_id: str, account: str, amount: int, last_day: date) -> None:
        work, wallet = self._today(), ledger.find(self.table, account)
        grant, journal = start_grant(grant_id, wallet, amount, last_day, self.today)
        work.save([grants.save(grant)])
        post_with_alerts(work, journal, read=[wallet])
        work.commit()

    def review_grant(self, grant_id: str, as_of: datetime) -> None:
        while (grant := grants.find(self.table, grant_id)) and grant.due_at and grant.due_at <= as_of:
            work = self._today()
            review_grant(work, GrantDue(grant_id=grant_id, as_of=as_of))
            work.commit()

    def _today(self) -> UnitOfWork:
        return UnitOfWork(self.table, RequestContext("acc_owner", self.today, "cor"))
