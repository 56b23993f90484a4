"""What Google has paid back is what its list of voided orders says, whatever a push says (B9, decision 070)."""

import base64
import dataclasses
import json
from datetime import UTC, datetime

import pytest

from tests.services.billing.playing import PlayHarness


def test_a_refund_that_google_does_not_list_is_not_believed(play: PlayHarness) -> None:
    """A push's token signs no body: one that is replayed could say that anything was paid back (decision 070)."""
    bought = play.buy()
    push = play.arrived(bought["notification_id"])
    body = json.loads(push.body)
    said = json.loads(base64.b64decode(body["message"]["data"]))
    void = {"purchaseToken": bought["receipt"], "orderId": bought["period"], "productType": 1, "refundType": 1}
    forged = {"packageName": said["packageName"], "voidedPurchaseNotification": void}
    for at in ("0", said["eventTimeMillis"], "99999999999999"):
        forged["eventTimeMillis"] = at
        body["message"] |= {"data": base64.b64encode(json.dumps(forged).encode()).decode(), "messageId": f"f{at}"}
        assert play.receive(dataclasses.replace(push, body=json.dumps(body).encode())) == 200
    assert not play.only().is_refunded(bought["period"])
    assert play.asked("voidedpurchases") == 3


def test_a_refund_that_was_pushed_is_not_counted_as_missed(
    play: PlayHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """Google's list is asked for it, however late the push comes."""
    order = play.buy(at=datetime(2026, 10, 1, 10, tzinfo=UTC).isoformat())["period"]
    play.happen("refunded", period=order, at=datetime(2026, 11, 5, 10, tzinfo=UTC).isoformat())
    assert play.only().is_refunded(order)
    assert '"StoreNewsMissed":' not in capsys.readouterr().out
