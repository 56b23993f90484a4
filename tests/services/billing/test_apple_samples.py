"""Every sample of the App Store gives what the facts about the stores say: accepted, kept, or refused (issue 15)."""

import random
from datetime import UTC, datetime

import pytest

from contracts.account_token import to_account_id
from contracts.identity import AccountRegistered
from services.billing.domain.store_subscription import StoreStatus, StoreSubscription
from tests.app_store import RunningAppStore
from tests.services.billing.apple_samples import (
    ORIGINAL_ID,
    OWNER,
    SAMPLES,
    names_in,
    read_sample,
    sample_settings,
    scripted,
)
from tests.services.billing.harness import BillingHarness
from tests.services.billing.storing import StoreHarness, store_harness

NOTIFICATIONS, PRODUCTION, REFUSED = map(names_in, ("notifications", "notifications_production", "refuse"))
_SEP, _OCT, _NOV, _DEC = (datetime(2026, month, 1, 10, tzinfo=UTC) for month in (9, 10, 11, 12))
_LATER = datetime(2028, 1, 1, tzinfo=UTC)
# Signed well for the other environment or app as one verifier sees it: both environments are tried, and filed apart.
_OF_THE_OTHER_VERIFIER = {"production_at_sandbox_verifier": False, "sandbox_at_production_verifier": True}
# By sample: its status after it alone, as of a day after it was signed; and until when it is paid.
_ALONE = {
    "01_subscribed_initial_buy": (StoreStatus.ACTIVE, _OCT),
    "02_did_renew": (StoreStatus.ACTIVE, _NOV),
    "03_did_renew_after_move": (StoreStatus.ACTIVE, _DEC),
    "04_auto_renew_disabled": (StoreStatus.CANCELLED, _DEC),
    "05_auto_renew_enabled_again": (StoreStatus.ACTIVE, _DEC),
    "06_expired_voluntary": (StoreStatus.ENDED, _DEC),
    "07_refund_of_month_3": (StoreStatus.ENDED, None),
    "08_refund_reversed": (StoreStatus.ACTIVE, _DEC),
    "09_did_fail_to_renew_grace": (StoreStatus.GRACE, _OCT),
    "10_did_fail_to_renew": (StoreStatus.RETRYING, _OCT),
    "11_grace_period_expired": (StoreStatus.RETRYING, _OCT),
    "12_did_renew_billing_recovery": (StoreStatus.ACTIVE, datetime(2026, 11, 4, 10, tzinfo=UTC)),
    "13_expired_billing_retry": (StoreStatus.ENDED, _OCT),
    "14_resubscribed_without_token": (StoreStatus.ACTIVE, datetime(2027, 2, 1, 10, tzinfo=UTC)),
    "15_upgrade": (StoreStatus.ACTIVE, datetime(2027, 9, 11, 10, tzinfo=UTC)),
    "16_downgrade": (StoreStatus.ACTIVE, datetime(2027, 9, 1, 10, tzinfo=UTC)),
    "17_renewal_extended": (StoreStatus.ACTIVE, datetime(2026, 11, 8, 10, tzinfo=UTC)),
    "20_unknown_type": (StoreStatus.ACTIVE, _NOV),
    "21_duplicate_of_02": (StoreStatus.ACTIVE, _NOV),
    "22_same_month_other_transaction_id": (StoreStatus.ACTIVE, _NOV),
}
_WITHOUT_TOKEN = {"14_resubscribed_without_token"}


@pytest.fixture(autouse=True)
def _samples() -> None:
    if not SAMPLES.exists():
        pytest.skip(f"the samples of the stores are not here: {SAMPLES}")


@pytest.fixture
def samples(harness: BillingHarness, at_apple: RunningAppStore) -> StoreHarness:
    """Return billing whose app the samples are of; Rosa is the account that they name."""
    stores = store_harness(harness, at_apple, **sample_settings())
    stores.rosa = to_account_id(OWNER)
    stores.register()
    return stores


def _only(stores: StoreHarness) -> StoreSubscription:
    (known,) = stores.known()
    return known


def test_no_sample_is_left_out() -> None:
    """What is expected is said of each notification that is of a subscription."""
    assert {*_ALONE, "18_revoke_family", "19_test"} == {*NOTIFICATIONS}
    assert {*_OF_THE_OTHER_VERIFIER} < {*REFUSED}
    assert (len(NOTIFICATIONS), len(PRODUCTION), len(REFUSED)) == (22, 6, 16)


@pytest.mark.parametrize("name", NOTIFICATIONS)
def test_a_notification_is_accepted_and_says_this(samples: StoreHarness, name: str) -> None:
    """200, and the subscription is as the notification says; what the sandbox sends pays for nothing (D2)."""
    sample = read_sample(f"notifications/{name}")
    assert samples.receive(sample["request"]) == 200
    assert [it["raw"] for it in samples.billing.items("WEBHOOK")] == [sample["request"]["signedPayload"]]
    if name not in _ALONE:
        assert samples.known() == []
        return
    known, signed = _only(samples), sample["decoded"]["notification"]["signedDate"] / 1000
    at = datetime.fromtimestamp(signed + 86_400, UTC)
    assert (known.status(at), known.ends_at) == _ALONE[name]
    assert (known.is_test, known.paid_through, known.is_paid(at)) == (True, None, False)
    assert known.account_id == ("" if name in _WITHOUT_TOKEN else samples.rosa)
    assert {*known.periods} == {sample["decoded"]["transaction"]["webOrderLineItemId"]}


@pytest.mark.parametrize("name", PRODUCTION)
def test_a_notification_of_production_pays(samples: StoreHarness, name: str) -> None:
    """It is real money, filed apart from what the sandbox sends."""
    assert samples.receive(read_sample(f"notifications_production/{name}")["request"]) == 200
    assert samples.receive(read_sample(f"notifications/{name}")["request"]) == 200
    if name in _ALONE:
        assert {it.is_test: it.paid_through for it in samples.known()} == {True: None, False: _ALONE[name][1]}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_forged_is_refused(samples: StoreHarness, name: str) -> None:
    """401, and nothing is stored; what is genuine, but of the other environment, is filed under that."""
    status = samples.receive(read_sample(f"refuse/{name}")["request"])
    if name in _OF_THE_OTHER_VERIFIER:
        assert status == 200
        assert _only(samples).is_test is _OF_THE_OTHER_VERIFIER[name]
    else:
        assert status == 401
        assert samples.billing.items("WEBHOOK") == samples.known() == []


@pytest.mark.parametrize("seed", range(3))
def test_the_whole_story_ends_the_same_in_any_order(samples: StoreHarness, seed: int) -> None:
    """All notifications, each twice and shuffled: four months, a year, and what was refunded given back (D3)."""
    story = [read_sample(f"notifications/{name}")["request"] for name in NOTIFICATIONS] * (1 + seed % 2)
    random.Random(seed).shuffle(story)
    for request in story:
        assert samples.receive(request, settled=False) == 200
    samples.billing.world.settle()
    known = _only(samples)
    assert sorted(known.periods) == [f"200000007000000{it}" for it in (1, 2, 3, 5, 9)]
    assert known.refunds.keys() <= known.periods.keys()
    assert not [key for key in known.periods if known.is_refunded(key)]  # what a family shared takes nothing away
    assert known.ends_at == datetime(2027, 9, 11, 10, tzinfo=UTC)
    assert (known.account_id, known.renews) == (samples.rosa, True)
    assert len(samples.billing.items("WEBHOOK")) == len(NOTIFICATIONS) - 1  # one of them came twice


def test_a_period_counts_once(samples: StoreHarness) -> None:
    """The same month by two notifications, under another transaction, and by the app's proof: one period (D3)."""
    for name in ("01_subscribed_initial_buy", "02_did_renew", "21_duplicate_of_02"):
        samples.receive(read_sample(f"notifications/{name}")["request"])
    before = _only(samples)
    samples.receive(read_sample("notifications/22_same_month_other_transaction_id")["request"])
    proof = read_sample("proofs/proof_signed_transaction")["request"]["signedTransaction"]
    assert samples.claim(proof).status == 201
    after = _only(samples)
    assert (set(after.periods), after.ends_at) == (set(before.periods), before.ends_at)
    assert len(samples.billing.items("WEBHOOK")) == 3


def test_bought_again_without_a_token_it_is_still_its_owners(samples: StoreHarness) -> None:
    """In the phone's settings no app gives a token: the original transaction leads to the owner (D6)."""
    for name in ("14_resubscribed_without_token", "01_subscribed_initial_buy"):
        samples.receive(read_sample(f"notifications/{name}")["request"])
    assert _only(samples).account_id == samples.rosa


def test_the_proofs_of_the_app(samples: StoreHarness) -> None:
    """A signed transaction is accepted for whom it names, and for no one else (D11)."""
    proof, of_another = (read_sample(f"proofs/{it}") for it in ("proof_signed_transaction", "proof_of_another_user"))
    mine, other = (it["request"]["signedTransaction"] for it in (proof, of_another))
    owner = to_account_id(of_another["decoded"]["appAccountToken"])
    event = AccountRegistered(account_id=owner, phone_number="+14155550189", name="Ann", email="ann@example.com")
    samples.billing.deliver_event(event)
    assert samples.claim(other).body["code"] == "claimed_by_another_account"
    assert samples.claim(mine, as_=samples.sam).body["code"] == "claimed_by_another_account"
    assert samples.known() == []
    reply = samples.claim(mine)
    assert (reply.status, reply.body["plan_id"], reply.body["is_test"]) == (201, "local_monthly", True)
    assert len(_only(samples).periods) == 1  # the simulated store, which was asked besides, does not know it


def test_an_original_transaction_is_asked_of_both_environments(samples: StoreHarness) -> None:
    """Production does not know it, the sandbox does, with a history of three months."""
    statuses, history = (
        read_sample(f"proofs/{name}")["api_answer"]
        for name in ("proof_original_transaction_id", "api_transaction_history")
    )
    with scripted({}) as production, scripted({it["path"]: it for it in (statuses, history)}) as sandbox:
        with samples.set(APP_STORE_URL=production, APP_STORE_SANDBOX_URL=sandbox):
            assert samples.claim(ORIGINAL_ID).status == 201
        with samples.set(APP_STORE_URL=production, APP_STORE_SANDBOX_URL=production):
            assert samples.claim(ORIGINAL_ID).body["code"] == "invalid_receipt"
    known = _only(samples)
    assert (len(known.periods), known.ends_at, known.renews) == (3, _DEC, True)


def test_a_rate_limit_is_not_waited_for(samples: StoreHarness) -> None:
    """Its Retry-After is an instant in milliseconds: 503, and the app tries again."""
    limited = read_sample("proofs/api_rate_limited")["api_answer"]
    with (
        scripted({f"/inApps/v1/subscriptions/{ORIGINAL_ID}": limited}) as busy,
        samples.set(APP_STORE_URL=busy, APP_STORE_SANDBOX_URL=busy),
    ):
        assert samples.claim(ORIGINAL_ID).status == 503
    assert samples.known() == []
