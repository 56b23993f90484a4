"""Limits on codes per number, network and day; none lets a stranger lock an owner out for long (I4)."""

import pytest

from tests.services.identity.harness import ANN, HOME, STRANGER, Harness


def _number(last: int) -> str:
    return f"+1415555{last:04}"


def _sign_up_after_pauses(harness: Harness, times: int, **options: str) -> list[int]:
    """Sign up with one number several times, each after the pause, and return the statuses."""
    statuses = []
    for _ in range(times):
        statuses.append(harness.sign_up(**options).status)
        harness.clock.forward(seconds=31)
    return statuses


def test_a_second_code_waits_for_the_pause(harness: Harness) -> None:
    """Starting another sign-up does not bypass the pause: 429 `too_soon`."""
    harness.sign_up()
    reply = harness.sign_up()
    assert (reply.status, reply.body["code"]) == (429, "too_soon")
    assert 25 <= int(reply.headers["retry-after"]) <= 31
    harness.clock.forward(seconds=31)
    assert harness.sign_up().status == 202


def test_a_used_code_ends_the_pause(harness: Harness) -> None:
    """The pause is for codes that are still on their way."""
    harness.registration_token()
    assert harness.sign_up().status == 202


def test_one_caller_never_uses_up_a_number(harness: Harness) -> None:
    """A stranger can request all codes of an hour but one: the owner, elsewhere, still gets theirs (field 25)."""
    assert _sign_up_after_pauses(harness, 6, address=STRANGER) == [202] * 4 + [429] * 2
    assert harness.sign_up(address=HOME).status == 202


def test_a_number_gets_so_many_codes_an_hour_from_everywhere(harness: Harness) -> None:
    """The limit per number applies to all callers together, and ends with the hour."""
    statuses = [harness.sign_up(address=f"198.51.100.{caller}").status for caller in range(7)]
    assert statuses == [202] * 5 + [429] * 2
    refused = harness.sign_up(address=HOME)
    assert refused.body["code"] == "too_many_codes"
    assert 0 < int(refused.headers["retry-after"]) <= 3600
    harness.clock.forward(seconds=int(refused.headers["retry-after"]))
    assert harness.sign_up(address=HOME).status == 202


def test_a_caller_gets_so_many_codes_an_hour_for_all_numbers(harness: Harness) -> None:
    """The limit per network stops a caller before the next look-up is paid for."""
    assert [harness.sign_up(_number(last)).status for last in range(100, 108)] == [202] * 8
    assert harness.sign_up(_number(108)).body["code"] == "too_many_codes"
    assert len(harness.carrier.looked_up) == 8
    assert harness.sign_up(_number(108), address=STRANGER).status == 202


def test_refused_numbers_count_as_well(harness: Harness) -> None:
    """Each new look-up counts for its caller, whatever the result: look-ups cost money."""
    harness.carrier.types.update({_number(last): "voip" for last in range(100, 109)})
    statuses = [harness.sign_up(_number(last)).status for last in range(100, 109)]
    assert statuses == [422] * 8 + [429]


def test_one_ipv6_network_is_one_caller(harness: Harness) -> None:
    """All addresses of a /64 count together."""
    statuses = [harness.sign_up(_number(100 + n), address=f"2001:db8::{n + 1:x}").status for n in range(9)]
    assert statuses == [202] * 8 + [429]


def test_codes_sent_again_count(harness: Harness) -> None:
    """A second code for a sign-up counts like the first."""
    signup_id = harness.sign_up().body["signup_id"]
    for pause in (30, 60, 120):
        harness.clock.forward(seconds=pause)
        assert harness.request("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}).status == 202
    harness.clock.forward(seconds=120)
    assert harness.sign_up().body["code"] == "too_many_codes"
    assert harness.sign_up(address=STRANGER).status == 202


class TestToday:
    """The codes of a day, for the whole service."""

    @pytest.fixture
    def limits(self) -> dict[str, str]:
        return {"SIGNUPS_PER_NUMBER_HOUR": "5", "SIGNUPS_PER_ADDRESS_HOUR": "100", "TEXTS_PER_DAY": "10"}

    def test_the_budget_of_a_day_ends_it(self, harness: Harness, capsys: pytest.CaptureFixture[str]) -> None:
        """Once the budget is spent there are no codes: 503 with Retry-After and an alarm, until tomorrow."""
        assert [harness.sign_up(_number(last)).status for last in range(100, 107)] == [202] * 7
        assert "TextBudgetNearlyExhausted" not in capsys.readouterr().out
        assert [harness.sign_up(_number(last)).status for last in range(107, 110)] == [202] * 3
        assert "TextBudgetNearlyExhausted" in capsys.readouterr().out
        reply = harness.sign_up(_number(110))
        assert (reply.status, reply.body["code"]) == (503, "codes_exhausted")
        assert int(reply.headers["retry-after"]) > 0
        assert "TextBudgetExhausted" in capsys.readouterr().out
        assert len(harness.carrier.looked_up) == 10
        harness.clock.forward(days=1)
        assert harness.sign_up(_number(110)).status == 202

    def test_resets_without_an_account_spend_nothing(self, harness: Harness) -> None:
        """A reset that sends no text costs none of the budget."""
        for last in range(100, 112):
            assert harness.request("POST /v1/password-resets", {"phone_number": _number(last)}).status == 202
        assert harness.sign_up(ANN).status == 202
