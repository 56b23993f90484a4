"""Limits on codes per number, network and day; none lets a stranger lock an owner out for long (I4)."""

import pytest

from tests.services.identity.harness import ANN, HOME, STRANGER, Harness, solve


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


def test_a_56_and_a_48_are_limited_over_their_networks(harness: Harness) -> None:
    """A /48 has 65,536 networks of /64: it gets five times the codes of one, a /56 twice as many."""
    same_56 = [harness.sign_up(_number(100 + n), address=f"2001:db8:1:{n:x}::1").status for n in range(17)]
    assert same_56 == [202] * 16 + [429]
    same_48 = [harness.sign_up(_number(200 + n), address=f"2001:db8:1:{n + 1:x}00::1").status for n in range(25)]
    assert same_48 == [202] * 24 + [429]
    assert harness.sign_up(_number(300), address="2001:db8:2::1").status == 202


class TestChallenge:
    """A puzzle before a refusal: half of a network's limit, or of the day's budget."""

    def test_a_network_at_half_of_its_limit_solves_a_puzzle(self, harness: Harness) -> None:
        """The fifth of eight codes is answered 429 `challenge_required`; with the proof it is sent."""
        for last in range(100, 104):
            assert harness.sign_up(_number(last)).status == 202
        assert harness.puzzles == []
        body = {"phone_number": _number(104)}
        refused = harness.request_once("POST /v1/signups", body)
        assert (refused.status, refused.body["code"]) == (429, "challenge_required")
        assert "retry-after" in refused.headers
        assert len(harness.carrier.looked_up) == 4
        assert harness.sign_up(_number(104)).status == 202
        assert harness.request_once("POST /v1/signups", {"phone_number": _number(9)}, address=STRANGER).status == 202

    def test_a_proof_is_for_one_number_one_network_and_five_minutes(self, harness: Harness) -> None:
        """A proof that was solved elsewhere, for another number, too easily or long ago is worth nothing."""
        for last in range(100, 104):
            harness.sign_up(_number(last))
        puzzle = harness.request_once("POST /v1/signups", {"phone_number": _number(104)}).body
        proof = solve(puzzle["puzzle"], puzzle["zero_bits"])
        expires, _, signed = puzzle["puzzle"].split(".")
        forged = [proof[:-1] + "x", solve(f"{expires}.1.{signed}", 1), ":", "1.2.3:4", "٣.14.a:b", "x" * 300]
        for wrong in forged:
            assert _with_proof(harness, 104, wrong) == (429, "challenge_required")
        assert _with_proof(harness, 105, proof) == (429, "challenge_required")
        harness.clock.forward(minutes=5, seconds=1)
        assert _with_proof(harness, 104, proof) == (429, "challenge_required")
        harness.clock.forward(minutes=-5, seconds=-1)
        assert _with_proof(harness, 104, proof)[0] == 202

    def test_resets_and_further_codes_are_challenged_too(self, harness: Harness) -> None:
        """Each caller who requests a code solves the puzzle, whether or not the number has an account."""
        harness.person(ANN)
        signup_id = harness.sign_up(_number(100)).body["signup_id"]
        for last in range(101, 103):
            harness.sign_up(_number(last))
        harness.clock.forward(minutes=1)
        answers = [
            harness.request_once("POST /v1/password-resets", {"phone_number": ANN}),
            harness.request_once("POST /v1/password-resets", {"phone_number": _number(999)}),
            harness.request_once("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}),
        ]
        assert {answer.body["code"] for answer in answers} == {"challenge_required"}
        assert harness.request("POST /v1/password-resets", {"phone_number": ANN}).status == 202


def _with_proof(harness: Harness, last: int, proof: str) -> tuple[int, str]:
    reply = harness.request_once("POST /v1/signups", {"phone_number": _number(last)}, headers={"teamline-proof": proof})
    return reply.status, reply.body.get("code", "")


class TestToday:
    """The codes of a day, for the whole service: 7 of 10 for sign-ups, 5 of them in one country."""

    @pytest.fixture
    def limits(self) -> dict[str, str]:
        return {
            "SIGNUPS_PER_NUMBER_HOUR": "5",
            "SIGNUPS_PER_ADDRESS_HOUR": "100",
            "TEXTS_PER_DAY": "10",
            "TEXTS_PER_COUNTRY_DAY": "5",
        }

    def test_the_budget_of_a_day_ends_it(self, harness: Harness, capsys: pytest.CaptureFixture[str]) -> None:
        """Once the share of sign-ups is spent there are none: 503 with Retry-After and alarms, until tomorrow."""
        numbers = [*(_number(last) for last in range(100, 105)), "+447400123457"]
        assert [harness.sign_up(number).status for number in numbers[:2]] == [202] * 2
        assert "TextBudgetHalfSpent" not in capsys.readouterr().out
        assert [harness.sign_up(number).status for number in numbers[2:]] == [202] * 4
        out = capsys.readouterr().out
        assert "TextBudgetHalfSpent" in out
        assert "TextBudgetNearlyExhausted" in out
        assert harness.sign_up("+447400123458").status == 202
        reply = harness.sign_up("+447400123459")
        assert (reply.status, reply.body["code"]) == (503, "codes_exhausted")
        assert int(reply.headers["retry-after"]) > 0
        assert "TextBudgetExhausted" in capsys.readouterr().out
        assert len(harness.carrier.looked_up) == 7
        harness.clock.forward(days=1)
        assert harness.sign_up("+447400123459").status == 202

    def test_one_country_never_uses_up_the_others(self, harness: Harness) -> None:
        """An attack on the numbers of one country ends at its share; another country's people still sign up."""
        assert [harness.sign_up(_number(last)).status for last in range(100, 106)] == [202] * 5 + [503]
        assert harness.sign_up("+447400123456").status == 202

    def test_sign_ups_never_use_up_the_codes_of_people_with_an_account(self, harness: Harness) -> None:
        """The reserve is for password resets: a customer gets in while sign-ups are refused (I4)."""
        harness.person(ANN)
        harness.clock.forward(minutes=1)
        numbers = [_number(last) for last in range(100, 104)] + [f"+4474001234{last}" for last in range(50, 53)]
        assert [harness.sign_up(number).status for number in numbers] == [202] * 6 + [503]
        assert harness.request("POST /v1/password-resets", {"phone_number": ANN}).status == 202
        assert harness.settle()[-1] == "CodeRequested"

    def test_resets_without_an_account_spend_nothing(self, harness: Harness) -> None:
        """A reset that sends no text costs none of the budget."""
        for last in range(100, 112):
            assert harness.request("POST /v1/password-resets", {"phone_number": _number(last)}).status == 202
        assert harness.sign_up(ANN).status == 202
