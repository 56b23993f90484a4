"""An invitation is in the language of who invites: whom they invite has no account yet (T3)."""

from contracts.identity import ProfileChanged
from tests.in_process import mails, texts
from tests.services.teams.harness import ANN, BOBS, Harness
from tests.spanish import assert_spanish

_MAIL = "bob@invited.example"


def test_an_invitation_is_in_the_language_of_the_inviter(harness: Harness) -> None:
    """Text, subject and mail, with the date; also where it replaces an earlier one."""
    harness.open_team()
    about = {"account_id": ANN, "name": "Ann", "email": "ann@example.com", "email_confirmed": True, "time_zone": "UTC"}
    harness.deliver(ProfileChanged.model_validate(about | {"revision": 100, "notices": [], "language": "es"}))
    harness.call("PATCH /v1/team", ANN, body={"name": "Flores"})
    harness.invite(BOBS, email=_MAIL)
    invitation = harness.call("GET /v1/team/users", ANN).body["items"][-1]["invitation_id"]
    harness.call("POST /v1/team/invitations/{id}/resend", ANN, path={"id": invitation})
    assert texts(BOBS)[-1].startswith("Teamline: te invitan a la cuenta de empresa de Flores.")
    assert_spanish(texts(BOBS)[-1])
    assert_spanish(mails(_MAIL)[-1])
    assert "Hola" in mails(_MAIL)[-1]
