"""The simulated Google Play: subscriptions, their notifications by Pub/Sub, and the Android Publisher API."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.google.callers import Callers
from simulators.google.due import next_due
from simulators.google.forgeries import FORGERIES
from simulators.google.happened import Happened
from simulators.google.publisher import Publisher
from simulators.google.purchases import PURCHASES
from simulators.google.push_keys import PushKeys
from simulators.google.pushes import Pushes
from simulators.google.renewals import RENEWALS
from simulators.google.settings import WEBHOOK_PATH, caller_key, token_url
from simulators.google.state import GooglePlayState, Json
from simulators.google.truth import truth_of
from simulators.google.voided import VoidedPurchases
from simulators.stores.behavior import Behavior
from simulators.stores.commands import Command
from simulators.stores.control import Control, Event
from simulators.stores.deliveries import Deliveries
from simulators.stores.instants import now, to_ms

__all__ = ["GooglePlay"]

_HAPPENINGS = PURCHASES | RENEWALS
_NOT_OURS = {"version": "1.0", "notificationType": 1, "purchaseToken": "dddd", "sku": "credits"}
_OTHERS: dict[str, Json] = {
    "test": {"testNotification": {"version": "1.0"}},
    "one_time": {"oneTimeProductNotification": _NOT_OURS},
}
_BASE = "/google/androidpublisher/v3/applications/{package}"


class GooglePlay:
    """All parts of it. In `folder` are the keys of the service account and of pushes."""

    name = "google"

    def __init__(self, urls: BaseUrls, folder: Path) -> None:
        self.state, self.behavior, self.keys = GooglePlayState(), Behavior(), PushKeys(folder)
        self.deliveries = Deliveries(self.behavior, f"{urls.door}{WEBHOOK_PATH}")
        self._pushes = Pushes(self.keys, self.deliveries)
        audience = token_url(urls.public)
        self._callers = Callers(self.state, self.behavior, caller_key(folder).public_key(), audience)
        self._publisher = Publisher(self.state, self._callers, self._announce)
        self._voided = VoidedPurchases(self.state, self._callers)
        self.events: Mapping[str, Event] = {
            **dict.fromkeys(_HAPPENINGS, self._happen),
            **dict.fromkeys(_OTHERS, self._push_other),
        }

    @property
    def forgeries(self) -> Sequence[str]:
        """Return the ways in which a notification can be forged."""
        return list(FORGERIES)

    def routes(self) -> list[web.RouteDef]:
        """Return Google's routes, and those of the control."""
        return [
            *Control(self).routes(),
            web.post("/_control/stores/google/keys", self._rotate),
            web.post("/_control/stores/google/latest_order_id", self._set_latest_order_id),
            web.post("/google/token", self._callers.issue_token),
            web.get("/google/oauth2/v3/certs", self._list_keys),
            *self._publisher.routes(_BASE),
            *self._voided.routes(_BASE),
        ]

    def reset(self) -> None:
        """Forget everything but the keys."""
        self.deliveries.reset()
        self.state.reset()
        self.behavior.reset()
        self.keys.reset()
        self._pushes.published.clear()
        self._publisher.has_latest_order_id = False

    def due(self, as_of: datetime) -> Command | None:
        """Return what the store itself does next, if it is due by then."""
        return next_due(self.state, as_of)

    def truth(self) -> list[Json]:
        """Return all purchases with what was paid for each."""
        return [truth_of(self.state, one) for one in self.state.purchases]

    def _happen(self, request: web.Request, command: Command) -> Json:
        happened = _HAPPENINGS[command.event](self.state, command)
        ids, one = self._announce(request, happened), happened.purchase
        return {
            "receipt": one.id,
            "subscription_id": one.id,
            "period": one.orders[-1].id if one.orders else None,
            "notification_id": ids[0],
            "notification_ids": ids,
        }

    def _announce(self, request: web.Request, happened: Happened) -> list[str]:
        at = to_ms(happened.purchase.at)
        return [self._pushes.publish(request, at, content).id for content in happened.contents]

    def _push_other(self, request: web.Request, command: Command) -> Json:
        push = self._pushes.publish(request, to_ms(command.at or now()), _OTHERS[command.event])
        return {"notification_id": push.id}

    def send_forged(self, request: web.Request, forgery: str, notification_id: str) -> Json:
        """Push a message with a token that must be refused; the newest if no id is given. Raises ValueError."""
        kept = [one for one in self._pushes.published if notification_id in ("", one.id)]
        if not kept:
            raise ValueError("there is no such notification")
        self._pushes.send_forged(request, kept[-1], FORGERIES[forgery](self.keys))
        return {"notification_id": kept[-1].id}

    async def _list_keys(self, request: web.Request) -> web.Response:
        return web.json_response(self.keys.published(), headers={"cache-control": "public, max-age=21600"})

    async def _rotate(self, request: web.Request) -> web.Response:
        self.keys.rotate()
        return web.json_response(self.keys.published())

    async def _set_latest_order_id(self, request: web.Request) -> web.Response:
        self._publisher.has_latest_order_id = bool((await request.json()).get("shown"))
        return web.json_response({"shown": self._publisher.has_latest_order_id})
