"""Google Play as billing asks it: what a token, a push and a look at the API report of a subscription (B9).

A subscription that is bought again has a new token, which names the one that it replaces. Such a chain is one
subscription, and only the newest token counts: the older ones go on answering as if they were paid (D5).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.account_token import to_account_token
from kernel import clock
from kernel.log import count, log
from kernel.providers.errors import ForgedError
from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import Named, Store, StoreFact, StoreSubscription
from services.billing.google_play.client import GooglePlay
from services.billing.google_play.facts import ended, fact_of_void, facts_of
from services.billing.google_play.purchases import Purchase
from services.billing.google_play.pushes import Voided, read_push

_LONGEST = 20  # tokens that are followed back; Google names the last one only

FindKnown = Callable[[str], StoreSubscription | None]


@dataclass(frozen=True, slots=True)
class _Read:
    """A purchase as it was answered for a token, and the tokens before it: up to one that is known, or to the first.

    It is as old as the question: an answer may be long under way, and must not win over one that was asked for later.
    """

    asked_at: datetime
    token: str
    purchase: Purchase
    names: tuple[str, ...]
    owner: str
    known: StoreSubscription | None

    @property
    def is_older(self) -> bool:
        """Return whether a later purchase of the same subscription is known."""
        newest = self.known.named if self.known else None
        started_at = self.purchase.started_at
        return newest is not None and (started_at is None or started_at < newest.since)


class GoogleStore:
    """One app at Google Play. `find` finds what is known by any of its tokens; `months` are those of the products."""

    def __init__(self, client: GooglePlay, package: str, find: FindKnown, months: Mapping[str, int]) -> None:
        self._client = client
        self._package = package
        self._find = find
        self._months = months

    def read_proof(self, receipt: str) -> StoreReport:
        """Return what Google says of a token that an app has sent. Raise ForgedError if it knows none."""
        report = self._report(receipt)
        if report is None:
            raise ForgedError("no purchase of this app")
        return report

    def read_notification(self, raw: str) -> StoreReport | None:
        """Return what Google says now of the purchase that a push is about; None for what is of no subscription.

        What cannot be read is kept, and the operator has an alarm: it would be no better the next time.
        """
        try:
            push = read_push(raw)
        except ValueError:
            log().exception("google_play.push.unreadable")
            count("StoreNotificationUnreadable")
            return None
        if push.about is None or push.package != self._package:
            log().info("google_play.push.ignored", extra={"message_id": push.message_id, "package": push.package})
            return None
        report = self._report(push.about.token)
        if report and isinstance(push.about, Voided):  # the token of a push signs no body, so that is no fact yet
            return replace(report, voided_since=push.about.at)
        return report

    def look(self, known: StoreSubscription) -> StoreReport:
        """Return what Google says now of a subscription; nothing of one that ended more than 60 days ago."""
        token, asked_at = known.named.name if known.named else known.store_id, clock.now()
        purchase = self._client.find(token)
        if purchase is None:
            return StoreReport(Store.GOOGLE_PLAY, known.store_id, (ended(asked_at),), known.is_test)
        return self._to_report(_Read(asked_at, token, purchase, (), purchase.account_token, known))

    def confirm(self, known: StoreSubscription) -> None:
        """Have Google keep the money of the newest purchase, unless it does already: it is stored, and has an owner."""
        token = known.named.name if known.named else known.store_id
        purchase = self._client.find(token)
        if purchase and purchase.is_unconfirmed:
            account = "" if purchase.names_account else to_account_token(known.account_id)
            self._client.acknowledge(token, purchase.product_id, account)

    def cancel(self, known: StoreSubscription) -> None:
        """Have Google renew it no more. Raise ProviderRefusedError if Google does not."""
        self._client.cancel(known.named.name if known.named else known.store_id)

    def list_voided(self, since: datetime, page: str) -> tuple[list[Voided], str]:
        """Return a page of the orders that were paid back since an instant, and the next page, if any."""
        return self._client.list_voided(since, page)

    def report_of_void(self, voided: Voided) -> StoreReport | None:
        """Return the report that an order was paid back, with the purchase if it is not known yet."""
        fact = fact_of_void(voided)
        known = self._find(voided.token)
        if known:
            return StoreReport(Store.GOOGLE_PLAY, known.store_id, (fact,), known.is_test)
        report = self._report(voided.token)
        return replace(report, facts=(*report.facts, fact)) if report else None

    def _report(self, token: str) -> StoreReport | None:
        known = self._find(token)
        if known:
            return self.look(known)
        read = self._read(token)
        if read is None:
            log().warning("google_play.purchase.unknown")
            return None
        if read.known and read.is_older:
            return self.look(read.known)
        if read.purchase.replaced and not read.purchase.is_paid_for:  # until it is paid, the one before counts
            return self._report(read.purchase.replaced)
        return self._to_report(read)

    def _read(self, token: str) -> _Read | None:
        """Return a purchase that is not known yet, with the tokens that it goes on from."""
        asked_at, purchase = clock.now(), self._client.find(token)
        if purchase is None:
            return None
        names, owner, known, before = [token], purchase.account_token, None, purchase.replaced
        while before and known is None and before not in names and len(names) < _LONGEST:
            known = self._find(before)
            names.append(before)
            older = None if known else self._client.find(before)
            owner, before = owner or (older.account_token if older else ""), older.replaced if older else ""
        if known and known.is_test != purchase.is_test:  # what the sandbox sells is filed apart
            return _Read(asked_at, token, purchase, (token,), owner, None)
        return _Read(asked_at, token, purchase, tuple(names), owner, known)

    def _to_report(self, read: _Read) -> StoreReport:
        it, known = read.purchase, read.known
        periods = known.periods if known else {}
        facts = facts_of(it, said_at=read.asked_at, known=periods, months=self._months)
        named: tuple[StoreFact, ...] = (Named(it.started_at, read.token),) if it.is_paid_for and it.started_at else ()
        return StoreReport(
            store=Store.GOOGLE_PLAY,
            store_id=known.store_id if known else read.names[-1],
            facts=(*named, *facts),
            is_test=it.is_test,
            owner=read.owner,
            links=read.names,
            product_id=it.product_id,
            is_unconfirmed=it.is_unconfirmed,
        )
