"""Receive the carrier's webhook about a call: check its signature, apply the fact, do what follows from it (N8)."""

from dataclasses import replace
from functools import partial
from typing import Any

from contracts.voicemail import VoicemailTranscribed
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from kernel.log import count, log
from kernel.providers.errors import ForgedError
from services.numbers.carrier.call_events import CallEvent, read_transcript
from services.numbers.carrier.webhook_signatures import verify
from services.numbers.domain.call import Call
from services.numbers.domain.call_route import Arrival, decide_route, rings_apps
from services.numbers.domain.call_settings import CallSettings
from services.numbers.domain.person import Person
from services.numbers.domain.phone_app import PhoneApp
from services.numbers.domain.problems import NotTheCarriers, UserSuspended
from services.numbers.stores import call_settings, calls, people, phone_apps, running_calls, voicemails
from services.numbers.use_cases.calls.advance_call import Gateway, change_and_send
from services.numbers.use_cases.carrier_events.receive_webhook import read_content


def receive_call_event(
    work: UnitOfWork, *, request: Request, public_keys: str, sip_domain: str, gateway: Gateway
) -> None:
    """Apply a genuine webhook. Its body is not parsed before the signature of its exact bytes is checked.

    Raises NotTheCarriers for a bad signature, Malformed for a body that is no event, and Unavailable or Stale for what
    passes: the carrier delivers it again.
    """
    try:
        verify(request.headers, request.raw, public_keys, work.now)
    except ForgedError as forged:
        count("WebhookForged")
        raise NotTheCarriers from forged
    content = read_content(request.json())
    event = CallEvent.read(content)
    if event is None:
        _take_transcript(work, content)
        return
    _watch_cost(event)
    if not apply_call_event(work, event, sip_domain, gateway):
        log().warning("carrier.call.unknown", extra={"session_id": event.session_id, "fact": event.fact.kind})


def _take_transcript(work: UnitOfWork, content: dict[str, Any]) -> None:
    """Store what was said in a message, if that is what the event says; any other is of no interest."""
    transcript = read_transcript(content)
    if transcript is None:
        log().info("carrier.call.event_ignored", extra={"event_type": content.get("event_type")})
        return
    call_id, text = transcript
    work.save([voicemails.hold_transcript(call_id, text, work.now)])
    work.publish(VoicemailTranscribed(call_id=call_id))


def _watch_cost(event: CallEvent) -> None:
    """Count a cost that the carrier does not say: ours holds, and an operator compares them."""
    if event.fact.kind == "cost" and not event.fact.cost:
        count("CallCostUnknown")


def apply_call_event(work: UnitOfWork, event: CallEvent, sip_domain: str, gateway: Gateway) -> bool:
    """Apply a fact to its call, which is opened if it comes from outside. Return whether it is a call of ours."""
    call_id = event.call_id or ids.derived_id("call", event.session_id)

    def load(*, is_user_suspended: bool) -> tuple[Call | None, Call | None]:
        if event.call_id or event.is_outgoing or not event.to:
            return calls.find(work.table, call_id), None
        return _load_or_open(work, call_id, event, sip_domain, is_user_suspended)

    def apply(call: Call) -> Call:
        return _with_session(call.apply(event.fact), event)

    try:
        return change_and_send(work, gateway, partial(load, is_user_suspended=False), apply)
    except UserSuspended:
        return change_and_send(work, gateway, partial(load, is_user_suspended=True), apply)


def _with_session(call: Call, event: CallEvent) -> Call:
    """Note the session of a call that we began: the carrier gives it one."""
    return call if call.session_id else replace(call, session_id=event.session_id)


def _load_or_open(
    work: UnitOfWork, call_id: str, event: CallEvent, sip_domain: str, is_user_suspended: bool
) -> tuple[Call | None, Call | None]:
    """Return the call of a leg from outside, or a new one with its route, if its number is ours: one read."""
    keys = [calls.key(call_id), call_settings.key(event.to), running_calls.key(event.to)]
    stored, settings, running = work.table.get_each(keys)
    if stored:
        return calls.loaded(stored), None
    if settings is None:
        count("CallForNobody")
        return None, None
    called = call_settings.loaded(settings)
    already = int(running.get("running", 0)) if running else 0
    arrival = Arrival(event.caller, event.fact.at, event.forwarded_by, already, is_user_suspended)
    return None, _open(work, call_id, event.session_id, called, arrival, sip_domain)


def _open(
    work: UnitOfWork, call_id: str, session_id: str, settings: CallSettings, arrival: Arrival, sip_domain: str
) -> Call:
    route = decide_route(settings, arrival, _find_apps(work, settings, arrival, sip_domain))
    return Call(
        call_id=call_id,
        direction="in",
        number_id=settings.number_id,
        phone_number=settings.phone_number,
        other_number=arrival.caller,
        holder=settings.holder,
        team_id=settings.team_id,
        user_id=settings.user_id,
        colleagues=settings.ring.others if settings.user_id else (),
        session_id=session_id,
        started_at=arrival.at,
        steps=route.steps,
        reason=route.reason,
        tariff=route.tariff,
    )


def _find_apps(work: UnitOfWork, settings: CallSettings, arrival: Arrival, sip_domain: str) -> dict[str, str]:
    """Return the addresses of the apps that may be there, by person: a read only where apps are rung.

    Of the others those ring who may act on the team now: neither suspended, nor gone a moment ago.
    """
    if not rings_apps(settings, arrival.at) or not settings.user_id:
        return {}
    rung = {}
    for account, (app, person) in _read_rung(work, settings.user_id, settings.ring.others).items():
        if app and app.is_there(work.now) and (account == settings.user_id or person.team == settings.holder):
            rung[account] = app.address(sip_domain)
    return rung


def _read_rung(work: UnitOfWork, user_id: str, others: tuple[str, ...]) -> dict[str, tuple[PhoneApp | None, Person]]:
    """Return the app of each, and what they are on which team, in one read."""
    keys = {account: (phone_apps.key(account), people.key(account)) for account in (user_id, *others)}
    found = work.table.get_many((key["pk"], key["sk"]) for both in keys.values() for key in both)
    return {
        account: (
            phone_apps.loaded(found.get((app["pk"], app["sk"]))),
            people.loaded(account, found.get((person["pk"], person["sk"]))),
        )
        for account, (app, person) in keys.items()
    }
