"""An invitation whose mail bounced shows it to the owner; its recipient is mailed no more, but still texted (E1)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import ProfileChanged
from kernel import clock
from tests.in_process import mails, texts
from tests.mail_events import bounced, complained, publish
from tests.services.teams.harness import ANN, BOBS, Harness

EMAIL = "bob@example.net"


@pytest.fixture
def tags(harness: Harness) -> dict[str, str]:
    """Invite, and return the tags of the mail."""
    team_id = harness.open_team()
    invitation = harness.invite(BOBS, email=EMAIL).body
    return {"team": team_id, "invitation": invitation["invitation_id"], "sending": "1"}


def delivery(harness: Harness) -> dict[str, Any]:
    (found,) = [
        user["delivery"] for user in harness.call("GET /v1/team/users", ANN).body["items"] if user.get("delivery")
    ]
    return dict(found)


def test_the_owner_sees_that_the_mail_bounced(harness: Harness, tags: dict[str, str]) -> None:
    """Once or twice, it is the same; the text's delivery is untouched."""
    bounce = bounced(EMAIL, tags)
    publish(harness.world, "teams", bounce, bounce, bounced(EMAIL, tags))
    assert delivery(harness) == {
        "text": {"state": "sent", "reason": None},
        "email": {"state": "failed", "reason": "bounced"},
    }


def test_a_complaint_is_shown_and_a_later_bounce_does_not_hide_it(harness: Harness, tags: dict[str, str]) -> None:
    """The order in which they arrive does not matter."""
    publish(harness.world, "teams", complained(EMAIL, tags), bounced(EMAIL, tags))
    assert delivery(harness)["email"] == {"state": "failed", "reason": "complained"}


@pytest.mark.parametrize(
    "changes", [{"sending": "2"}, {"invitation": "inv_none"}, {"team": "team_other"}, {"to": "old@example.net"}]
)
def test_another_sending_invitation_or_address_has_no_effect(
    harness: Harness, tags: dict[str, str], changes: dict[str, str]
) -> None:
    """Only the mail that was sent last to the address that the invitation has now."""
    to = changes.pop("to", EMAIL)
    publish(harness.world, "teams", bounced(to, tags | changes))
    assert delivery(harness)["email"]["state"] == "sent"


def test_what_bounces_for_a_while_has_no_effect(harness: Harness, tags: dict[str, str]) -> None:
    """A full mailbox may have room tomorrow."""
    publish(harness.world, "teams", bounced(EMAIL, tags, "Transient", "MailboxFull"))
    assert delivery(harness)["email"]["state"] == "sent"


def test_a_bounce_that_comes_before_the_sending_is_recorded_stays(harness: Harness) -> None:
    """The record of the sending does not overwrite it, and the mail is not sent twice."""
    team_id = harness.open_team()
    body = {"phone_number": BOBS, "email": EMAIL}
    invitation = harness.world.call("POST /v1/team/invitations", as_=ANN, body=body).body
    publish(harness.world, "teams", bounced(EMAIL, _tags(team_id, invitation)))
    before = len(mails(EMAIL))
    harness.settle()
    assert (len(mails(EMAIL)), delivery(harness)["email"]["state"]) == (before, "failed")


def _tags(team_id: str, invitation: dict[str, Any]) -> dict[str, str]:
    return {"team": team_id, "invitation": invitation["invitation_id"], "sending": "1"}


def test_the_recipient_is_mailed_no_more_but_texted(
    harness: Harness, tags: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invited again at the same email: a text only, and the owner sees why. A corrected email is mailed to."""
    publish(harness.world, "teams", bounced(EMAIL, tags))
    before = len(mails(EMAIL)), len(texts(BOBS))
    later = clock.now() + timedelta(minutes=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    again = harness.call("POST /v1/team/invitations/{id}/resend", ANN, path={"id": tags["invitation"]})
    assert again.status == 200, again
    assert (len(mails(EMAIL)), len(texts(BOBS))) == (before[0], before[1] + 1)
    assert delivery(harness)["email"] == {"state": "failed", "reason": "bounced"}
    later += timedelta(minutes=10)
    assert harness.invite(BOBS, email="right@example.net").status in (200, 201)
    assert (len(mails("right@example.net")), delivery(harness)["email"]["state"]) == (1, "sent")


def test_notices_to_a_member_whose_email_fails_go_by_text(harness: Harness) -> None:
    """The profile's event says that mails fail, and that they work again."""
    harness.open_team()
    profile: dict[str, Any] = {"account_id": ANN, "name": "Ann", "email": "ann@failing.example", "time_zone": "UTC"}
    profile |= {"email_confirmed": True, "notices": ["email"], "phone_number": "+14155550100"}
    harness.deliver(ProfileChanged(revision=9, email_state="bounced", **profile))
    before = len(texts("+14155550100"))
    harness.join("acc_bob")
    assert mails("ann@failing.example") == []
    assert len(texts("+14155550100")) == before + 1
    harness.deliver(ProfileChanged(revision=10, email_state="ok", email_revision=1, **profile))
    harness.join("acc_cat")
    assert len(mails("ann@failing.example")) == 1
