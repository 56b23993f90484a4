"""Wallets: attached by the payer's own hand, listed, and let go of."""

import pytest

from services.billing.paypal import NotApprovedError, PayPal, RefusedError, Wallet
from simulators.paypal.state import Token
from tests.paypal import RunningPayPal, at_paypal, client, one_paypal, wallet

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]


def _start(client: PayPal, request_id: str = "start") -> str:
    return client.start_vaulting(request_id, "https://portal.test/ok?state=1", "https://portal.test/no").setup_id


def test_the_payer_is_sent_to_paypal(at_paypal: RunningPayPal, client: PayPal) -> None:
    """The approval's address is PayPal's."""
    setup = client.start_vaulting("start", "https://portal.test/ok", "https://portal.test/no")
    assert setup.approve_url == f"{at_paypal.url}/approve/{setup.setup_id}"


def test_a_repeated_start_is_the_same_approval(client: PayPal) -> None:
    """One request id, one approval."""
    assert _start(client) == _start(client)
    assert _start(client, "another") != _start(client)


@pytest.mark.parametrize("decision", ["cancel", None])
def test_without_the_payers_yes_there_is_no_wallet(
    at_paypal: RunningPayPal, client: PayPal, decision: str | None
) -> None:
    """Cancelled or not yet decided: not approved."""
    setup_id = _start(client)
    if decision:
        at_paypal.control(f"approvals/{setup_id}", decision=decision)
    with pytest.raises(NotApprovedError, match="PAYER_ACTION_REQUIRED"):
        client.finish_vaulting(setup_id, "finish")


def test_an_unknown_approval_is_too_old(client: PayPal) -> None:
    """PayPal forgets approvals after three days."""
    with pytest.raises(NotApprovedError, match="EXPIRED"):
        client.finish_vaulting("UNKNOWN", "finish")


def test_finishing_twice_gives_the_same_wallet(at_paypal: RunningPayPal, client: PayPal) -> None:
    """Also when PayPal has forgotten the first time."""
    setup_id = _start(client)
    at_paypal.control(f"approvals/{setup_id}", decision="approve")
    first = client.finish_vaulting(setup_id, "finish")
    assert client.finish_vaulting(setup_id, "finish") == first
    at_paypal.control("behaviour", forget_requests=True)
    assert client.finish_vaulting(setup_id, "finish") == first


def test_a_wallet_says_whose_it_is(client: PayPal, wallet: Wallet) -> None:
    """Email, payer and customer, by exchange, by look and by list alike."""
    assert "@" in wallet.payer_email
    assert wallet.payer_id
    assert client.wallet(wallet.token) == wallet
    assert client.tokens(wallet.customer_id) == [wallet]


def test_all_pages_of_wallets_are_read(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """PayPal shows five at a time."""
    tokens = at_paypal.simulator.state.tokens
    for number in range(11):
        tokens[f"t{number}"] = Token(f"t{number}", wallet.customer_id, tokens[wallet.token].wallet)
    assert len(client.tokens(wallet.customer_id)) == 12


def test_letting_go_twice_is_done_once(client: PayPal, wallet: Wallet) -> None:
    """What is gone is gone."""
    client.delete_token(wallet.token)
    client.delete_token(wallet.token)
    assert client.wallet(wallet.token) is None
    assert client.tokens(wallet.customer_id) == []


def test_a_refusal_of_the_exchange_is_passed_on(at_paypal: RunningPayPal, client: PayPal) -> None:
    """An approval whose wallet was let go of meanwhile cannot be finished again."""
    setup_id = _start(client)
    at_paypal.control(f"approvals/{setup_id}", decision="approve")
    client.delete_token(client.finish_vaulting(setup_id, "finish").token)
    at_paypal.control("behaviour", forget_requests=True)
    with pytest.raises(RefusedError):
        client.finish_vaulting(setup_id, "finish")
