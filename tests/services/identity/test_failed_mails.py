"""Mail that bounces or complains is known, shown, and no longer sent to until the person mends their email (E1)."""

from typing import Any

import pytest

from tests.in_process import mails, texts
from tests.mail_events import bounced, complained, publish
from tests.services.identity.harness import ANN, Harness, Person

EMAIL = "ann@example.com"


@pytest.fixture
def ann(harness: Harness) -> Person:
    return harness.person()


def tags(ann: Person, revision: int = 0) -> dict[str, str]:
    return {"account": ann.account_id, "email_revision": str(revision)}


def state(harness: Harness, ann: Person) -> str:
    return str(harness.profile(ann)["email_state"])


def profile_events(harness: Harness) -> list[dict[str, Any]]:
    harness.published.clear()
    harness.settle()
    return [envelope.data for envelope in harness.published if envelope.type == "ProfileChanged"]


def test_a_bounce_is_shown_and_published_once(harness: Harness, ann: Person) -> None:
    """However often SES says so, the profile changes once, and every other service knows it."""
    bounce = bounced(EMAIL, tags(ann))
    publish(harness.world, "identity", bounce, bounce, bounced("ANN@example.com", tags(ann)))
    assert state(harness, ann) == "bounced"
    (event,) = profile_events(harness)
    assert (event["email_state"], event["email_revision"], event["email"]) == ("bounced", 0, EMAIL)


def test_a_complaint_outweighs_a_bounce_in_any_order(harness: Harness, ann: Person) -> None:
    """A bounce that arrives behind a complaint does not hide it."""
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)), complained(EMAIL, tags(ann)))
    assert state(harness, ann) == "complained"
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)))
    assert state(harness, ann) == "complained"


@pytest.mark.parametrize(("kind", "sub_kind"), [("Transient", "MailboxFull"), ("Undetermined", "Undetermined")])
def test_what_bounces_for_a_while_has_no_effect(harness: Harness, ann: Person, kind: str, sub_kind: str) -> None:
    """A full mailbox may have room tomorrow."""
    publish(harness.world, "identity", bounced(EMAIL, tags(ann), kind, sub_kind))
    assert state(harness, ann) == "ok"


def test_who_says_that_it_is_no_spam_has_not_complained(harness: Harness, ann: Person) -> None:
    """Mailbox providers report that through the same channel."""
    publish(harness.world, "identity", complained(EMAIL, tags(ann), "not-spam"))
    assert state(harness, ann) == "ok"


def test_a_bounce_of_another_address_or_account_has_no_effect(harness: Harness, ann: Person) -> None:
    """An old address, an unknown account, and a mail without tags of ours say nothing of this one."""
    unknown = {"account": "acc_none", "email_revision": "0"}
    messages = [bounced("old@example.com", tags(ann)), bounced(EMAIL, unknown), bounced(EMAIL, {})]
    publish(harness.world, "identity", *messages, bounced(EMAIL, {"account": ann.account_id}))
    assert state(harness, ann) == "ok"


def test_a_late_bounce_does_not_follow_to_the_next_email(harness: Harness, ann: Person) -> None:
    """Neither after a change, nor after a change back to the same address."""
    assert harness.change(ann, email="new@example.com").status == 200
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)))
    assert state(harness, ann) == "ok"
    assert harness.change(ann, email=EMAIL).status == 200
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)))
    assert state(harness, ann) == "ok"


def test_changing_the_email_mends_it(harness: Harness, ann: Person) -> None:
    """The new one is mailed to at once, also if the one that failed was never confirmed."""
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)))
    assert harness.change(ann, email="new@example.com").body["email_state"] == "ok"
    assert harness.link_token("new@example.com")


def test_a_link_confirms_it_anew(harness: Harness, ann: Person) -> None:
    """On the person's word one link is mailed there; opened, it ends the failure, and a late bounce changes nothing."""
    harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(EMAIL)})
    publish(harness.world, "identity", complained(EMAIL, tags(ann)))
    harness.settle()
    assert harness.change(ann, email=EMAIL).body["email_state"] == "complained"
    token = harness.link_token(EMAIL)
    assert harness.request("POST /v1/profile/email/confirm", {"token": token}).status == 204
    assert state(harness, ann) == "ok"
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)))
    assert state(harness, ann) == "ok"
    publish(harness.world, "identity", bounced(EMAIL, tags(ann, 1)))
    assert state(harness, ann) == "bounced"


def test_security_notices_go_by_text_alone(harness: Harness, ann: Person) -> None:
    """A person whose email fails is still notified, on the phone."""
    publish(harness.world, "identity", bounced(EMAIL, tags(ann)))
    harness.settle()
    before = len(mails(EMAIL)), len(texts(ANN))
    harness.sign_in(headers={"user-agent": "another device"}, address="198.51.100.77")
    harness.settle()
    assert (len(mails(EMAIL)), len(texts(ANN))) == (before[0], before[1] + 1)
