"""A team whose owner has no PayPal wallet sends fewer invitations a day (T2)."""

from datetime import timedelta

import pytest

from contracts.billing import PaymentMethodChanged
from contracts.identity import AccountClosed
from services.teams.domain.limits import invitations_a_day
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness
from tests.services.teams.test_races import run_before_call

_FIRST = 14155550180


@pytest.fixture
def few(harness: Harness) -> Harness:
    """Return Ann's team, which may send 2 invitations a day, and 8 with a wallet."""
    harness.world.surroundings["teams"]["INVITATIONS_PER_TEAM_DAY"] = "8"
    harness.open_team(ANN)
    return harness


def wallet(harness: Harness, account_id: str, revision: int, *, works: bool) -> None:
    """Deliver what billing publishes of a wallet."""
    harness.deliver(PaymentMethodChanged(account_id=account_id, works=works, revision=revision))


def sent_until_refused(harness: Harness, as_: str = ANN, first: int = _FIRST) -> int:
    """Return how many more invitations are sent before the day's limit refuses one."""
    for count in range(20):
        reply = harness.invite(f"+{first + count}", as_)
        if reply.status != 201:
            assert (reply.status, reply.body["code"]) == (429, "invitation_limit")
            assert "PayPal" in reply.body["title"]
            return count
    raise AssertionError("nothing was refused")


def test_fewer_without_a_wallet(few: Harness) -> None:
    """Two of eight without a wallet; the others once it is attached, on the same day."""
    assert sent_until_refused(few) == 2
    wallet(few, ANN, 1, works=True)
    assert sent_until_refused(few, first=_FIRST + 2) == 6


def test_a_wallet_that_is_removed_lowers_the_limit(few: Harness) -> None:
    """What was sent counts; a late and a repeated event change nothing."""
    wallet(few, ANN, 2, works=False)
    wallet(few, ANN, 1, works=True)
    wallet(few, ANN, 2, works=False)
    assert sent_until_refused(few) == 2


def test_a_wallet_from_before_the_team_counts(harness: Harness) -> None:
    """An account may attach its wallet before teams knows of it, and before it opens a team."""
    harness.world.surroundings["teams"]["INVITATIONS_PER_TEAM_DAY"] = "8"
    wallet(harness, ANN, 1, works=True)
    harness.open_team(ANN)
    assert sent_until_refused(harness) == 8


@pytest.mark.parametrize("has_wallet", [True, False])
def test_the_new_owners_wallet_counts(team: Harness, *, has_wallet: bool) -> None:
    """A team that is handed over has the limit of who pays from now on, and of no one else."""
    wallet(team, CAT, 1, works=not has_wallet)
    wallet(team, ANN, 1, works=not has_wallet)
    wallet(team, BOB, 1, works=has_wallet)
    assert team.call("POST /v1/team/owner", ANN, body={"user_id": BOB}).status == 200
    assert stored(team) is has_wallet
    wallet(team, ANN, 2, works=not has_wallet)
    assert stored(team) is has_wallet


def test_a_wallet_that_comes_while_the_team_is_handed_over(team: Harness) -> None:
    """Whichever is committed first, the team has the wallet of its owner."""
    with run_before_call(lambda: wallet(team, BOB, 1, works=True)):
        reply = team.call("POST /v1/team/owner", ANN, body={"user_id": BOB})
    assert reply.status == 200
    assert stored(team)


def test_the_heir_of_a_closed_account_has_their_own_wallet(team: Harness) -> None:
    """The longest-serving one becomes the owner, with the wallet that they have or not."""
    wallet(team, ANN, 1, works=True)
    assert stored(team)
    team.deliver(AccountClosed(account_id=ANN))
    assert not stored(team)


def test_the_limit_grows_from_the_lower_start() -> None:
    """50 on day one without a wallet; age adds as many, payments the same as with one; at least one is sent."""

    def at(weeks: int = 0, paid: int = 0, *, at_first: int = 200, has_wallet: bool = False) -> int:
        return invitations_a_day(at_first, age=timedelta(weeks=weeks), paid=paid, has_wallet=has_wallet)

    assert [at(), at(1), at(4), at(52)] == [50, 100, 250, 250]
    assert [at(paid=15_000_000), at(paid=10_000_000_000), at(has_wallet=True)] == [200, 2000, 200]
    assert at(at_first=1) == 1


def stored(harness: Harness) -> bool:
    """Return whether the team's item says that its owner has a wallet."""
    (team,) = [item for item in harness.items() if item["sk"] == "TEAM" and item["owner_id"] != DAN]
    return bool(team["has_wallet"])
