"""The simulated App Store: subscriptions, signed notifications, and the App Store Server API of both environments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from simulators.apple import payloads
from simulators.apple.api import ServerApi
from simulators.apple.callers import Callers
from simulators.apple.certificates import Root, Signer
from simulators.apple.due import next_due
from simulators.apple.forgeries import Forger
from simulators.apple.happened import Happened
from simulators.apple.notifications import NotificationApi
from simulators.apple.purchases import PURCHASES
from simulators.apple.refunds import REFUNDS
from simulators.apple.renewals import RENEWALS
from simulators.apple.sending import Sending, signed_body
from simulators.apple.settings import WEBHOOK_PATH, caller_key
from simulators.apple.state import AppStoreState, Json, Notification
from simulators.apple.truth import truth_of
from simulators.base_urls import CLIENT, BaseUrls
from simulators.stores.behavior import Behavior
from simulators.stores.commands import Command
from simulators.stores.control import Control, Event
from simulators.stores.deliveries import Deliveries
from simulators.stores.instants import now

__all__ = ["AppStore"]

_HAPPENINGS = PURCHASES | RENEWALS | REFUNDS


class AppStore:
    """All parts of it. In `folder` are the root that the product trusts and the key that its calls are signed with."""

    name = "apple"

    def __init__(self, urls: BaseUrls, folder: Path) -> None:
        self.state, self.behavior = AppStoreState(), Behavior()
        self.root = Root(folder)
        self.signer = Signer(self.root)
        self.deliveries = Deliveries(self.behavior, f"{urls.door}{WEBHOOK_PATH}")
        self._sending = Sending(self.state, self.signer, self.deliveries)
        self._callers = Callers(caller_key(folder).public_key(), self.behavior)
        self._forger = Forger(self.root, self.signer)
        self.events: Mapping[str, Event] = {**dict.fromkeys(_HAPPENINGS, self._happen), "test": self._test}

    @property
    def forgeries(self) -> Sequence[str]:
        """Return the ways in which a notification can be forged."""
        return list(self._forger.kinds)

    def routes(self) -> list[web.RouteDef]:
        """Return Apple's routes, and those of the control."""
        routes = Control(self).routes()
        for base, sandbox in (("/apple", False), ("/apple/sandbox", True)):
            routes += ServerApi(self.state, self.signer, self._callers, sandbox=sandbox).routes(base)
            notifications = NotificationApi(self.state, self.signer, self._sending, self._callers, sandbox=sandbox)
            routes += notifications.routes(base)
        return routes

    def reset(self) -> None:
        """Forget everything but the keys."""
        self.deliveries.reset()
        self.state.reset()
        self.behavior.reset()

    def due(self, as_of: datetime) -> Command | None:
        """Return what the store itself does next, if it is due by then."""
        return next_due(self.state, as_of)

    def truth(self) -> list[Json]:
        """Return all subscriptions with what was paid for each."""
        return [truth_of(one) for one in self.state.subscriptions]

    def _happen(self, request: web.Request, command: Command) -> Json:
        happened = _HAPPENINGS[command.event](self.state, command)
        notification = self._notification(happened)
        self._sending.send(request, notification)
        one, transaction = happened.subscription, happened.transaction
        return {
            "receipt": self.signer.sign(payloads.transaction(one, transaction, one.at)),
            "subscription_id": one.id,
            "transaction_id": transaction.id,
            "period": transaction.period_key,
            "notification_id": notification.id,
        }

    def _notification(self, happened: Happened) -> Notification:
        one = happened.subscription
        data = payloads.about(self.signer, one, happened.transaction, renews=happened.has_renewal)
        if happened.kind == "CONSUMPTION_REQUEST":
            data["consumptionRequestReason"] = "UNINTENDED_PURCHASE"
        return payloads.notification(happened.kind, happened.subtype, one.at, data, one.id)

    def _test(self, request: web.Request, command: Command) -> Json:
        notification = payloads.test(command.at or now(), sandbox=command.sandbox)
        self._sending.send(request, notification)
        return {"notification_id": notification.id}

    def send_forged(self, request: web.Request, forgery: str, notification_id: str) -> Json:
        """Send a notification in a form that must be refused; the newest if no id is given. Raises ValueError."""
        kept = [one for one in self.state.notifications if notification_id in ("", one.id)]
        if not kept:
            raise ValueError("there is no such notification")
        signed = self._forger.kinds[forgery](kept[-1].payload)
        self.deliveries.send_forged(request.app[CLIENT], kept[-1], lambda: signed_body(signed))
        return {"notification_id": kept[-1].id, "signedPayload": signed}
