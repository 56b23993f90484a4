"""What the portal and the phone show when a person's email, or an invitation's, fails (E1)."""

import requests
from playwright.sync_api import expect

from local.people import Person
from local.polling import wait_until
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal


def _bounce(person: Person, to: str, **tags: str) -> None:
    failure = {"to": to, "kind": "bounced", "tags": tags}
    answer = requests.post(f"{person.addresses.simulators}/_control/mails/failures", json=failure, timeout=30)
    assert answer.status_code == 200, answer.text


def _fail(owner: Person, guest: Person, invitation: str) -> None:
    team = owner.get("/v1/team").json()["team_id"]
    owner.eventually("/v1/profile", manages_team=True)
    wait_until("the mail to be sent", lambda: _mail_of(owner)["state"] == "sent" or None)
    _bounce(owner, guest.email, team=team, invitation=invitation, sending="1")
    _bounce(owner, owner.email, account=owner.account_id, email_revision="0")
    owner.eventually("/v1/profile", email_state="bounced")
    wait_until("the invitation to show it", lambda: _mail_of(owner)["reason"] == "bounced" or None)


def _mail_of(owner: Person) -> dict[str, str]:
    (delivery,) = [user["delivery"] for user in owner.get("/v1/team/users").json()["items"] if user.get("delivery")]
    return dict(delivery["email"])


def test_who_cannot_be_mailed_sees_it_and_how_to_mend_it(people: PeopleFactory, portal: Portal) -> None:
    """The dashboard and the profile say so, with the link that confirms the email anew; so does the invitation."""
    owner, guest = people.owner("Faye Failing"), people.without_account("Gus Guest")
    given = {"phone_number": guest.phone_number, "email": guest.email}
    _fail(owner, guest, owner.ask("POST", "/v1/team/invitations", given).json()["invitation_id"])
    portal.sign_in(owner)
    portal.says("We can't email you")
    portal.go_to("Users")
    portal.press(f"Manage {guest.email}")
    portal.says("The email bounced.")
    portal.go_to("Profile")
    portal.says("Our emails are bouncing")
    portal.press("Send a link")
    portal.says("We sent a new link to your email.")
    expect(portal.page.get_by_text("Our emails are bouncing")).to_be_visible()
