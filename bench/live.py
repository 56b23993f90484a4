"""What only a running system shows: when an effect is seen elsewhere, a webhook is answered, a use is counted."""

import statistics
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import requests

from kernel import clock
from local.addresses import Addresses
from local.numbers import buy_number, choose_number, wait_for_number
from local.paypal import PayPalControl
from local.people import Json, Person, expected
from local.polling import wait_until
from local.system import System
from local.texts import register_texting, send_text, wait_for_texting

_PEOPLE = 20
_WEBHOOKS = 60
_TEXTS = 28  # in a minute a person can send 30
_LIMIT = 20.0


@dataclass(frozen=True)
class Delay:
    """How long something took, over several times."""

    what: str
    times: int
    p50_ms: float
    p95_ms: float
    bar_ms: float


def measure() -> list[Delay]:
    """On a system of its own, which goes away again."""
    with TemporaryDirectory() as folder, System(Path(folder), Addresses.free()) as system:
        return [_event_delay(system), _refused_webhook(system), _genuine_webhook(system), _usage_seen(system)]


def _event_delay(system: System) -> Delay:
    """`manages_team` is switched on in identity; how soon teams has opened the team."""
    people = [_person(system, number).signs_up() for number in range(_PEOPLE)]
    return _delay("commit to effect in the other service", [_until_team(person) for person in people], 1500)


def _person(system: System, number: int) -> Person:
    return Person(
        system.addresses,
        f"Person {number // 100}-{number % 100}",
        f"+1415555{1000 + number}",
        f"person{number}@example.com",
    )


def _until_team(person: Person) -> float:
    changed = person.patch("/v1/profile", {"manages_team": True})
    committed = time.perf_counter()
    changed.raise_for_status()
    pause = Event()
    while person.get("/v1/team").status_code != 200:
        if time.perf_counter() - committed > _LIMIT:
            raise TimeoutError("no team after 20 s")
        pause.wait(0.01)
    return time.perf_counter() - committed


def _refused_webhook(system: System) -> Delay:
    """A webhook whose signature does not hold: answered after the whole check of its headers."""
    url = f"{system.addresses.door_by_number}/webhooks/paypal"
    taken: list[float] = []
    for _ in range(_PEOPLE * 3):
        began = time.perf_counter()
        answer = requests.post(url, data=b'{"id": "WH-1"}', timeout=10)
        taken.append(time.perf_counter() - began)
        if answer.status_code != 401:
            raise AssertionError(f"an unsigned webhook was answered {answer.status_code}")
    return _delay("unsigned webhook to its 401", taken[3:], 250)


def _genuine_webhook(system: System) -> Delay:
    """Webhooks that PayPal has signed, each of an event of its own: from its first byte sent to the answer's last."""
    owner, paypal = _person(system, _PEOPLE).signs_up(), PayPalControl(system.addresses)
    owner.sees("/v1/billing")
    paypal.attach_wallet(owner)
    bought = expected(owner.post("/v1/billing/credits", {"amount": {"amount": "25.00", "currency": "USD"}}), 201)
    capture_id = expected(owner.get(f"/v1/payments/{bought['payment_id']}"), 200)["paypal_id"]
    for number in range(_WEBHOOKS):
        paypal.trigger_event("refunded", capture_id, amount="0.01")
        wait_until("the webhook's answer", partial(_has_answered, paypal, number), limit=_LIMIT)
    answered = _refunds(paypal)
    if any(delivery["status"] != 200 for delivery in answered):
        raise AssertionError(f"a genuine webhook was turned away: {answered}")
    return _delay("genuine webhook to its 200", [delivery["milliseconds"] / 1000 for delivery in answered], 250)


def _usage_seen(system: System) -> Delay:
    """A text is requested in numbers; how soon its sender sees it, debited, in their usage (B12)."""
    sender, day = _person(system, _PEOPLE + 1).signs_up(), {"from": f"{clock.now():%Y-%m-%d}", "limit": 100}
    sender.sees("/v1/billing")
    PayPalControl(system.addresses).attach_wallet(sender)
    expected(sender.post("/v1/billing/credits", {"amount": {"amount": "10.00", "currency": "USD"}}), 201)
    number_id = buy_number(sender, choose_number(sender)["phone_number"])["number_id"]
    wait_for_number(sender, number_id, "active")
    register_texting(sender)
    wait_for_texting(sender, number_id)
    return _delay("text to its place in the usage", [_until_seen(sender, number_id, day) for _ in range(_TEXTS)], 2000)


def _until_seen(sender: Person, number_id: str, day: Json) -> float:
    sent = send_text(sender, number_id, "+14155550199", "Hello")["message_id"]
    committed, pause = time.perf_counter(), Event()
    while all(it["record_id"] != sent for it in expected(sender.get("/v1/usage/records", **day), 200)["items"]):
        if time.perf_counter() - committed > _LIMIT:
            raise TimeoutError(f"{sent} is not in the usage after 20 s")
        pause.wait(0.01)
    return time.perf_counter() - committed


def _has_answered(paypal: PayPalControl, before: int) -> bool:
    return len(_refunds(paypal)) > before


def _refunds(paypal: PayPalControl) -> list[Json]:
    return paypal.deliveries("PAYMENT.CAPTURE.REFUNDED")


def _delay(what: str, taken: list[float], bar: float) -> Delay:
    spread = statistics.quantiles(taken, n=20)
    return Delay(what, len(taken), round(statistics.median(taken) * 1000), round(spread[-1] * 1000), bar)
