"""Every sample of Google's pushes and answers gives what the facts about the stores say (issue 15)."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kernel.providers.errors import ForgedError
from services.billing.domain.store_subscription import PeriodPaid, RenewalSaid, StoreSubscription
from services.billing.google_play.facts import fact_of_void, facts_of
from services.billing.google_play.key_set import KeySet
from services.billing.google_play.purchases import Purchase, State, read_purchase
from services.billing.google_play.push_verification import PushVerification
from services.billing.google_play.pushes import Changed, Voided, message_id_of, read_push
from tests.services.billing.google import MONTHLY, MONTHS, google_store, scripted_google

_SAMPLES = Path(__file__).parents[4] / "shared/outside/stores/samples"
_ORDER, _USER = "GPA.3300-1111-2222-33333", "7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d001"
_FIRST = "aaaa-first-token.AO-J1Oxexample0001"
_NOW = datetime(2027, 1, 1, tzinfo=UTC)
_SEP, _OCT, _NOV, _DEC = (datetime(2026, month, 1, 10, tzinfo=UTC) for month in (9, 10, 11, 12))
_PERIODS = {  # by sample: the order that pays for a period, its start and its end
    "01_purchased": (_ORDER, _SEP, _OCT),
    "02_renewed": (f"{_ORDER}..0", _OCT, _NOV),
    "03_renewed_after_move": (f"{_ORDER}..1", _NOV, _DEC),
    "04_canceled_by_us": (f"{_ORDER}..1", _NOV, _DEC),
    "05_canceled_by_user": (f"{_ORDER}..1", _NOV, _DEC),
    "06_restarted": (f"{_ORDER}..1", _NOV, _DEC),
    "07_in_grace_period": None,
    "08_on_hold": None,
    "09_recovered": (f"{_ORDER}..0", datetime(2026, 10, 12, 10, tzinfo=UTC), datetime(2026, 11, 12, 10, tzinfo=UTC)),
    "10_revoked": (f"{_ORDER}..0", datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 10, 4, 10, tzinfo=UTC)),
    "11_expired": (f"{_ORDER}..1", _NOV, _DEC),
    "12_resubscribed_linked": (
        "GPA.3300-4444-5555-66666",
        datetime(2026, 11, 11, 10, tzinfo=UTC),
        datetime(2027, 1, 1, 10, tzinfo=UTC),
    ),
    "13_out_of_app_purchase": (
        "GPA.3300-7777-8888-99999",
        datetime(2027, 1, 1, 10, tzinfo=UTC),
        datetime(2027, 2, 1, 10, tzinfo=UTC),
    ),
    "14_pending": None,
    "15_pending_canceled": None,
    "16_no_account_id": (_ORDER, _SEP, _OCT),
    "17_test_purchase": (_ORDER, _SEP, datetime(2026, 9, 1, 10, 5, tzinfo=UTC)),
    "18_without_latest_order_id": (f"{_ORDER}..0", _OCT, _NOV),
    "22_unknown_code": (_ORDER, _SEP, _OCT),
    "23_duplicate_of_02": (f"{_ORDER}..0", _OCT, _NOV),
    "24_same_renewal_other_message": (f"{_ORDER}..0", _OCT, _NOV),
}
_NOT_RENEWED = {"04_canceled_by_us", "05_canceled_by_user", "10_revoked", "11_expired", "15_pending_canceled"}
_STORY = (  # as it happened, and what came once more
    "01_purchased",
    "02_renewed",
    "24_same_renewal_other_message",
    "03_renewed_after_move",
    "19_voided",
    "12_resubscribed_linked",
    "13_out_of_app_purchase",
    "20_test",
    "21_one_time",
)
_NO_PURCHASE = {"19_voided", "20_test", "21_one_time"}


@pytest.fixture(autouse=True)
def _samples() -> None:
    if not _SAMPLES.exists():
        pytest.skip(f"the samples of the stores are not here: {_SAMPLES}")


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads((_SAMPLES / name).read_text(encoding="utf-8")))


def _named(folder: str) -> list[str]:
    return sorted(path.stem for path in (_SAMPLES / "google" / folder).glob("*.json"))


def _purchase(name: str) -> Purchase:
    return read_purchase(_read(f"google/pushes/{name}.json")["api_answer"]["body"])


def _raw(sample: dict[str, Any]) -> bytes:
    return json.dumps(sample["request"]["body"]).encode()


@pytest.fixture
def verification() -> Iterator[PushVerification]:
    """Return a verifier for the account and the address of the samples."""
    google = _read("settings.json")["google"]
    with scripted_google() as server:
        server.answers["/oauth2/v3/certs"] = [(200, _read("google/certs_v3_jwks.json"))]
        yield PushVerification(KeySet(f"{server.url}/oauth2/v3/certs"), google["audience"], google["email"])


def test_every_push_passes_and_every_hostile_one_is_refused(verification: PushVerification) -> None:
    """Those to accept are accepted, those to refuse are refused, none is left out."""
    accepted, refused = _named("pushes"), _named("refuse")
    assert (len(accepted), len(refused)) == (24, 10)
    for name in accepted:
        sample = _read(f"google/pushes/{name}.json")
        verification.verify(sample["request"]["headers"], _raw(sample))
    for name in refused:
        sample = _read(f"google/refuse/{name}.json")
        with pytest.raises(ForgedError):
            verification.verify(sample["request"]["headers"], _raw(sample))


def test_every_push_says_which_purchase_to_read() -> None:
    """A change names its purchase, a refund its order; a test and other sales name nothing."""
    for name in _named("pushes"):
        sample = _read(f"google/pushes/{name}.json")
        push = read_push(_raw(sample).decode())
        assert (push.message_id, push.package) == (
            sample["request"]["body"]["message"]["messageId"],
            "com.example.phone",
        )
        change = sample["decoded"].get("subscriptionNotification")
        expected = Changed(change["purchaseToken"]) if change else None
        if name == "19_voided":
            at = datetime.fromtimestamp(int(sample["decoded"]["eventTimeMillis"]) / 1000, UTC)
            expected = Voided(_FIRST, f"{_ORDER}..1", at)
        assert push.about == expected, name


def test_every_answer_pays_for_exactly_its_order() -> None:
    """A period for an order that was paid; none for grace, hold and what is pending."""
    assert set(_named("pushes")) == _PERIODS.keys() | _NO_PURCHASE
    for name, expected in _PERIODS.items():
        facts = facts_of(_purchase(name), said_at=_NOW, known={}, months=MONTHS)
        paid = [(it.key, it.starts_at, it.ends_at) for it in facts if isinstance(it, PeriodPaid)]
        assert paid == ([expected] if expected else []), name
        assert {it.product_id for it in facts if isinstance(it, PeriodPaid)} <= {MONTHLY}


def test_every_answer_says_whether_it_renews() -> None:
    """On after a restart, in grace and on hold; off after a cancel by either side; nothing of what is pending."""
    for name in _PERIODS:
        said = [
            it for it in facts_of(_purchase(name), said_at=_NOW, known={}, months=MONTHS) if isinstance(it, RenewalSaid)
        ]
        if _purchase(name).state is State.PENDING:
            assert said == [], name
        else:
            assert [it.renews for it in said] == [name not in _NOT_RENEWED], name
            assert (said[0].grace_until is not None) is (name == "07_in_grace_period"), name


def test_owners_links_and_tests_are_read() -> None:
    """The account that the app gave, the token that is replaced, what waits to be acknowledged, the sandbox."""
    assert _purchase("01_purchased").account_token == _USER
    assert _purchase("16_no_account_id").account_token == ""
    assert _purchase("12_resubscribed_linked").replaced == _FIRST
    outside = _purchase("13_out_of_app_purchase")
    assert (outside.account_token, outside.replaced, outside.names_account) == (_USER, _FIRST, False)
    assert {name for name in _PERIODS if _purchase(name).is_test} == {"17_test_purchase"}
    assert not _purchase("01_purchased").is_acknowledged
    assert _purchase("02_renewed").is_acknowledged


def test_a_refund_is_of_one_order() -> None:
    """The period of the order that was paid back, and no other."""
    about = read_push(_raw(_read("google/pushes/19_voided.json")).decode()).about
    assert isinstance(about, Voided)
    fact = fact_of_void(about)
    assert (fact.key, fact.is_refunded) == (f"{_ORDER}..1", True)


def test_the_samples_one_after_the_other_are_the_subscriptions_that_they_are_of() -> None:
    """Each push with its answer, as they happened: one chain of tokens, each order once, one of them paid back."""
    known: dict[str, StoreSubscription] = {}
    with scripted_google() as google:
        store = google_store(google, known.get, _read("settings.json")["google"]["package"])
        for name in _STORY:
            sample = _read(f"google/pushes/{name}.json")
            if answer := sample.get("api_answer"):
                google.answers[answer["path"]] = [(answer["status"], answer["body"])]
            raw = _raw(sample).decode()
            about = read_push(raw).about
            listed = store.report_of_void(about) if isinstance(about, Voided) else None
            report = listed or store.read_notification(raw)
            if report:
                before = known.get(report.store_id) or StoreSubscription(report.store, report.store_id)
                known |= dict.fromkeys((report.store_id, *report.links), before.apply(*report.facts))
                known |= {link: known[report.store_id] for link, it in known.items() if it.store_id == report.store_id}
    (subscription,) = {it.store_id: it for it in known.values()}.values()
    assert {key: subscription.is_refunded(key) for key in subscription.periods} == {
        _ORDER: False, f"{_ORDER}..0": False, f"{_ORDER}..1": True,
        "GPA.3300-4444-5555-66666": False, "GPA.3300-7777-8888-99999": False,
    }  # fmt: skip
    assert subscription.periods[f"{_ORDER}..1"].ends_at == datetime(2026, 11, 11, 10, tzinfo=UTC)
    assert subscription.named is not None
    assert subscription.named.name == "cccc-out-of-app.AO-J1Oxexample0003"


def test_what_is_no_push_is_no_push() -> None:
    """Bytes that are no message have no id; data that is not base64, or no JSON, is an error."""
    assert message_id_of(b"\xff") == message_id_of(b"[]") == ""
    for data in ("*", base64.b64encode(b"no").decode()):
        with pytest.raises(ValueError, match=r".+"):
            read_push(json.dumps({"message": {"data": data, "messageId": "1"}}))
