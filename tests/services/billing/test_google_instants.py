"""What Google answers is dated before it was asked: of two answers the one that was asked for later holds (B9)."""

from datetime import datetime

import pytest

from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import RenewalSaid, Store, StoreSubscription
from tests.services.billing.google import ORDER, PACKAGE, TOKEN, google_store, line, purchase, scripted_google

_PATH = f"/androidpublisher/v3/applications/{PACKAGE}/purchases/subscriptionsv2"
_KNOWN = StoreSubscription(Store.GOOGLE_PLAY, TOKEN)


def _said_at(report: StoreReport) -> datetime:
    (said,) = [it.said_at for it in report.facts if isinstance(it, RenewalSaid)]
    return said


@pytest.mark.parametrize("answer", [(200, purchase(line(None, ORDER))), (404, {})], ids=["found", "ended"])
def test_a_look_is_as_old_as_its_question(answer: tuple[int, object]) -> None:
    """An answer that was long under way does not win over one that was asked for after it."""
    with scripted_google() as google:
        google.answers[_PATH] = [answer]
        assert _said_at(google_store(google, lambda _: _KNOWN).look(_KNOWN)) <= google.asked_at[0]


def test_a_proof_is_as_old_as_its_first_question() -> None:
    """Also where the purchase before is asked for, too."""
    with scripted_google() as google:
        google.answers[f"{_PATH}/tokens/new"] = [(200, purchase(line(None, ORDER), linkedPurchaseToken=TOKEN))]
        google.answers[_PATH] = [(200, purchase(line(None, ORDER)))]
        report = google_store(google, lambda _: None).read_proof("new")
        assert report.store_id == TOKEN
        assert _said_at(report) <= google.asked_at[0]
