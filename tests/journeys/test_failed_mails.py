"""A person whose mailbox refuses our mail, from SES's event on the default bus to every screen that shows it (E1)."""

import json

import requests

from local.people import Json, Person
from local.polling import wait_until
from simulators.emulator_client import emulator_client
from tests.journeys.people import PeopleFactory


def _fail(person: Person, **failure: object) -> None:
    url = f"{person.addresses.simulators}/_control/mails/failures"
    answer = requests.post(url, json=failure, timeout=30)
    assert answer.status_code == 200, answer.text


def _email_state(person: Person) -> str:
    return str(person.get("/v1/profile").json()["email_state"])


def _invited(owner: Person, invitation_id: str) -> Json:
    items = owner.get("/v1/team/users").json()["items"]
    (user,) = [user for user in items if user.get("invitation_id") == invitation_id]
    return dict(user["delivery"])


def test_no_one_but_aws_says_that_a_mail_bounced(people: PeopleFactory) -> None:
    """An event that claims to be of SES is refused by the bus."""
    olivia = people.user()
    entry = {"Source": "aws.ses", "DetailType": "Email Bounced", "Detail": json.dumps({"eventType": "Bounce"})}
    bus = emulator_client(olivia.addresses.emulator, "events")
    answer = bus.put_events(Entries=[entry])
    assert answer["Entries"][0]["ErrorCode"] == "NotAuthorizedForSourceException"


def test_mails_that_bounce_are_known_and_shown(people: PeopleFactory) -> None:
    """An owner's own email bounces, and so does an invitation; a new email mends the first."""
    olivia = people.owner()
    guest = people.without_account("Gus Guest")
    given = {"phone_number": guest.phone_number, "email": guest.email}
    invitation = olivia.ask("POST", "/v1/team/invitations", given).json()
    wait_until(
        "the mail to be sent",
        lambda: _invited(olivia, invitation["invitation_id"])["email"]["state"] == "sent" or None,
    )
    team_id = olivia.get("/v1/team").json()["team_id"]
    tags = {"team": team_id, "invitation": invitation["invitation_id"], "sending": "1"}
    _fail(olivia, to=guest.email, kind="bounced", tags=tags)
    _fail(olivia, to=olivia.email, kind="bounced", tags={"account": olivia.account_id, "email_revision": "0"})
    wait_until("the profile to show it", lambda: _email_state(olivia) == "bounced" or None)
    wait_until(
        "the invitation to show it",
        lambda: _invited(olivia, invitation["invitation_id"])["email"]["reason"] == "bounced" or None,
    )
    assert _invited(olivia, invitation["invitation_id"])["text"]["state"] == "sent"
    changed = olivia.ask("PATCH", "/v1/profile", {"email": f"new.{olivia.email}"})
    assert (changed.status_code, changed.json().get("email_state")) == (200, "ok"), changed.text
