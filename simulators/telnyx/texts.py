"""The simulated carrier's texts: sent with every outcome that the control can set, and received from outside."""

import asyncio
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import web

from simulators.base_urls import CLIENT, BaseUrls
from simulators.inbox import Inbox, Message
from simulators.telnyx import answers, check_key
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.lines import default_line, is_in_us, is_toll_free, is_valid
from simulators.telnyx.orders import Inventory
from simulators.telnyx.profiles import heed
from simulators.telnyx.registrations.records import RegistrationRecords
from simulators.telnyx.text_bodies import Json, now, received_text, sent_text
from simulators.telnyx.text_files import TextFiles

FAULTS = ("ok", "down", "busy", "lost", "nonsense", "refused", "early")
OUTCOMES = ("delivered", "sending_failed", "delivery_failed", "delivery_unconfirmed")
_MEMBERS = {
    "from",
    "to",
    "text",
    "type",
    "encoding",
    "webhook_url",
    "webhook_failover_url",
    "use_profile_webhooks",
    "messaging_profile_id",
    "media_urls",
    "subject",
    "auto_detect",
    "send_at",
}
_DELIVERY_SECONDS = 2.0


@dataclass
class TextBehavior:
    """The behavior of the next `times` texts: `fault` changes the answer, `outcome` is the final status.

    Each webhook is sent `webhook` times, 0 is never; with `crossed` the final status is sent before `sent`. `code` is
    the error of a text that is refused or fails.
    """

    fault: str = "ok"
    outcome: str = "delivered"
    webhook: int = 1
    crossed: bool = False
    code: str = ""
    delay_seconds: float = 0.05
    times: int = 1

    def next(self) -> "TextBehavior":
        """Return the behavior for this text, and count it; afterward texts are delivered again."""
        if self.times <= 0:
            return TextBehavior()
        self.times -= 1
        return self


class TelnyxTexts:
    """The texts that were sent and received."""

    def __init__(self, urls: BaseUrls, inventory: Inventory, inbox: Inbox, registrations: RegistrationRecords) -> None:
        self._deliveries = Deliveries(f"{urls.door}/webhooks/carrier")
        self._inventory, self._inbox, self._registrations = inventory, inbox, registrations
        self._files = TextFiles(urls.public)
        self._behavior, self._texts = TextBehavior(times=0), inventory.texts

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        self._files.reset()
        self._behavior, self._texts = TextBehavior(times=0), self._inventory.texts
        self._texts.clear()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        return [
            web.post("/telnyx/v2/messages", self._send),
            web.get("/telnyx/v2/messages/{id}", self._get),
            *self._files.routes(),
            web.post("/_control/telnyx/texts", self._send_from_outside),
            web.post("/_control/telnyx/texts/files", self._set_files),
            web.post("/_control/telnyx/texts/behaviour", self._set_behavior),
            web.get("/_control/telnyx/texts", self._list),
        ]

    async def _send(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request):
            return refused
        behavior, body = self._behavior.next(), await request.json()
        if behavior.fault == "down":
            return answers.unavailable()
        if behavior.fault == "busy":
            return answers.too_many()
        if fault := self._inventory.account.refuse("texts", self._profile_of(body.get("from", ""))):
            return fault
        stopped = behavior.code or "40300", "Blocked due to STOP message"
        blocked = stopped if behavior.fault == "refused" else None
        if error := self._find_error(body) or blocked:
            return answers.error(400, *error, f"{error[1]}.")
        text = sent_text(body) | {"messaging_profile_id": self._profile_of(body["from"])}
        self._texts[text["id"]] = text
        answer = answers.data(text)  # as it is now, whatever becomes of it
        delivery = self._deliveries.start(self._deliver(request, text, behavior))
        if behavior.fault == "early":
            await asyncio.wait({delivery}, timeout=_DELIVERY_SECONDS)
        if behavior.fault == "lost":
            answers.hang_up(request)
        return answers.web_page() if behavior.fault == "nonsense" else answer

    def _find_error(self, body: Json) -> tuple[str, str] | None:
        if unknown := body.keys() - _MEMBERS:
            return "10015", f"Unknown members: {', '.join(sorted(unknown))}"
        if not self._profile_of(body.get("from", "")):
            return "40305", "Invalid 'from' address"
        if not is_valid(body["to"]):
            return "40310", "Invalid 'to' address"
        if not body.get("text"):
            return "40316", "No content provided for message"
        return self._find_block(body["from"], body["to"]) or (
            ("40302", "Message too large") if sent_text(body)["parts"] > 10 else None
        )

    def _find_block(self, sender: str, to: str) -> tuple[str, str] | None:
        """Return why the sender may not text this recipient, or anyone."""
        if (self._profile_of(sender), to) in self._inventory.blocks:
            return "40300", "Blocked due to STOP message"
        if is_toll_free(sender) and not self._registrations.is_verified(sender):
            return "40329", "Tollfree number is not verified"
        return None

    def _profile_of(self, phone_number: str) -> str:
        """Return the messaging profile of a number of ours; empty if it has none: then it sends nothing."""
        number = self._inventory.find_active(phone_number)
        return str(number["messaging_profile_id"]) if number else ""

    async def _deliver(self, request: web.Request, text: Json, behavior: TextBehavior) -> None:
        await asyncio.sleep(behavior.delay_seconds)
        to = text["to"][0]
        code = self._find_failure(text["from"]["phone_number"], to["phone_number"])
        outcome = "sending_failed" if code else behavior.outcome
        stages = [] if outcome == "sending_failed" else ["sent"]
        if stages and outcome != "delivery_failed":
            await self._receive(request, text)
        for status in [outcome, *stages] if behavior.crossed else [*stages, outcome]:
            payload = self._webhook_body(text, status, code or behavior.code)
            event_type = "message.sent" if status == "sent" else "message.finalized"
            await self._deliveries.send(
                request.app[CLIENT], event_type, payload, behavior.webhook, to=text["webhook_url"]
            )

    def _find_failure(self, sender: str, to: str) -> str:
        """Return the code of what keeps a text from being sent, or "": a landline, or a number without registration."""
        if default_line(to).type == "fixed line":
            return "40001"
        is_registered = is_toll_free(sender) or self._registrations.may_text(sender)
        return "40010" if is_in_us(to) and not is_registered else ""

    def _webhook_body(self, text: Json, status: str, code: str) -> Json:
        """Return the text as a webhook has it, and keep its status unless it has a final one."""
        payload = text | {"to": [text["to"][0] | {"status": status}], "sent_at": now()}
        if status != "sent":
            payload |= {"completed_at": now(), "valid_until": None}
        if status in ("sending_failed", "delivery_failed"):
            usual = "40001" if status == "sending_failed" else "40008"
            payload |= {"errors": [{"code": code or usual, "title": "Not delivered"}]}
        if not text["completed_at"]:
            text |= payload
        return payload

    async def _receive(self, request: web.Request, text: Json) -> None:
        """Deliver a text to the inbox of its receiver, or to one of our own numbers."""
        sender, to = text["from"]["phone_number"], text["to"][0]["phone_number"]
        self._inbox.keep(Message(text["id"], "sms", to, datetime.now(UTC), text["text"], sender=sender))
        if self._inventory.owns(to):
            arrived = {"from": sender, "to": to, "text": text["text"], "parts": text["parts"]}
            self._deliveries.start(self._arrive(request, arrived))

    async def _arrive(self, request: web.Request, body: Json, times: int = 1) -> Json:
        """Have a text arrive: STOP and START are heeded, and the webhook goes where the number's profile says."""
        named = heed(self._inventory, body["from"], body["to"], body.get("text", ""))
        profile = self._inventory.profiles.get(self._profile_of(body["to"]), {})
        text = received_text(body) | ({"autoresponse_type": named} if named else {})
        text |= {"messaging_profile_id": profile["id"]} if profile else {}
        url = profile.get("webhook_url") or None
        await self._deliveries.send(request.app[CLIENT], "message.received", text, times, to=url)
        return text

    async def _get(self, request: web.Request) -> web.StreamResponse:
        text = self._texts.get(request.match_info["id"])
        return check_key(request) or (answers.data(text) if text else answers.not_found())

    async def _send_from_outside(self, request: web.Request) -> web.Response:
        """Send a text from outside to our numbers; of a group `to` alone is reported to, or each of our numbers."""
        body = await request.json()
        files = [self._files.add(file) for file in body.get("media", ())]
        group = [body["to"], *body.get("cc", ())]
        reported = group if body.get("reports") == "each" else group[:1]
        texts = [
            {"id": str(uuid4())} | body | {"to": to, "cc": [it for it in group if it != to], "media": files}
            for to in reported
            if self._inventory.owns(to) or to == body["to"]
        ]
        arrived = [await self._arrive(request, text, int(body.get("times", 1))) for text in texts]
        return web.json_response(arrived[0])

    async def _set_files(self, request: web.Request) -> web.Response:
        """Have the carrier give no file, or have every address expire."""
        body: Json = await request.json()
        self._files.is_down = bool(body.get("down"))
        if body.get("expire"):
            self._files.expire()
        return web.json_response(body)

    async def _set_behavior(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = await request.json()
        known = {it.name for it in fields(TextBehavior)}
        if not body.keys() <= known or body.get("fault", "ok") not in FAULTS:
            raise web.HTTPBadRequest(text=f"there are {', '.join(sorted(known))}; fault is one of: {', '.join(FAULTS)}")
        if body.get("outcome", "delivered") not in OUTCOMES:
            raise web.HTTPBadRequest(text=f"outcome is one of: {', '.join(OUTCOMES)}")
        self._behavior = TextBehavior(**body)
        return web.json_response(asdict(self._behavior))

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"texts": list(self._texts.values())})
