"""The App Store as billing asks it: what a proof, a notification or its API says of a subscription."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from kernel.log import count, log
from kernel.providers.errors import ForgedError, ProviderDownError, ProviderRefusedError
from services.billing.app_store import reports
from services.billing.app_store.client import Client
from services.billing.app_store.signed_data import SignedData, UnreadableError
from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import StoreSubscription

_LONGEST_ID = 40


class AppStore:
    """The App Store, with the clients of production (False) and of the sandbox (True)."""

    def __init__(self, signed: SignedData, clients: Mapping[bool, Client]) -> None:
        self._signed = signed
        self._clients = clients

    def read_proof(self, receipt: str) -> StoreReport:
        """Return what a signed transaction proves, or what the API says of an original transaction's id."""
        if receipt.isascii() and receipt.isdecimal() and len(receipt) <= _LONGEST_ID:
            return self._ask_either(receipt)
        found = self._signed.transaction(receipt)
        if not reports.is_of_subscription(found.it):
            raise ForgedError("the transaction is of no subscription")
        return reports.report_of(found.it, reports.facts_of(found.it), found.is_test)

    def read_notification(self, raw: str) -> StoreReport | None:
        """Return what a stored notification reports, or None if it is of no subscription."""
        return reports.report_of_notification(self._signed.notification(raw))

    def look(self, known: StoreSubscription) -> StoreReport:
        """Return all of its periods and its renewal, as Apple has them now; nothing new if Apple knows it no more."""
        report = self._ask(known.store_id, known.is_test)
        if report is None:
            log().warning("billing.store_subscription.unknown_to_store", extra={"store_id": known.store_id})
        return report or StoreReport(known.store, known.store_id, (), known.is_test)

    def notifications(
        self, since: datetime, until: datetime, cursor: str = "", *, is_test: bool = False
    ) -> tuple[dict[str, str], str]:
        """Return a page of what Apple sent or tried to send, by its id, and the next cursor.

        What we cannot read is left out: it was refused when it came, too.
        """
        found, following = self._clients[is_test].notifications(since, until, cursor)
        return dict(self._readable(found)), following

    def _readable(self, found: Iterable[str]) -> Iterator[tuple[str, str]]:
        for signed in found:
            try:
                yield self._signed.notification(signed).notification_id, signed
            except (ForgedError, UnreadableError):
                count("StoreNotificationUnreadable")

    def _ask_either(self, original_id: str) -> StoreReport:
        for is_test in (False, True):
            if report := self._ask(original_id, is_test):
                return report
        raise ForgedError("the App Store does not know this transaction")

    def _ask(self, original_id: str, is_test: bool) -> StoreReport | None:
        try:
            found = self._clients[is_test].statuses(original_id) or []
            mine = next((it for it in found if it.get("originalTransactionId") == original_id), None)
            return self._read(mine, is_test) if mine else None
        except ProviderRefusedError as refused:
            if refused.status in (401, 403):
                count("AppStoreDoesNotLetUsIn")
            raise ProviderDownError(f"the App Store refuses us: {refused.status}") from refused

    def _read(self, status: Mapping[str, Any], is_test: bool) -> StoreReport | None:
        newest = self._signed.transaction_of(str(status.get("signedTransactionInfo")), is_test=is_test)
        if not reports.is_of_subscription(newest):
            return None
        renewal = self._signed.renewal_of(str(status.get("signedRenewalInfo")), newest, is_test=is_test)
        facts = [it for one in self._all_of(newest, is_test) for it in reports.facts_of(one)]
        return reports.report_of(newest, [*facts, reports.renewal_of(renewal)], is_test, [renewal])

    def _all_of(self, newest: Any, is_test: bool) -> Iterator[Any]:
        """Yield the transactions of a subscription: its customer may have others."""
        yield newest
        for signed in self._clients[is_test].transactions(str(newest.originalTransactionId)):
            one = self._signed.transaction_of(signed, is_test=is_test)
            if one.originalTransactionId == newest.originalTransactionId and reports.is_of_subscription(one):
                yield one
