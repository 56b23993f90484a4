"""What becomes of money when its team is no more (T9, B5)."""

from contracts.teams import TeamDissolved
from tests.services.billing.shop import ADMIN, DOLLAR, OWNER, TEAM, Shop, handed_over

DISSOLVED = TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2)


def test_what_an_owner_gave_themselves_is_their_own(shop: Shop) -> None:
    """Credits of the team in its owner's hands are not lost with the team (T8)."""
    shop.attach()
    shop.buy("10.00")
    shop.give("4.00", to=OWNER)
    shop.hear(DISSOLVED)
    assert (shop.parts(), shop.parts(OWNER)) == ({}, {"own": 10 * DOLLAR})
    shop.assert_books_right()


def test_a_payment_taken_back_is_taken_from_who_paid_and_inherited(shop: Shop) -> None:
    """An heir who has their own payment reversed does not keep it; what is spent is owed (B5)."""
    shop.attach()
    shop.buy("10.00")
    shop.hear(DISSOLVED)
    _reversed(shop)
    assert (shop.parts(), shop.parts(OWNER)) == ({}, {})
    shop.assert_books_right()


def test_an_heir_does_not_repay_an_earlier_owners_payment(shop: Shop) -> None:
    """The team owes what an earlier owner has reversed: the last one keeps what is theirs."""
    shop.attach()
    shop.attach(ADMIN)
    shop.buy("10.00")
    shop.buy("3.00", as_=ADMIN, payer="self")
    shop.hear(*handed_over())
    shop.give("10.00", to=OWNER, as_=ADMIN)
    shop.hear(TeamDissolved(team_id=TEAM, owner_id=ADMIN, revision=3))
    _reversed(shop)
    assert (shop.parts()["owed"], shop.parts(ADMIN)) == (-10 * DOLLAR, {"own": 3 * DOLLAR})


def _reversed(shop: Shop) -> None:
    capture_id = next(item["capture_id"] for item in shop.items("PAYMENT") if item["wallet"] == TEAM)
    shop.paypal.control("events", type="reversed", capture_id=capture_id)
    shop.delivered(1, "PAYMENT.CAPTURE.REVERSED")
