"""How the simulated carrier behaves with calls: its answers to commands, how webhooks travel, and what calls cost."""

import asyncio
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from aiohttp import web

from simulators.telnyx import SLOW_SECONDS, answers, check_key

Json = dict[str, Any]
FAULTS = ("ok", "down", "lost", "slow", "nonsense", "busy")
COSTS = ("ok", "late", "missing", "error", "null")
CHANNELS = {"user": "90041", "profile": "90042", "application": "90043"}
_USUAL_CHANNELS = 10
_FAULT = web.RequestKey("fault", str)


@dataclass
class CallBehavior:
    """The behavior from now on, until it is set anew; only `fault` is for the next `times` requests named in `only`.

    Each webhook is sent `duplicate` times more; those in `drop` never: a type, or a type and a direction as in
    `call.hangup:outgoing`. Those in `delays` are so many seconds later, and with `crossed` a leg's hangup is sent
    before its other events. `costs` are sent `cost_seconds` after the end of a leg; late ones when the control says
    so. The records of legs can be lost, be longer than the call was, or be refused by their type. At most so many
    calls ring or talk at once as there are `channels`. `pace` is how many seconds of a call pass in one of ours.
    """

    duplicate: int = 0
    drop: list[str] = field(default_factory=list)
    crossed: bool = False
    delay_seconds: float = 0
    delays: dict[str, float] = field(default_factory=dict)
    costs: str = "ok"
    cost_seconds: float = 0.02
    transcripts: bool = True
    loses_records: bool = False
    records_add_seconds: float = 0
    records_refused: list[str] = field(default_factory=list)
    channels: Json = field(default_factory=lambda: dict.fromkeys(CHANNELS, _USUAL_CHANNELS))
    callers_answer: bool = True
    cancels_targets: bool = True
    pace: float = 1_000
    fault: str = "ok"
    times: int = 1
    only: list[str] = field(default_factory=list)
    seconds: float = SLOW_SECONDS

    def forget(self) -> None:
        """Behave as usual."""
        self.__init__()  # type: ignore[misc]

    def change(self, members: Json) -> Json:
        """Behave otherwise from now on; raises ValueError for what there is not."""
        known = {it.name for it in fields(self)}
        if unknown := members.keys() - known:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
        if members.get("fault", "ok") not in FAULTS or members.get("costs", "ok") not in COSTS:
            raise ValueError(f"fault is one of: {', '.join(FAULTS)}; costs: {', '.join(COSTS)}")
        if unknown := members.get("channels", {}).keys() - CHANNELS.keys():
            raise ValueError(f"channels are of {', '.join(CHANNELS)}")
        if "fault" in members:
            self.times, self.only, self.seconds = 1, [], SLOW_SECONDS
        for name, value in members.items():
            setattr(self, name, self.channels | value if name == "channels" else value)
        return asdict(self)

    async def find_obstacle(self, request: web.Request, name: str) -> web.StreamResponse | None:
        """Return the answer to a request that has no key, or that a fault prevents; `name` is for `only`."""
        if refused := check_key(request):
            return refused
        request[_FAULT] = fault = self._next_fault(name)
        if fault == "slow":
            await asyncio.sleep(self.seconds)
        if fault == "busy":
            return answers.error(429, "10011", "Too many requests", "You have exceeded the maximum number of requests.")
        return answers.unavailable() if fault == "down" else None

    def distort(self, request: web.Request, answer: web.Response) -> web.StreamResponse:
        """Return the answer to what was done, or what the fault makes of it."""
        if request[_FAULT] == "lost":
            answers.hang_up(request)
        return answers.web_page() if request[_FAULT] == "nonsense" else answer

    def _next_fault(self, name: str) -> str:
        """Return the fault of this request, and count it."""
        if self.fault == "ok" or self.times <= 0 or (self.only and name not in self.only):
            return "ok"
        self.times -= 1
        return self.fault

    def drops(self, event_type: str, direction: str) -> bool:
        """Return whether webhooks of this type are never sent."""
        return event_type in self.drop or f"{event_type}:{direction}" in self.drop

    def delay(self, event_type: str, direction: str) -> float:
        """Return by how many seconds of ours a webhook of this type is late."""
        return self.delays.get(f"{event_type}:{direction}", self.delays.get(event_type, self.delay_seconds))
