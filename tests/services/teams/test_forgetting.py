"""Nothing that identifies a person is left of a closed account, on any team (I10)."""

import json

import pytest

from contracts.identity import AccountClosed, ProfileChanged
from contracts.teams import InvitationRevoked
from tests.services.teams.harness import ANN, ANNS, BOB, BOBS, CAT, CATS, DAN, DANS, EVE, EVES, Harness

_LOG = "GET /v1/team/activity"
_SENT_NAME, _SENT_MAIL = "Cat as Dan types her", "cat.at.work@example.com"


def assert_forgotten(harness: Harness, *personal: str) -> None:
    """Assert that no item of the table holds any of these texts."""
    for item in harness.items():
        text = json.dumps(item, ensure_ascii=False).lower()
        assert [found for found in personal if found.lower() in text] == [], item["sk"]


@pytest.fixture
def storied(team: Harness) -> Harness:
    """Return a team in whose log Cat is an actor, a subject and a detail; another team has invited her, too."""
    team.invite(CATS, as_=DAN, name=_SENT_NAME, email=_SENT_MAIL)
    team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": CAT}, body={"role": "admin"})
    team.invite(EVES, as_=CAT, name="Eve Black")
    team.call("PATCH /v1/team", CAT, body={"name": "The Smiths"})
    changed = {"email_confirmed": True, "time_zone": "UTC", "notices": ["text"]}
    team.deliver(ProfileChanged(account_id=CAT, revision=2, name="Cathy Brown-Lee", email="cbl@example.com", **changed))
    return team


def test_a_closed_account_is_gone_from_every_log_and_list(storied: Harness) -> None:
    """Name, phone and email of a member are gone at once; the log still says what was done."""
    before = storied.call(_LOG, ANN, query={"limit": "100"}).body["items"]
    assert {line["actor"]["name"] for line in before if line["actor"]["user_id"] == CAT} == {"Cathy Brown-Lee"}
    storied.deliver(AccountClosed(account_id=CAT))
    assert_forgotten(storied, "cathy", "cat brown", "brown-lee", "cbl@", CATS, CATS[1:], _SENT_NAME, _SENT_MAIL)
    after = storied.call(_LOG, ANN, query={"limit": "100"}).body["items"]
    assert [line["action"] for line in after[1:]] == [line["action"] for line in before]
    assert {line["actor"]["name"] for line in after if line["actor"]["user_id"] == CAT} == {"Closed account"}
    closed = after[0]
    assert (closed["action"], closed["subject"]["name"], closed["subject"]["phone_number"]) == (
        "account_closed",
        "Closed account",
        None,
    )


def test_an_open_invitation_of_a_closed_account_is_revoked(storied: Harness) -> None:
    """Another team's list forgets the person, and gets back the credits that it held for them."""
    assert storied.call("GET /v1/team", DAN).body["counts"]["invited"] == 1
    storied.deliver(AccountClosed(account_id=CAT))
    assert storied.call("GET /v1/team", DAN).body["counts"]["invited"] == 0
    assert len(storied.published_data(InvitationRevoked)) == 1
    assert storied.call("GET /v1/team/users", DAN).body["items"][0]["user_id"] == DAN
    storied.deliver(AccountClosed(account_id=CAT))
    assert len(storied.published_data(InvitationRevoked)) == 1


def test_a_team_named_after_a_closed_owner_gets_its_heirs_name(team: Harness) -> None:
    """The default name of a team has its owner's name in it: in the team, and in the lines about it."""
    team.deliver(AccountClosed(account_id=ANN))
    assert_forgotten(team, "ann smith", "ann@example.com", ANNS)
    assert team.call("GET /v1/team", BOB).body["name"] == "Bob Jones's team"
    opened = team.call(_LOG, BOB, query={"limit": "100"}).body["items"][-1]
    assert opened["subject"]["name"] == "Bob Jones's team"


def test_an_owner_who_is_alone_and_a_former_member_are_forgotten(team: Harness) -> None:
    """It makes no difference whether one is still on the team."""
    team.call("POST /v1/team/leave", CAT)
    team.deliver(AccountClosed(account_id=CAT), AccountClosed(account_id=DAN))
    assert_forgotten(team, "cat brown", "cat@example.com", CATS, "dan white", "dan@example.com", DANS)


def test_who_has_no_account_yet_is_shown_in_the_log_with_what_was_typed(team: Harness) -> None:
    """An invitation's lines show name, phone and email, also after it is redeemed or revoked."""
    made = team.invite(EVES, name="Evie", email="evie@example.com", credits={"amount": "5.00", "currency": "USD"}).body
    team.call("DELETE /v1/team/invitations/{id}", ANN, path={"id": made["invitation_id"]})
    sent = team.call(_LOG, ANN, query={"action": "invitation_sent"}).body["items"][0]
    assert (sent["subject"]["name"], sent["subject"]["phone_number"]) == ("Evie", EVES)
    assert sent["details"] == {
        "email": "evie@example.com",
        "role": "member",
        "credits": {"amount": "5.00", "currency": "USD"},
    }
    assert BOBS not in str(sent)
    team.sign_up(EVE)
    team.deliver(AccountClosed(account_id=EVE))
    assert_forgotten(team, "evie", EVES)


def test_a_team_of_a_closed_owner_without_heirs_is_forgotten_while_it_is_dissolved(team: Harness) -> None:
    """No active member is left to inherit it; its default name goes with its owner's."""
    for account in (BOB, CAT):
        team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": account}, body={"status": "suspended"})
    team.deliver(AccountClosed(account_id=ANN))
    assert_forgotten(team, "ann smith", "ann@example.com", ANNS)
