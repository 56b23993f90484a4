"""Limits on codes: per number, per caller, per day; none of them lets a stranger lock an owner out for long (I4)."""

import pytest

from tests.services.identity.stage import ANN, HOME, STRANGER, Stage


def _number(last: int) -> str:
    return f"+1415555{last:04}"


def _apart(stage: Stage, times: int, **how: str) -> list[int]:
    """Sign-ups of one number, each when the pause before it is over."""
    statuses = []
    for _ in range(times):
        statuses.append(stage.sign_up(**how).status)
        stage.clock.forward(seconds=31)
    return statuses


def test_a_second_code_waits_however_it_is_asked_for(stage: Stage) -> None:
    """Starting again is no way round the pause: 429 `too_soon`."""
    stage.sign_up()
    reply = stage.sign_up()
    assert (reply.status, reply.body["code"]) == (429, "too_soon")
    assert 25 <= int(reply.headers["retry-after"]) <= 31
    stage.clock.forward(seconds=31)
    assert stage.sign_up().status == 202


def test_who_has_used_a_code_need_not_wait(stage: Stage) -> None:
    """The pause is for codes that are on their way."""
    stage.proved()
    assert stage.sign_up().status == 202


def test_one_caller_never_uses_up_a_number(stage: Stage) -> None:
    """A stranger may ask for all codes of an hour but one: the owner, elsewhere, still gets theirs (field 25)."""
    assert _apart(stage, 6, address=STRANGER) == [202] * 4 + [429] * 2
    assert stage.sign_up(address=HOME).status == 202


def test_a_number_gets_so_many_codes_an_hour_from_everywhere(stage: Stage) -> None:
    """The limit per number holds whoever asks, and ends with the hour."""
    statuses = [stage.sign_up(address=f"198.51.100.{caller}").status for caller in range(7)]
    assert statuses == [202] * 5 + [429] * 2
    refused = stage.sign_up(address=HOME)
    assert refused.body["code"] == "too_many_codes"
    assert 0 < int(refused.headers["retry-after"]) <= 3600
    stage.clock.forward(seconds=int(refused.headers["retry-after"]))
    assert stage.sign_up(address=HOME).status == 202


def test_a_caller_gets_so_many_codes_an_hour_for_all_numbers(stage: Stage) -> None:
    """The limit per address stops before the next look-up is paid for."""
    assert [stage.sign_up(_number(last)).status for last in range(100, 108)] == [202] * 8
    assert stage.sign_up(_number(108)).body["code"] == "too_many_codes"
    assert len(stage.carrier.looked_up) == 8
    assert stage.sign_up(_number(108), address=STRANGER).status == 202


def test_refused_numbers_count_as_well(stage: Stage) -> None:
    """Each new look-up counts for its caller, whatever comes of it: look-ups cost money."""
    stage.carrier.types.update({_number(last): "voip" for last in range(100, 109)})
    statuses = [stage.sign_up(_number(last)).status for last in range(100, 109)]
    assert statuses == [422] * 8 + [429]


def test_one_house_of_ipv6_is_one_caller(stage: Stage) -> None:
    """All addresses of a /64 count together."""
    statuses = [stage.sign_up(_number(100 + n), address=f"2001:db8::{n + 1:x}").status for n in range(9)]
    assert statuses == [202] * 8 + [429]


def test_codes_sent_again_count(stage: Stage) -> None:
    """A second code for a sign-up is a code like the first."""
    signup_id = stage.sign_up().body["signup_id"]
    for pause in (30, 60, 120):
        stage.clock.forward(seconds=pause)
        assert stage.ask("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}).status == 202
    stage.clock.forward(seconds=120)
    assert stage.sign_up().body["code"] == "too_many_codes"
    assert stage.sign_up(address=STRANGER).status == 202


class TestToday:
    """The codes of a day, for the whole service."""

    @pytest.fixture
    def limits(self) -> dict[str, str]:
        return {"SIGNUPS_PER_NUMBER_HOUR": "5", "SIGNUPS_PER_ADDRESS_HOUR": "100", "TEXTS_PER_DAY": "10"}

    def test_the_budget_of_a_day_ends_it(self, stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
        """When it is spent nobody is looked up or texted: 503 with Retry-After, and an alarm; tomorrow goes on."""
        assert [stage.sign_up(_number(last)).status for last in range(100, 107)] == [202] * 7
        assert "TextBudgetNearlyExhausted" not in capsys.readouterr().out
        assert [stage.sign_up(_number(last)).status for last in range(107, 110)] == [202] * 3
        assert "TextBudgetNearlyExhausted" in capsys.readouterr().out
        reply = stage.sign_up(_number(110))
        assert (reply.status, reply.body["code"]) == (503, "codes_exhausted")
        assert int(reply.headers["retry-after"]) > 0
        assert "TextBudgetExhausted" in capsys.readouterr().out
        assert len(stage.carrier.looked_up) == 10
        stage.clock.forward(days=1)
        assert stage.sign_up(_number(110)).status == 202

    def test_resets_of_nobody_spend_nothing(self, stage: Stage) -> None:
        """What sends no text costs none of the budget."""
        for last in range(100, 112):
            assert stage.ask("POST /v1/password-resets", {"phone_number": _number(last)}).status == 202
        assert stage.sign_up(ANN).status == 202
