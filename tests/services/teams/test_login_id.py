"""A member's Login ID changes: the list, the search and open invitations follow (I13, T2, T6)."""

from contracts.identity import ProfileChanged
from contracts.teams import InvitationRevoked
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, CATS, Harness

NEW = "+14155550188"


def _moves(harness: Harness, account: str, number: str, revision: int = 2) -> None:
    harness.deliver(
        ProfileChanged(
            account_id=account,
            revision=revision,
            name="Bob Jones",
            email="bob@example.com",
            email_confirmed=True,
            time_zone="UTC",
            notices=["text"],
            phone_number=number,
        )
    )


def _found(harness: Harness, query: str) -> list[str]:
    reply = harness.call("GET /v1/team/users", ANN, query={"q": query})
    return [row["phone_number"] for row in reply.body["items"]]


def test_the_list_and_the_search_have_the_new_number(team: Harness) -> None:
    """The old one finds no one, and may be invited; the new one is on the team."""
    _moves(team, BOB, NEW)
    assert _found(team, NEW[-4:]) == [NEW]
    assert _found(team, BOBS) == []
    assert team.invite(NEW).body["code"] == "already_on_team"
    assert team.invite(BOBS).status == 201


def test_a_lower_revision_that_arrives_late_moves_no_one(team: Harness) -> None:
    """Of two changes the one with the higher revision is later."""
    _moves(team, BOB, NEW, revision=5)
    _moves(team, BOB, BOBS, revision=4)
    assert _found(team, NEW) == [NEW]


def test_an_invitation_goes_by_the_login_id_at_the_time(harness: Harness) -> None:
    """One to the new number is redeemed after the change, one to the old number no more (T6)."""
    harness.sign_up(ANN, BOB)
    harness.open_team()
    harness.invite(BOBS)
    harness.invite(NEW)
    to_old, to_new = harness.code(BOBS), harness.code(NEW)
    assert harness.redeem(BOB, to_new).body["code"] == "code_for_another_number"
    _moves(harness, BOB, NEW)
    assert harness.redeem(BOB, to_old).body["code"] == "code_for_another_number"
    assert harness.redeem(BOB, to_new).status == 200


def test_an_undone_change_brings_the_old_invitation_back(harness: Harness) -> None:
    """The old number redeems what was sent to it."""
    harness.sign_up(ANN, BOB)
    harness.open_team()
    harness.invite(BOBS)
    code = harness.code(BOBS)
    _moves(harness, BOB, NEW, 2)
    _moves(harness, BOB, BOBS, 3)
    assert harness.redeem(BOB, code).status == 200


def test_an_invitation_of_their_own_team_to_the_new_number_is_withdrawn(team: Harness) -> None:
    """They are on the team already: its credits return, and its place in the list goes."""
    assert team.invite(NEW, credits={"amount": "5.00"}).status == 201
    _moves(team, BOB, NEW)
    assert len(team.published_data(InvitationRevoked)) == 1
    assert _found(team, NEW) == [NEW]
    assert team.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_a_member_who_leaves_after_a_change_may_be_invited_again(team: Harness) -> None:
    """Nothing of the numbers stays behind."""
    _moves(team, CAT, NEW)
    assert team.call("POST /v1/team/leave", CAT).status == 204
    for number in (NEW, CATS):
        assert team.invite(number).status == 201
