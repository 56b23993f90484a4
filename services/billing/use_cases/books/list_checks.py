"""Lists what the last nightly check of a wallet found (B16)."""

from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.person import Payer
from services.billing.http.entry_views import CheckView, Signed
from services.billing.stores import reports
from services.billing.use_cases import callers


def list_checks(work: UnitOfWork, *, payer: Payer | None) -> Page[CheckView]:
    """Return the last check of the payer's wallet, and of the caller's own."""
    person = callers.read_caller(work)
    wallets = dict.fromkeys([person.wallet(payer or person.usual_payer), person.account_id])
    found = work.table.get_each(map(reports.check_key, wallets))
    return Page(items=[_check(item) for item in found if item], next_cursor=None)


def _check(item: Item) -> CheckView:
    balance, by_entries = item["balance"], item["by_entries"]
    return CheckView(
        wallet=item["wallet"],
        checked_at=clock.from_text(item["checked_at"]),
        balance=Signed.of(balance),
        by_entries=Signed.of(by_entries),
        difference=Signed.of(balance - by_entries),
    )
