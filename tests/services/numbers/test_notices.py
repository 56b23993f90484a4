"""Each notice of numbers' table is sent by the channels that the holder chose (N5, N7, E1)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from contracts.event import Event
from contracts.identity import ProfileChanged
from contracts.numbers import NumberNoticeDue
from contracts.port_ins import PortInNoticeDue
from contracts.port_outs import PortOutNoticeDue
from contracts.registrations import RegistrationNoticeDue
from kernel import clock, ids
from services.numbers.domain.notices import CALL_NOTICES, NUMBER_NOTICES, PORT_IN_NOTICES
from services.numbers.domain.port_out_notices import PORT_OUT_NOTICES
from services.numbers.domain.registration_words import REGISTRATION_NOTICES
from tests.in_process import mails, texts
from tests.services.numbers.harness import MEMBER, NumbersHarness
from tests.services.numbers.voicemail_harness import VoicemailHarness
from tests.spanish import assert_spanish

_DAY = datetime(2027, 3, 1, tzinfo=UTC)
_PHONE = f"+1415555{sum(map(ord, MEMBER)):04}"[:12]

_ALL: dict[type[Event], Iterable[str]] = {
    NumberNoticeDue: NUMBER_NOTICES,
    PortInNoticeDue: PORT_IN_NOTICES,
    PortOutNoticeDue: PORT_OUT_NOTICES,
    RegistrationNoticeDue: REGISTRATION_NOTICES,
}


@pytest.fixture
def email() -> str:
    """Return an address that no other test has written to."""
    return f"{ids.new_id('mia')}@example.com"


@pytest.fixture
def chosen(harness: NumbersHarness, email: str) -> NumbersHarness:
    """Return the team, of which a member chose both channels."""
    _choose_both(harness, email)
    return harness


def _choose_both(harness: NumbersHarness, email: str, language: str = "en") -> None:
    _choose(harness, email, ["text", "email"], language)


def _choose(harness: NumbersHarness, email: str, notices: list[str], language: str = "en") -> None:
    harness.deliver_event(
        ProfileChanged(
            account_id=MEMBER,
            revision=99,
            name="Mia",
            email=email,
            email_confirmed=True,
            time_zone="UTC",
            notices=notices,
            language=language,
        )
    )


def test_each_notice_of_the_tables_can_be_requested() -> None:
    """The events name exactly the kinds that the tables have words for."""
    assert set(get_args(NumberNoticeDue.model_fields["kind"].annotation)) == set(NUMBER_NOTICES)
    assert set(get_args(PortInNoticeDue.model_fields["kind"].annotation)) == set(PORT_IN_NOTICES)
    assert set(get_args(PortOutNoticeDue.model_fields["kind"].annotation)) == set(PORT_OUT_NOTICES)
    assert set(get_args(RegistrationNoticeDue.model_fields["kind"].annotation)) == set(REGISTRATION_NOTICES)


@pytest.mark.parametrize("kind", NUMBER_NOTICES)
def test_each_notice_of_a_number_is_sent(chosen: NumbersHarness, email: str, kind: str) -> None:
    """Each goes out by text and mail, in whole words."""
    about = {"number_id": "num_1", "phone_number": "+14155557777", "holder": MEMBER, "until": _DAY}
    chosen.deliver_event(NumberNoticeDue.model_validate({"kind": kind} | about))
    _assert_sent(email)


@pytest.mark.parametrize("kind", PORT_IN_NOTICES)
def test_each_notice_of_a_port_in_is_sent(chosen: NumbersHarness, email: str, kind: str) -> None:
    """Each goes out by text and mail, in whole words."""
    about = {"port_id": "port_1", "phone_number": "+14155557777", "holder": MEMBER, "on": _DAY, "revision": 1}
    chosen.deliver_event(PortInNoticeDue.model_validate({"kind": kind} | about))
    _assert_sent(email)


@pytest.mark.parametrize("kind", PORT_OUT_NOTICES)
def test_each_notice_of_a_port_out_is_sent_by_every_channel(harness: NumbersHarness, email: str, kind: str) -> None:
    """Each goes out by text and mail, in whole words, whatever the person has chosen: it may be theft."""
    _choose(harness, email, [])
    about = {"number_id": "num_1", "phone_number": "+14155557777", "port_out_id": f"pout_{kind}", "account_id": MEMBER}
    known = {"carrier_name": "Other Mobile", "object_until": _DAY, "on": _DAY}
    harness.deliver_events(PortOutNoticeDue.model_validate({"kind": kind} | about | known))
    _assert_sent(email)
    assert "Other Mobile" in mails(email)[-1]


@pytest.mark.parametrize("kind", REGISTRATION_NOTICES)
def test_each_notice_of_a_registration_is_sent(chosen: NumbersHarness, email: str, kind: str) -> None:
    """Each goes out by text and mail, in whole words."""
    about = {"registration_id": f"reg_{kind}", "account_id": MEMBER, "reason": "The EIN is wrong."}
    chosen.deliver_events(RegistrationNoticeDue.model_validate({"kind": kind} | about))
    _assert_sent(email, saying="/numbers/texting")


@pytest.mark.parametrize(
    ("event", "kind"),
    [(event, kind) for event, kinds in _ALL.items() for kind in kinds],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
def test_each_notice_is_sent_in_spanish(harness: NumbersHarness, email: str, event: type[Event], kind: str) -> None:
    """Who chose Spanish gets every word of it in Spanish, subject and text included."""
    _choose_both(harness, email, "es")
    about = {"number_id": "num_1", "phone_number": "+14155557777", "holder": MEMBER, "until": _DAY, "on": _DAY}
    about |= {"port_id": "port_1", "revision": 1, "port_out_id": f"pout_{kind}", "account_id": MEMBER}
    about |= {"object_until": _DAY, "registration_id": f"reg_{kind}", "reason": ""}
    harness.deliver_events(event.model_validate({"kind": kind} | about))
    assert_spanish(mails(email)[-1])
    assert_spanish(texts(_PHONE)[-1])


@pytest.mark.parametrize("kind", CALL_NOTICES)
def test_each_notice_of_a_call_is_sent_in_spanish(unanswered: VoicemailHarness, email: str, kind: str) -> None:
    """With the moment, and the caller if they hide their number."""
    _choose_both(unanswered.harness, email, "es")
    if kind == "voicemail":
        unanswered.has("call_1", is_notified=False)
        unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=3))
    else:
        unanswered.misses("call_1")
    assert_spanish(mails(email)[-1])
    assert_spanish(texts(_PHONE)[-1])


@pytest.mark.parametrize("kind", CALL_NOTICES)
def test_each_notice_of_a_call_is_sent(unanswered: VoicemailHarness, email: str, kind: str) -> None:
    """Each goes out by mail in whole words, and by text in few: one part of an SMS."""
    _choose_both(unanswered.harness, email)
    if kind == "voicemail":
        unanswered.has("call_1", is_notified=False)
        unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=3))
    else:
        unanswered.misses("call_1")
    (mail,), text = mails(email), texts(_PHONE)[-1]
    assert "(415) 555-0188" in mail
    assert "(415) 555-0188" in text
    assert len(text) < min(len(mail), 160)
    assert not set("{}") & {*mail, *text}


def _assert_sent(email: str, saying: str = "+14155557777") -> None:
    (mail,) = mails(email)
    assert texts(_PHONE)[-1] == f"Teamline: {mail}"
    assert saying in mail
    assert not set("{}") & set(mail)
