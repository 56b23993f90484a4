"""A purchase in the App Store is claimed by its proof: genuine, of our app, of a plan, and the caller's (B9)."""

import jwt
import pytest

from contracts.account_token import to_account_token
from contracts.identity import AccountRegistered
from kernel import aws, clock, ids
from simulators.apple.certificates import Signer
from tests.faults import counted
from tests.services.billing.storing import CLAIM, LIST, StoreHarness


def test_an_app_learns_what_it_needs_to_buy(stores: StoreHarness) -> None:
    """The token that names the account to the store, and the products with their plans."""
    reply = stores.billing.ask(LIST, stores.rosa)
    assert reply.body == {
        "account_token": to_account_token(stores.rosa),
        "products": [
            {"product_id": "phone.us.monthly", "plan_id": "local_monthly"},
            {"product_id": "phone.us.yearly", "plan_id": "local_yearly"},
        ],
        "moved_at": None,
        "can_buy": True,
        "items": [],
        "next_cursor": None,
    }


def test_a_signed_transaction_is_claimed(stores: StoreHarness) -> None:
    """The answer has plan and end; the store is then asked for the renewal, which the proof does not have."""
    bought = stores.buy(stores.rosa)
    reply = stores.claim(bought["receipt"])
    (known,) = stores.known()
    assert (reply.status, reply.body["renews_at"]) == (201, None)
    (item,) = stores.shown()
    assert item == reply.body | {"renews_at": item["renews_at"]}
    assert item["renews_at"] == item["paid_through"] == clock.to_text(known.ends_at).replace(".000000Z", "Z")
    assert (item["plan_id"], item["status"], item["is_test"]) == ("local_monthly", "active", False)
    (_, changed) = stores.billing.events("StoreSubscriptionChanged")
    assert (changed["account_id"], changed["plan_id"], changed["periods"]) == (stores.rosa, "local_monthly", 1)
    assert (changed["renews"], changed["revision"]) == (True, 2)


def test_an_id_is_asked_of_the_store(stores: StoreHarness) -> None:
    """The id of the original transaction proves nothing by itself: the store says the rest, all periods of it."""
    bought = stores.buy(stores.rosa)
    stores.buy(stores.rosa, "renewed")
    reply = stores.claim(bought["subscription_id"])
    assert (reply.status, reply.body["status"]) == (201, "active")
    assert reply.body["renews_at"]
    assert len(stores.known()[0].periods) == 2


def test_claiming_again_changes_nothing(stores: StoreHarness) -> None:
    """The app hands in what it finds at each start: the answer is the same, and nothing more is published."""
    bought = stores.buy(stores.rosa)
    stores.claim(bought["receipt"])
    events = len(stores.billing.events("StoreSubscriptionChanged"))
    known = stores.known()
    assert stores.claim(bought["receipt"]).status == 201
    assert stores.known() == known
    assert len(stores.billing.events("StoreSubscriptionChanged")) == events


def test_one_key_one_answer(stores: StoreHarness) -> None:
    """The same request under its key is answered as before; another under it is refused (E2)."""
    first, second = stores.buy(stores.rosa)["receipt"], stores.buy(stores.sam)["receipt"]
    key = {"headers": {"idempotency-key": "one"}}
    replies = [stores.claim(receipt, **key) for receipt in (first, first, second)]
    assert [reply.status for reply in replies] == [201, 201, 422]
    assert replies[0].body == replies[1].body


def test_a_purchase_of_another_account_is_refused(stores: StoreHarness) -> None:
    """Its proof verifies well, but names another account; nothing of whose it is is said (D11)."""
    receipt = stores.buy(stores.sam)["receipt"]
    for one in (receipt, stores.apple.control("", event="renewed", account_id=stores.sam)["subscription_id"]):
        reply = stores.claim(one, as_=stores.rosa)
        assert (reply.status, reply.body["code"]) == (409, "claimed_by_another_account")
        assert stores.sam not in str(reply.body)
    assert stores.known() == []
    assert stores.claim(receipt, as_=stores.sam).status == 201


def test_without_a_token_the_first_claim_wins(stores: StoreHarness, caplog: pytest.LogCaptureFixture) -> None:
    """An app that gave the store no token: who hands the proof in first has it, and that is logged (D11)."""
    receipt = stores.buy()["receipt"]
    assert stores.claim(receipt).status == 201
    assert "billing.store_subscription.claimed_first" in caplog.text
    assert stores.claim(receipt, as_=stores.sam).body["code"] == "claimed_by_another_account"
    assert [len(stores.shown(who)) for who in (stores.rosa, stores.sam)] == [1, 0]


def test_a_token_of_no_account_of_ours_is_as_none(stores: StoreHarness) -> None:
    """An older app or another stage gave it: the purchase is its first claimant's, and is not locked for ever."""
    bought = stores.buy(ids.new_id("acc"))
    stores.pass_on()
    assert [it.account_id for it in stores.known()] == [""]
    assert stores.claim(bought["receipt"]).status == 201
    assert stores.claim(bought["receipt"], as_=stores.sam).body["code"] == "claimed_by_another_account"


def test_an_account_that_is_not_known_yet_is_proved_later(stores: StoreHarness) -> None:
    """Its purchase may be reported before its registration: the next look gives it what another has claimed."""
    new = ids.new_id("acc")
    bought = stores.buy(new)
    assert stores.claim(bought["receipt"], as_=stores.sam).status == 201
    event = AccountRegistered(account_id=new, phone_number="+14155550189", name="New", email="new@example.com")
    stores.billing.deliver_event(event)
    stores.billing.run("look_at_stores")
    assert [(it.account_id, it.is_owner_proved) for it in stores.known()] == [(new, True)]


def test_the_stores_word_wins_over_a_claim_without_one(stores: StoreHarness, caplog: pytest.LogCaptureFixture) -> None:
    """Ids can be guessed: who claimed a purchase that the store then says is another's has it no more (D11)."""
    bought = stores.buy()
    stores.claim(bought["subscription_id"], as_=stores.sam)
    stores.buy(stores.rosa, "renewed", subscription_id=bought["subscription_id"])
    one = stores.apple.simulator.state.subscriptions[0]
    for transaction in one.transactions:
        transaction.account_token = to_account_token(stores.rosa)
    assert stores.claim(bought["subscription_id"]).status == 201
    assert "billing.store_subscription.owner_differs" in caplog.text
    assert [len(stores.shown(who)) for who in (stores.rosa, stores.sam)] == [1, 0]


@pytest.mark.parametrize("forgery", ["foreign", "tampered", "unsigned", "local_testing", "other_app", "garbage", "id"])
def test_what_is_not_from_the_store_is_refused(stores: StoreHarness, forgery: str) -> None:
    """422 that names the receipt, and nothing is stored; nor is what Apple's tools sign without a check (D1)."""
    receipt = stores.buy(stores.rosa)["receipt"]
    claims = jwt.decode(receipt, options={"verify_signature": False})
    head, body, signature = receipt.split(".")
    signer: Signer = stores.apple.simulator.signer
    forged = {
        "foreign": stores.apple.simulator._forger._sign_as_stranger(claims),
        "tampered": ".".join((head, body[:-4] + "AAAA", signature)),
        "unsigned": jwt.encode(claims, "", algorithm="none"),
        "local_testing": jwt.encode(claims | {"environment": "LocalTesting"}, "", algorithm="none"),
        "other_app": signer.sign(claims | {"bundleId": "com.example.other"}),
        "garbage": "not.a.receipt",
        "id": "123456789",
    }
    reply = stores.claim(forged[forgery])
    assert (reply.status, reply.body["code"], reply.body["errors"][0]["field"]) == (422, "invalid_receipt", "receipt")
    assert stores.known() == []


def test_another_product_is_refused(stores: StoreHarness) -> None:
    """Only what pays for one of our plans is added."""
    receipt = stores.buy(stores.rosa)["receipt"]
    with stores.set(STORE_PRODUCTS='{"phone.us.yearly":"local_yearly"}'):
        reply = stores.claim(receipt)
    assert (reply.status, reply.body["code"]) == (422, "unknown_product")
    assert stores.known() == []


def test_what_the_sandbox_sold_is_filed_apart(stores: StoreHarness) -> None:
    """It is shown as a test and pays for nothing: TestFlight and App Review buy in the sandbox (D2)."""
    for who in (stores.rosa, stores.sam):
        bought = stores.buy(who, environment="sandbox" if who == stores.rosa else "production")
        assert stores.claim(bought["receipt"], as_=who).status == 201
    (item,) = stores.shown()
    assert (item["is_test"], item["paid_through"], item["status"]) == (True, None, "active")
    assert item["ends_at"]
    assert {it["pk"].split("#")[2] for it in stores.billing.items("STORESUB")} == {"test", "real"}
    changed = [it for it in stores.billing.events("StoreSubscriptionChanged") if it["account_id"] == stores.rosa]
    assert {(it["is_test"], it["paid_through"]) for it in changed} == {(True, None)}


def test_an_id_of_the_sandbox_is_found_there(stores: StoreHarness) -> None:
    """What production does not know is asked of the sandbox."""
    bought = stores.buy(stores.rosa, environment="sandbox")
    assert stores.claim(bought["subscription_id"]).body["is_test"] is True


@pytest.mark.parametrize("fault", ["rate_limited", "error", "unavailable", "unauthenticated"])
def test_a_store_that_does_not_answer(stores: StoreHarness, fault: str) -> None:
    """503, nothing is stored, and the same request succeeds later."""
    bought = stores.buy(stores.rosa)
    stores.apple.control("behaviour", fault=fault, times=2)
    assert stores.claim(bought["subscription_id"]).status == 503
    stores.apple.control("behaviour", fault="error", times=0)
    assert stores.claim(bought["subscription_id"]).status == 201


def test_a_store_that_is_not_set_up_is_not_served(stores: StoreHarness) -> None:
    """An operator may leave a store out: a claim says so, and there is nothing to buy."""
    with stores.set(APP_STORE_BUNDLE_ID="", STORE_PRODUCTS=""):
        assert stores.claim("1").body["code"] == "store_not_served"
        assert stores.billing.ask(LIST, stores.rosa).body["products"] == []
        assert stores.receive({"signedPayload": "a.b.c"}) == 409
    assert stores.claim("token", store="windows").status == 422


def test_what_a_claim_and_a_list_cost(stores: StoreHarness) -> None:
    """A list is the caller and a page; a claim is counted before the store's proof is looked at."""
    receipt = stores.buy(stores.rosa)["receipt"]
    with counted(aws.client("dynamodb")) as claimed:
        stores.billing.ask(CLAIM, stores.rosa, body={"store": "app_store", "receipt": receipt})
    with counted(aws.client("dynamodb")) as listed:
        stores.shown()
    assert claimed.made == ["GetItem", "TransactWriteItems", *["GetItem"] * 4, "TransactWriteItems"]
    assert listed.made == ["GetItem", "Query", "GetItem"]


def test_claims_are_limited(stores: StoreHarness) -> None:
    """Fifty a day: the ids of other people's purchases cannot be tried out (D11)."""
    assert [stores.claim("123456789").status for _ in range(51)] == [422] * 50 + [429]
