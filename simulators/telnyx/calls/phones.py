"""The control that a phone in the browser uses: its calls, and the registration of the app on it."""

from typing import Any

from aiohttp import web

from simulators.telnyx.application import SIP_DOMAIN
from simulators.telnyx.calls.apps import Apps
from simulators.telnyx.calls.audio import far_leg
from simulators.telnyx.calls.clock import written
from simulators.telnyx.calls.legs import Leg
from simulators.telnyx.calls.lines import CallLines
from simulators.telnyx.calls.plans import Plan
from simulators.telnyx.calls.webhooks import CallWebhooks

Json = dict[str, Any]
_PHONE_SECONDS = 10
_LASTING_SECONDS = 365 * 24 * 3600
_SHOWN_SECONDS = 4  # how long an ended call stays on the screen
_STATES = {"parked": "calling", "answered": "talking"}


class Phones:
    """The routes of phones and of apps."""

    def __init__(self, lines: CallLines, apps: Apps, webhooks: CallWebhooks) -> None:
        self._lines, self._apps, self._webhooks = lines, apps, webhooks

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        return [
            web.post("/_control/telnyx/phones", self._show),
            web.post("/_control/telnyx/phones/calls", self._call),
            web.post("/_control/telnyx/apps", self._register),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        """Keep a phone, and the app on it, reachable for some seconds, and return its calls."""
        body = await request.json()
        self._lines.keep_phone(body["phone_number"])
        user = self._keep_app(body.get("token", ""))
        address = f"sip:{user}@{SIP_DOMAIN}"
        legs = [it for it in self._lines.switch.legs.values() if _is_at(it, body["phone_number"], address)]
        shown = [_call_of(leg) for leg in legs if leg.ended_since < _SHOWN_SECONDS]
        return web.json_response({"calls": shown, "is_registered": bool(user)})

    def _keep_app(self, token: str) -> str:
        """Keep an app registered for some seconds, and return its SIP name; "" if its token is no longer good."""
        try:
            user = self._apps.user_of(token)
            self._apps.register(user, _PHONE_SECONDS, None)
        except KeyError:
            return ""
        return user

    async def _call(self, request: web.Request) -> web.Response:
        """Call one of our numbers from this phone; its person is played by the page."""
        body = await request.json()
        session = self._lines.open_session()
        leg = self._lines.place(session, body["from"], body["to"], None)
        if leg is None:
            raise web.HTTPNotFound(text="This number cannot be reached.")
        self._webhooks.start(session.clock.run())
        return web.json_response(_call_of(leg))

    async def _register(self, request: web.Request) -> web.Response:
        """Register an app by its token or its SIP name, or end its registration; without `does` it is played."""
        body = await request.json()
        user = self._user(body)
        plan = {name: body[name] for name in body.keys() - {"token", "sip_username", "registered"}}
        try:
            seconds = _LASTING_SECONDS if body.get("registered", True) else 0
            self._apps.register(user, seconds, Plan.of(plan, Plan()) if plan else None)
        except KeyError:
            raise web.HTTPForbidden(text="there is no such credential") from None
        except (ValueError, TypeError) as fault:
            raise web.HTTPBadRequest(text=str(fault)) from None
        return web.json_response({"sip_username": user, "registered": self._apps.is_registered(user)})

    def _user(self, body: Json) -> str:
        try:
            return str(body.get("sip_username") or self._apps.user_of(body["token"]))
        except KeyError:
            raise web.HTTPForbidden(text="the token is unknown or has expired") from None


def _is_at(leg: Leg, phone_number: str, address: str) -> bool:
    at_phone = leg.to if leg.direction == "outgoing" else leg.from_number
    return leg.person.is_played and at_phone in (phone_number, address)


def _call_of(leg: Leg) -> Json:
    """Return a call as its phone shows it."""
    places = leg.direction == "incoming"
    return {
        "leg": leg.control_id,
        "call_id": leg.session.id,
        "direction": "out" if places else "in",
        "is_app": leg.to.startswith("sip:"),
        "with": leg.to if places else leg.from_number,
        "state": _STATES.get(leg.state, leg.state),
        "seconds": int(leg.seconds),
        "started_at": written(leg.started_at),
        "words": _heard(leg),
        "is_recorded": _is_recorded(leg),
        "said": leg.person.said,
        "cause": leg.cause,
    }


def _heard(leg: Leg) -> list[str]:
    far = far_leg(leg)
    return leg.spoken + (far.spoken if far else [])


def _is_recorded(leg: Leg) -> bool:
    far = far_leg(leg)
    return leg.records or bool(far and far.records)
