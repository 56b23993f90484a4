"""Telnyx's stand-in for texts: sent and told of in every way that may happen in life, and texts from outside."""

import asyncio
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import web

from simulators.inbox import Inbox, Message
from simulators.surroundings import CLIENT, Surroundings
from simulators.telnyx import answers, unauthorized
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.lines import default_line, is_valid
from simulators.telnyx.orders import Books
from simulators.telnyx.text_shapes import Json, now, received, sent

MOODS = ("ok", "down", "busy", "lost", "nonsense", "refused", "early")
OUTCOMES = ("delivered", "sending_failed", "delivery_failed", "delivery_unconfirmed")
_MEMBERS = {
    "from", "to", "text", "type", "encoding", "webhook_url", "webhook_failover_url", "use_profile_webhooks",
    "messaging_profile_id", "media_urls", "subject", "auto_detect", "send_at",
}  # fmt: skip
_HEARD_WITHIN = 2.0


@dataclass
class TextMood:
    """How the next `times` texts go: `mood` is the answer, `outcome` the end that is told of.

    Each webhook is told `webhook` times, 0 is never; with `crossed` the end is told before the sending.
    """

    mood: str = "ok"
    outcome: str = "delivered"
    webhook: int = 1
    crossed: bool = False
    delay_seconds: float = 0.05
    times: int = 1

    def next(self) -> "TextMood":
        """The mood of this text; it passes when its times are used up."""
        if self.times <= 0:
            return TextMood()
        self.times -= 1
        return self


class TelnyxTexts:
    """What is sent and received."""

    def __init__(self, around: Surroundings, books: Books, inbox: Inbox) -> None:
        self._deliveries = Deliveries(f"{around.door}/webhooks/carrier")
        self._books, self._inbox = books, inbox
        self._mood, self._texts = TextMood(times=0), dict[str, Json]()

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        self._mood, self._texts = TextMood(times=0), {}

    def routes(self) -> list[web.RouteDef]:
        """The provider's paths, and the control of them."""
        return [
            web.post("/telnyx/v2/messages", self._send),
            web.get("/telnyx/v2/messages/{id}", self._one),
            web.post("/_control/telnyx/texts", self._arrive),
            web.post("/_control/telnyx/texts/behaviour", self._behave),
            web.get("/_control/telnyx/texts", self._look),
        ]

    async def _send(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request):
            return refused
        mood, asked = self._mood.next(), await request.json()
        if mood.mood == "down":
            return answers.unavailable()
        if mood.mood == "busy":
            return answers.error(429, "10011", "Too many requests", "You have exceeded the maximum number of requests.")
        fault = self._fault_in(asked) or (("40300", "Blocked due to STOP message") if mood.mood == "refused" else None)
        if fault:
            return answers.error(400, *fault, f"{fault[1]}.")
        text = sent(asked)
        self._texts[text["id"]] = text
        answer = answers.data(text)  # as it is now, whatever becomes of it
        told = self._deliveries.start(self._go(request, text, mood))
        if mood.mood == "early":
            await asyncio.wait({told}, timeout=_HEARD_WITHIN)
        if mood.mood == "lost":
            answers.drop(request)
        return answers.nonsense() if mood.mood == "nonsense" else answer

    def _fault_in(self, asked: Json) -> tuple[str, str] | None:
        if strange := asked.keys() - _MEMBERS:
            return "10015", f"Unknown members: {', '.join(sorted(strange))}"
        if not self._books.owns(asked.get("from", "")):
            return "40305", "Invalid 'from' address"
        if not is_valid(asked["to"]):
            return "40310", "Invalid 'to' address"
        if not asked.get("text"):
            return "40316", "No content provided for message"
        return ("40302", "Message too large") if sent(asked)["parts"] > 10 else None

    async def _go(self, request: web.Request, text: Json, mood: TextMood) -> None:
        await asyncio.sleep(mood.delay_seconds)
        to = text["to"][0]
        outcome = "sending_failed" if default_line(to["phone_number"]).type == "fixed line" else mood.outcome
        stages = [] if outcome == "sending_failed" else ["sent"]
        if stages and outcome != "delivery_failed":
            await self._reach(request, text)
        for status in [outcome, *stages] if mood.crossed else [*stages, outcome]:
            told = self._now(text, status)
            word = "message.sent" if status == "sent" else "message.finalized"
            await self._deliveries.tell(request.app[CLIENT], word, told, mood.webhook, to=text["webhook_url"])

    def _now(self, text: Json, status: str) -> Json:
        """The text as it is told of in a webhook; what was final stays."""
        told = text | {"to": [text["to"][0] | {"status": status}], "sent_at": now()}
        if status != "sent":
            told |= {"completed_at": now(), "valid_until": None}
        if status in ("sending_failed", "delivery_failed"):
            told |= {"errors": [{"code": "40001" if status == "sending_failed" else "40008", "title": "Not delivered"}]}
        if not text["completed_at"]:
            text |= told
        return told

    async def _reach(self, request: web.Request, text: Json) -> None:
        """It arrives on somebody's phone, or at one of our own numbers."""
        sender, to = text["from"]["phone_number"], text["to"][0]["phone_number"]
        self._inbox.keep(Message(text["id"], "sms", to, datetime.now(UTC), text["text"], sender=sender))
        if self._books.owns(to):
            arrived = received({"from": sender, "to": to, "text": text["text"], "parts": text["parts"]})
            self._deliveries.start(self._deliveries.tell(request.app[CLIENT], "message.received", arrived))

    async def _one(self, request: web.Request) -> web.StreamResponse:
        text = self._texts.get(request.match_info["id"])
        return unauthorized(request) or (answers.data(text) if text else answers.not_found())

    async def _arrive(self, request: web.Request) -> web.Response:
        """Somebody outside writes to one of our numbers."""
        asked = await request.json()
        text = received({"id": str(uuid4())} | asked)
        await self._deliveries.tell(request.app[CLIENT], "message.received", text, int(asked.get("times", 1)))
        return web.json_response(text)

    async def _behave(self, request: web.Request) -> web.Response:
        asked: dict[str, Any] = await request.json()
        known = {it.name for it in fields(TextMood)}
        if not asked.keys() <= known or asked.get("mood", "ok") not in MOODS:
            raise web.HTTPBadRequest(text=f"there are {', '.join(sorted(known))}; mood is one of: {', '.join(MOODS)}")
        if asked.get("outcome", "delivered") not in OUTCOMES:
            raise web.HTTPBadRequest(text=f"outcome is one of: {', '.join(OUTCOMES)}")
        self._mood = TextMood(**asked)
        return web.json_response(asdict(self._mood))

    async def _look(self, request: web.Request) -> web.Response:
        return web.json_response({"texts": list(self._texts.values())})
