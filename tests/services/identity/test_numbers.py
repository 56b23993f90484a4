"""Which numbers may sign up: by number plan, by the carrier's answer, and at what cost (I1, I2)."""

from typing import Any

import pytest

from services.identity.carrier.client import read_line_type
from tests.services.identity.harness import ANN, BOB, STRANGER, Harness
from tests.services.identity.races import run_before_writes


@pytest.mark.parametrize(
    "written",
    [
        "+14155550100",
        "(415) 555-0100",
        "415.555.0100",
        "1 415 555 0100",
        " 4155550100 ",
        "001 415 555 0100",
        "\u202a+1 (\u0664\u0661\u0665) 555\u20110100\u202c",
    ],
)
def test_a_number_is_read_in_any_usual_notation(harness: Harness, written: str) -> None:
    """A number is stored as E.164 in whatever notation it is typed (I1)."""
    assert harness.sign_up(written).body["phone_number"] == ANN


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12345", "invalid_phone_number"),
        ("911", "invalid_phone_number"),
        ("+1 415 555 0100 ext. 7", "invalid_phone_number"),
        ("not a number", "invalid_phone_number"),
        ("+49 30 12345O7", "invalid_phone_number"),
        ("415555O100", "invalid_phone_number"),
        ("4155550100 home", "invalid_phone_number"),
        ("+1 800 555 0199", "toll_free_number_not_accepted"),
        ("+1 900 555 0199", "premium_number_not_accepted"),
        ("+44 5600 123456", "virtual_number_not_accepted"),
        ("+44 7012 345678", "number_kind_not_accepted"),
        ("+49 151 23456789", "country_not_served"),
        ("+1 876 555 0123", "country_not_served"),
    ],
)
def test_what_the_plan_refuses_costs_nothing(harness: Harness, number: str, code: str) -> None:
    """A number that its plan or country rules out is refused with its reason, without a look-up (I2, I4)."""
    reply = harness.sign_up(number)
    assert (reply.status, reply.body["code"], reply.body["errors"][0]["field"]) == (422, code, "phone_number")
    assert harness.carrier.looked_up == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("voip", "virtual_number_not_accepted"),
        ("toll free", "toll_free_number_not_accepted"),
        ("premium rate", "premium_number_not_accepted"),
        ("shared cost", "number_kind_not_accepted"),
        ("personal number", "number_kind_not_accepted"),
        ("pager", "number_kind_not_accepted"),
        ("uan", "number_kind_not_accepted"),
        ("voicemail", "number_kind_not_accepted"),
        ("unknown", "line_type_unknown"),
        ("a kind of tomorrow", "line_type_unknown"),
        ({"carrier": None, "portability": None}, "line_type_unknown"),
        ({"carrier": {"type": "mobile"}, "portability": {"line_type": "voip"}}, "virtual_number_not_accepted"),
        ({"carrier": {"type": "voip"}, "portability": {"line_type": "mobile"}}, "virtual_number_not_accepted"),
        ({"valid_number": False, "carrier": None, "portability": None}, "invalid_phone_number"),
    ],
)
def test_what_the_carrier_rules_out_is_refused_with_its_reason(harness: Harness, said: Any, code: str) -> None:
    """Virtual, toll-free, premium and unknown lines each have a code of their own; no code is sent (I2)."""
    harness.carrier.types[ANN] = said
    reply = harness.sign_up()
    assert (reply.status, reply.body["code"]) == (422, code)
    assert set(harness.settle()) <= {"LineRefused"}  # for who invited this number
    assert harness.sign_up().body["code"] == code
    assert len(harness.carrier.looked_up) == 1


@pytest.mark.parametrize(
    ("said", "channels"),
    [("mobile", ["sms", "call"]), ("fixed line", ["call"]), ("fixed line or mobile", ["sms", "call"])],
)
def test_the_line_decides_the_channels(harness: Harness, said: str, channels: list[str]) -> None:
    """A mobile is texted, a landline called; a line that may be either is texted, and can be called (I2, I3)."""
    harness.carrier.types[ANN] = said
    body = harness.sign_up().body
    assert (body["channel"], body["channels"]) == (channels[0], channels)


def test_a_look_up_is_paid_for_once_in_thirty_days(harness: Harness) -> None:
    """The answer is kept for 30 days (I2)."""
    for _ in range(2):
        harness.sign_up()
        harness.clock.forward(hours=1)
    harness.clock.forward(days=29)
    harness.sign_up()
    assert len(harness.carrier.looked_up) == 1
    harness.clock.forward(days=1)
    harness.sign_up()
    assert len(harness.carrier.looked_up) == 2


@pytest.mark.parametrize("status", [500, 503, 429, 401, 402, 403])
def test_a_look_up_that_is_down_loses_nothing(harness: Harness, status: int) -> None:
    """503 with Retry-After; the same request works as soon as the carrier is back (I2)."""
    harness.carrier.status = status
    reply = harness.sign_up()
    assert (reply.status, reply.body["code"]) == (503, "look_up_unavailable")
    assert int(reply.headers["retry-after"]) > 0
    harness.carrier.status = 200
    assert harness.sign_up().status == 202


def test_a_number_that_the_carrier_refuses_is_of_unknown_line(harness: Harness) -> None:
    """A 4xx about the number is an answer: the carrier does not know it."""
    harness.carrier.status = 422
    assert harness.sign_up().body["code"] == "line_type_unknown"


def test_many_requests_for_one_number_pay_once(harness: Harness) -> None:
    """While a look-up runs, another sign-up with that number waits, and none is paid for twice."""
    met: list[Any] = []

    def another() -> None:
        met.append(harness.sign_up(address=STRANGER))

    look_up = harness.carrier.look_up

    def slow(phone_number: str) -> dict[str, Any]:
        another()
        return look_up(phone_number)

    harness.carrier.__dict__["look_up"] = slow
    assert harness.sign_up().status == 202
    assert (met[0].status, met[0].body["code"]) == (429, "too_soon")
    assert int(met[0].headers["retry-after"]) <= 15
    assert harness.carrier.looked_up == [ANN]


def test_two_look_ups_at_the_same_moment_pay_once(harness: Harness) -> None:
    """The claim is a condition in the table: the second caller is refused and tries again."""
    met: list[Any] = []
    with run_before_writes(lambda: met.append(harness.sign_up(address=STRANGER))):
        reply = harness.sign_up()
    assert (met[0].status, reply.status, reply.body["code"]) == (202, 429, "too_soon")
    assert harness.carrier.looked_up == [ANN]


def test_numbers_do_not_wait_for_each_other(harness: Harness) -> None:
    """Another number is another look-up."""
    assert [harness.sign_up(ANN).status, harness.sign_up(BOB).status] == [202, 202]
    assert harness.carrier.looked_up == [ANN, BOB]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": None},
        {"data": []},
        {"data": {"carrier": "mobile"}},
        {"data": {"carrier": {"type": 7}, "portability": {"line_type": None}}},
    ],
)
def test_an_answer_that_makes_no_sense_is_unknown(answer: dict[str, Any]) -> None:
    """No answer of the carrier raises an error or lets a number in."""
    assert read_line_type(answer) == "unknown"


@pytest.mark.parametrize(
    "number", ["+14362345678", "+17872341234", "+16716421234", "+447797712345", "+447781123456", "+447624369230"]
)
def test_new_area_codes_and_territories_sign_up(harness: Harness, number: str) -> None:
    """An area code that no table has is left to the look-up; territories come with the country that is served."""
    assert harness.sign_up(number).status == 202
    assert harness.carrier.looked_up[-1] == number
