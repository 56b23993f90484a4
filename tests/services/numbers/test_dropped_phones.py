"""Apps that are dropped as sessions end: a phone that is lost is not rung any more (I8, I10, N10)."""

from datetime import timedelta

import pytest
import requests

from contracts.calls import PhoneCredentialDropped
from contracts.event import Event
from contracts.identity import AccountClosed, SessionsEnded
from kernel import clock
from kernel.bus.batch import BatchFailedError
from services.numbers.domain.phone_app import PhoneApp
from services.numbers.stores import phone_apps
from simulators.telnyx import API_KEY
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import Reply, door
from tests.services.numbers.calls_harness import CallsHarness
from tests.services.numbers.harness import MEMBER, OTHER
from tests.turns import Turns

_ALL_ENDED = SessionsEnded(account_id=MEMBER, valid_from=2)


def _registers(calls: CallsHarness, as_: str = MEMBER, **token: int) -> Reply:
    return calls.harness.ask("POST /v1/calls/registration", as_, **token)


def _app(calls: CallsHarness, as_: str = MEMBER) -> PhoneApp | None:
    return phone_apps.find(calls.harness.table, as_)


def _credential(calls: CallsHarness, as_: str = MEMBER) -> str:
    """Have a person's app registered, and return its credential."""
    assert _registers(calls, as_).status == 200
    app = _app(calls, as_)
    assert app
    return app.credential_id


def _is_at_carrier(calls: CallsHarness, credential_id: str) -> bool:
    url = f"{calls.harness.carrier.url}/telephony_credentials/{credential_id}"
    return requests.get(url, headers={"authorization": f"Bearer {API_KEY}"}, timeout=5).ok


@pytest.mark.parametrize("event", [AccountClosed(account_id=MEMBER), _ALL_ENDED], ids=lambda it: type(it).__name__)
def test_who_is_signed_out_everywhere_is_not_rung(calls: CallsHarness, event: Event) -> None:
    """The app is dropped, and its credential is deleted at the carrier; that of another person stays."""
    dropped, other = _credential(calls), _credential(calls, OTHER)
    calls.harness.deliver_events(event)
    assert _app(calls) is None
    assert (_is_at_carrier(calls, dropped), _is_at_carrier(calls, other)) == (False, True)
    assert _registers(calls).status == 401


def test_who_signs_in_again_registers_anew(calls: CallsHarness) -> None:
    """With another credential, which stays though the end of the sessions before is reported again, or late."""
    before = _credential(calls)
    calls.harness.deliver_events(_ALL_ENDED)
    assert _registers(calls, generation=2).status == 200
    calls.harness.deliver_events(_ALL_ENDED, SessionsEnded(account_id=MEMBER, valid_from=1))
    now = _app(calls)
    assert now
    assert (now.credential_id != before, _is_at_carrier(calls, now.credential_id)) == (True, True)


def test_one_session_that_ends_leaves_the_app(calls: CallsHarness) -> None:
    """The person's other phones are rung by the same credential."""
    credential_id = _credential(calls)
    until = clock.now() + timedelta(minutes=12)
    calls.harness.deliver_events(SessionsEnded(account_id=MEMBER, session_id="ses_2", until=until))
    assert (_app(calls) is not None, _is_at_carrier(calls, credential_id)) == (True, True)


def test_a_credential_is_deleted_whatever_the_carrier_does(calls: CallsHarness) -> None:
    """While it is down, and where its answer is lost, the event comes again; one that is gone by now is fine."""
    credential_id = _credential(calls)
    batch = queue_batch(enveloped(PhoneCredentialDropped(credential_id=credential_id), event_id="evt_the_same"))
    handled = []
    for fault in ("down", "lost", "ok"):
        calls.control("/behaviour", fault=fault, only=["credentials"])
        with calls.harness.world.inside("numbers"):
            try:
                answer = deliver(door("numbers", "calling").handler, batch)
            except BatchFailedError:
                answer = None
        handled.append((answer == {"batchItemFailures": []}, _is_at_carrier(calls, credential_id)))
    assert handled == [(False, True), (False, False), (True, False)]


@pytest.mark.parametrize("seed", range(4))
def test_no_app_outlives_its_sessions(calls: CallsHarness, seed: int) -> None:
    """An app registers while the sessions end, in any order of the calls: it is not there afterwards."""
    if seed % 2:
        _credential(calls)
    Turns(seed).play(lambda: calls.harness.try_once(_ALL_ENDED), lambda: _registers(calls))
    calls.harness.deliver_events(_ALL_ENDED)
    assert _app(calls) is None
