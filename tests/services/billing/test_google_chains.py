"""Subscriptions in Google Play that are bought again: a chain of tokens is one, and only the newest counts (D5, D6)."""

from datetime import UTC, datetime

import pytest

from contracts.account_token import to_account_token
from services.billing.domain.store_subscription import StoreSubscription
from tests.services.billing.playing import PlayHarness

_YEARLY = "phone.us.yearly"


def _at(month: int, day: int = 1) -> str:
    return datetime(2026, month, day, 10, tzinfo=UTC).isoformat()


def _newest(known: StoreSubscription) -> str:
    assert known.named is not None
    return known.named.name


def test_an_upgrade_is_the_same_subscription(play: PlayHarness) -> None:
    """The old token still answers as paid: its rest is in the new period, and counts once."""
    old = play.buy(at=_at(10))
    new = play.happen("upgraded", product=_YEARLY, at=_at(10, 11))
    assert play.receive(play.arrived(old["notification_id"])) == 200
    known = play.only()
    assert (known.store_id, _newest(known), known.account_id) == (old["receipt"], new["receipt"], play.rosa)
    assert known.periods[old["period"]].ends_at == datetime.fromisoformat(_at(10, 11))
    assert known.periods[new["period"]].ends_at == datetime.fromisoformat(_at(10, 11)).replace(year=2027)
    assert known.product_id == _YEARLY
    assert [it["acknowledged"] for it in play.google.truth()] == [True, True]


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_chain_is_one_whichever_push_comes_first(play: PlayHarness, newest_first: bool) -> None:
    """Three purchases that follow each other: their tokens lead to one subscription, in any order of pushes."""
    named = {"account_token": to_account_token(play.rosa)}
    happened = [play.google.happen("subscribed", account_id=play.rosa, at=_at(8), **named)]
    for month, product in ((9, _YEARLY), (10, "phone.us.monthly")):
        again = play.google.happen("upgraded", account_id=play.rosa, product=product, at=_at(month))
        happened.append(again)
    for it in reversed(happened) if newest_first else happened:
        assert play.receive(play.arrived(it["notification_id"])) == 200
    known = play.only()
    assert (known.store_id, _newest(known)) == (happened[0]["receipt"], happened[-1]["receipt"])
    for it in happened:
        assert play.claim(it["receipt"]).status == 201
    assert play.only().periods.keys() == known.periods.keys()
    assert known.ends_at == datetime.fromisoformat(_at(11))


def test_bought_again_in_the_app(play: PlayHarness) -> None:
    """After a cancel, before the end: the new token goes on from the old one, whose time comes first."""
    old = play.buy(at=_at(10))
    play.happen("renewal_off", at=_at(10, 5))
    new = play.happen("resubscribed", at=_at(10, 10))
    known = play.only()
    assert {key: it.ends_at for key, it in known.periods.items()} == {
        old["period"]: datetime.fromisoformat(_at(11)),
        new["period"]: datetime.fromisoformat(_at(12)),
    }
    assert known.renews


def test_bought_again_outside_the_app_has_its_owner(play: PlayHarness) -> None:
    """Google's own center names no account and links nothing: both are in what is read before we acknowledge (D6)."""
    old = play.buy(at=_at(8))
    play.happen("renewal_off", at=_at(8, 5))
    play.happen("expired", at=_at(9))
    new = play.happen("resubscribed", outside=True, at=_at(11))
    known = play.only()
    assert (known.store_id, _newest(known), known.account_id) == (old["receipt"], new["receipt"], play.rosa)
    true = play.google.truth()[-1]
    assert (true["acknowledged"], true["account_token"]) == (True, to_account_token(play.rosa))
    play.look()
    assert play.only().account_id == play.rosa


def test_bought_again_outside_the_app_of_one_that_is_not_known(play: PlayHarness) -> None:
    """Not one push came before: the owner is in the context, and the chain has its first token."""
    named = {"account_token": to_account_token(play.rosa)}
    old = play.google.happen("subscribed", account_id=play.rosa, at=_at(8), **named)
    play.google.happen("renewal_off", account_id=play.rosa, at=_at(8, 5))
    play.google.happen("expired", account_id=play.rosa, at=_at(9))
    play.happen("resubscribed", outside=True, at=_at(11))
    assert (play.only().store_id, play.only().account_id) == (old["receipt"], play.rosa)


def test_the_newest_token_is_what_is_read(play: PlayHarness) -> None:
    """A push for an old token has the newest one read: the old one says nothing of what is paid now."""
    old = play.buy(at=_at(10))
    new = play.happen("upgraded", product=_YEARLY, at=_at(10, 11))
    before = len(play.google.exchanges)
    assert play.claim(old["receipt"]).status == 201
    asked = [it.target for it in play.google.exchanges[before:] if "subscriptionsv2" in it.target]
    assert asked
    assert all(new["receipt"] in it for it in asked)


def test_a_refund_of_an_old_token_is_of_its_order(play: PlayHarness) -> None:
    """A month of before the upgrade is paid back: the year stays."""
    old = play.buy(at=_at(10))
    new = play.happen("upgraded", product=_YEARLY, at=_at(10, 11))
    play.happen("refunded", subscription_id=old["receipt"], period=old["period"])
    known = play.only()
    assert (known.is_refunded(old["period"]), known.is_refunded(new["period"])) == (True, False)
