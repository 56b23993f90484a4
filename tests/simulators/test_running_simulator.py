"""Tests of the simulators that run in this process: each test begins with nothing of the test before."""

import requests

from tests.carrier import RunningCarrier


def test_a_webhook_of_the_test_before_is_not_kept(at_carrier: RunningCarrier) -> None:
    """A delivery that was on its way as the test before ended is answered, and forgotten."""
    for test in (at_carrier.listener.test - 1, at_carrier.listener.test):
        answer = requests.post(
            f"{at_carrier.origin}/webhooks/carrier", b"{}", headers={"x-test-number": str(test)}, timeout=5
        )
        assert answer.status_code == 200
    assert len(at_carrier.listener.received) == 1
    at_carrier.listener.received.clear()
