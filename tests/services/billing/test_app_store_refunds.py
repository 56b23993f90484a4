"""What Apple pays back, in whole or in part, and gives back again; what a family shares is paid once (B9)."""

import json

import jwt
import pytest

from simulators.apple.certificates import Signer
from tests.services.billing.storing import StoreHarness


def test_a_refund_after_a_refusal_and_its_reversal(stores: StoreHarness) -> None:
    """A refund that was declined may be granted later, and be taken back: the last word on its month holds (D8)."""
    bought = stores.buy(stores.rosa)
    stores.buy(stores.rosa, "renewed")
    for event in ("consumption_requested", "refund_declined", "refunded", "refund_reversed"):
        stores.apple.happen(event, subscription_id=bought["subscription_id"], period=bought["period"])
    deliveries = stores.arrived(6)
    seen = []
    for delivery in deliveries:
        stores.receive(delivery.body)
        (known,) = stores.known()
        seen.append(len(list(known.kept)))
    assert seen == [1, 2, 2, 2, 1, 2]
    stores.receive(deliveries[4].body)
    assert stores.known() == [known]


def test_of_a_refund_in_part_the_rest_of_the_time_is_kept(stores: StoreHarness) -> None:
    """Half the price of a month is paid back: half of it stays paid, and all of it once that is reversed."""
    bought = stores.buy(stores.rosa)
    stores.apple.happen("refunded", subscription_id=bought["subscription_id"], percent=50)
    stores.apple.happen("refund_reversed", subscription_id=bought["subscription_id"])
    lasting = []
    for delivery in stores.arrived(3):
        stores.receive(delivery.body)
        ((period,),) = [list(it.kept) for it in stores.known()]
        lasting.append(period.ends_at - period.starts_at)
    assert lasting == [lasting[0], lasting[0] / 2, lasting[0]]


def test_a_restored_transaction_undoes_no_refund_in_part(stores: StoreHarness) -> None:
    """The same month under another transaction, signed later, may not know of the refund."""
    bought = stores.buy(stores.rosa)
    stores.apple.happen("refunded", subscription_id=bought["subscription_id"], percent=50)
    stores.apple.happen("repeated", subscription_id=bought["subscription_id"])
    *_, refunded, restored = stores.arrived(3)
    stores.receive(refunded.body)
    before = stores.shown()[0]["paid_through"]
    payload = json.loads(restored.body)["signedPayload"]
    outer = jwt.decode(payload, options={"verify_signature": False})
    inner = jwt.decode(outer["data"]["signedTransactionInfo"], options={"verify_signature": False})
    signer: Signer = stores.apple.simulator.signer
    ignorant = {name: it for name, it in inner.items() if not name.startswith("revocation")}
    ignorant["signedDate"] += 60_000
    outer["data"]["signedTransactionInfo"] = signer.sign(ignorant)
    assert stores.receive({"signedPayload": signer.sign(outer)}) == 200
    assert stores.shown()[0]["paid_through"] == before


@pytest.mark.parametrize("ownership", ["PURCHASED", "FAMILY_SHARED"])
def test_what_a_family_shares_pays_for_one_account(stores: StoreHarness, ownership: str) -> None:
    """A relative's transaction is kept and adds no time, by a notification, a proof or an id: one payment, one plan."""
    bought = stores.buy(stores.sam)
    stores.apple.simulator.state.subscriptions[0].latest.ownership = ownership
    stores.apple.happen("repeated", subscription_id=bought["subscription_id"])
    *_, repeated = stores.arrived(2)
    assert stores.receive(repeated.body) == 200
    is_shared = ownership == "FAMILY_SHARED"
    assert (len(stores.billing.items("WEBHOOK")), len(stores.known())) == (1, 0 if is_shared else 1)
    signer: Signer = stores.apple.simulator.signer
    inner = jwt.decode(bought["receipt"], options={"verify_signature": False})
    for receipt in (signer.sign(inner | {"inAppOwnershipType": ownership}), bought["subscription_id"]):
        reply = stores.claim(receipt, as_=stores.sam)
        assert (reply.status, reply.body.get("code")) == ((422, "invalid_receipt") if is_shared else (201, None))
    assert len(stores.known()) == (0 if is_shared else 1)
