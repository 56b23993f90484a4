"""The numbers that people use, on their rows in the list (T7), and what is done with them, in the log (T10)."""

from itertools import permutations
from typing import Any

import pytest

from contracts.numbers import (
    NumberActivated,
    NumberAssigned,
    NumberHandedOver,
    NumberMoved,
    NumberReleased,
    NumberRequested,
    NumberSuspended,
    NumberUnassigned,
)
from contracts.plan_events import PlanCancelled, PlanChanged, PlanResumed
from contracts.port_ins import PortInCancelled, PortInCompleted, PortInSubmitted
from contracts.port_outs import NumberPortedOut, PortOutObjected, PortOutPinChanged
from contracts.teams import MemberJoined, MemberRemoved
from kernel import aws, clock
from kernel.dynamodb.transact_items import TransactItem
from services.teams.domain.account import Account
from services.teams.stores import accounts
from tests.events import enveloped
from tests.faults import counted
from tests.services.teams.harness import ANN, BOB, CAT, DAN, EVE, Harness
from tests.services.teams.test_activity import log
from tests.services.teams.test_crashes import assert_consistent

_LIST = "GET /v1/team/users"
_LINE = "+13125550142"


def team_of(harness: Harness, account: str = ANN) -> str:
    return str(harness.call("GET /v1/team", account).body["team_id"])


def about(holder: str, revision: int, number_id: str = "num_1", phone_number: str = _LINE) -> dict[str, Any]:
    return {"number_id": number_id, "phone_number": phone_number, "holder": holder, "revision": revision}


def number_used_by(holder: str, user_id: str | None, revision: int = 1, **which: str) -> NumberActivated:
    return NumberActivated(**about(holder, revision, **which), user_id=user_id, subscription_id="sub_1")


def numbers(harness: Harness, account: str, as_: str = ANN) -> list[tuple[str, str]]:
    """Return the numbers on a person's row; list and single view show the same."""
    alone = harness.call("GET /v1/team/users/{user_id}", as_, path={"user_id": account}).body["numbers"]
    (row,) = [row for row in harness.call(_LIST, as_).body["items"] if row["user_id"] == account]
    assert row["numbers"] == alone
    return [(number["phone_number"], number["status"]) for number in alone]


def test_who_joins_again_is_later_than_their_removal(team: Harness) -> None:
    """However often the numbers on a person's row changed, the next join has the higher revision: it alone counts."""
    for place in range(3):
        used = number_used_by(team_of(team), CAT, number_id=f"num_{place}", phone_number=f"+1312555014{place}")
        team.deliver(used)
    team.call("DELETE /v1/team/users/{user_id}", ANN, path={"user_id": CAT})
    team.join(CAT)
    (off,), joins = team.published_data(MemberRemoved), team.published_data(MemberJoined)
    assert off["revision"] < joins[-1]["revision"]


def test_a_page_shows_who_uses_which_numbers(team: Harness) -> None:
    """A number appears with its user wherever it moves; a page is still one query (T7)."""
    holder = team_of(team)
    team.deliver(
        number_used_by(holder, None), number_used_by(holder, BOB, number_id="num_2", phone_number="+13125550143")
    )
    assert (numbers(team, BOB), numbers(team, CAT)) == ([("+13125550143", "active")], [])
    team.deliver(NumberAssigned(**about(holder, 2), user_id=BOB))
    assert numbers(team, BOB) == [(_LINE, "active"), ("+13125550143", "active")]
    team.deliver(NumberMoved(**about(holder, 3), from_user_id=BOB, to_user_id=CAT))
    assert (numbers(team, BOB), numbers(team, CAT)) == ([("+13125550143", "active")], [(_LINE, "active")])
    with counted(aws.client("dynamodb")) as calls:
        team.world.call(_LIST, as_=ANN)
    assert calls.made == ["GetItem", "Query"]
    team.deliver(NumberReleased(**about(holder, 9)))
    assert numbers(team, CAT) == []
    known = [item for item in team.items() if item["pk"].startswith(("NUMBER#", "ACCOUNT#"))]
    assert _LINE not in str(known), "what was given back is forgotten"


def test_rows_come_to_the_same_in_every_order(team: Harness) -> None:
    """In any order and with repetitions, each number is on its user's row only (T7)."""
    holder = team_of(team)
    for at, order in enumerate(permutations(range(3))):
        which = {"number_id": f"num_{at}", "phone_number": f"+1312555014{at}"}
        news = [
            number_used_by(holder, BOB, 1, **which),
            NumberMoved(**about(holder, 2, **which), from_user_id=BOB, to_user_id=CAT),
            NumberSuspended(**about(holder, 3, **which), user_id=CAT),
        ]
        team.deliver(*(news[it] for it in order), news[order[0]])
    assert numbers(team, CAT) == [(f"+1312555014{at}", "suspended") for at in range(6)]
    assert numbers(team, BOB) == []


def test_own_numbers_follow_their_user(team: Harness) -> None:
    """Own numbers appear on each team the person is on; the team's stay, even when the event is late (B10, T8)."""
    holder = team_of(team)
    team.deliver(number_used_by(EVE, EVE))
    team.join(EVE)
    team.deliver(number_used_by(holder, EVE, number_id="num_2", phone_number="+13125550143"))
    assert numbers(team, EVE) == [(_LINE, "active"), ("+13125550143", "active")]
    team.call("POST /v1/team/leave", EVE)
    team.join(EVE, by=DAN)
    assert numbers(team, EVE, DAN) == [(_LINE, "active")]
    lost = about(holder, 2, "num_2", "+13125550143")
    team.deliver(NumberUnassigned(**lost, from_user_id=EVE))
    team.call("POST /v1/team/leave", EVE)
    team.invite("+14155550104")
    team.redeem(EVE, team.code("+14155550104"))
    assert numbers(team, EVE) == [(_LINE, "active")]


def test_a_number_recorded_while_its_user_joins_is_not_lost(team: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """If they join between the read and the write, the event is handled again."""
    team.sign_up(EVE)
    team.invite("+14155550104")
    read, unchanged, code = accounts.read, accounts.check_unchanged, team.code("+14155550104")

    def check_after_joining(account: Account) -> TransactItem:
        monkeypatch.setattr(accounts, "check_unchanged", unchanged)
        assert team.redeem(EVE, code).status == 200
        assert read(team.table, EVE) != account
        return unchanged(account)

    monkeypatch.setattr(accounts, "check_unchanged", check_after_joining)
    team.deliver(number_used_by(EVE, EVE))
    assert numbers(team, EVE) == [(_LINE, "active")]


def test_people_are_found_by_the_numbers_they_use(team: Harness) -> None:
    """A number in any notation finds its user, and no one once it is unassigned (T7)."""
    holder = team_of(team)
    team.deliver(number_used_by(holder, CAT))
    for typed in (_LINE, "(312) 555-0142", "312555"):
        found = team.call(_LIST, ANN, query={"q": typed}).body["items"]
        assert [row["user_id"] for row in found] == [CAT], typed
    assert_consistent(team)
    team.deliver(NumberUnassigned(**about(holder, 2), from_user_id=CAT))
    assert team.call(_LIST, ANN, query={"q": _LINE}).body["items"] == []
    team.deliver(NumberAssigned(**about(holder, 3), user_id=CAT))
    team.call("DELETE /v1/team/users/{user_id}", ANN, path={"user_id": CAT}, query={"numbers": "keep"})
    assert_consistent(team)


def test_what_is_done_with_numbers_is_in_the_log(team: Harness) -> None:
    """Every change of a number or plan is logged: by whom, from where, and for whom (T10)."""
    holder = team_of(team)
    plan: dict[str, Any] = {
        "subscription_id": "sub_1",
        "number_id": "num_1",
        "plan_id": "local_yearly",
        "payer": holder,
        "revision": 2,
        "paid_through": clock.now(),
    }
    wanted = {"request_id": "num_1", "plan_id": "local_monthly", "asked_by": BOB, "restores": False}
    bought = {name: value for name, value in about(holder, 0).items() if name != "revision"} | wanted
    about_it = {name: value for name, value in about(holder, 6).items() if name != "holder"}
    for event in (
        NumberRequested(**bought, user_id=CAT),
        number_used_by(holder, None),
        NumberAssigned(**about(holder, 3), user_id=CAT),
        NumberMoved(**about(holder, 4), from_user_id=CAT, to_user_id=ANN),
        NumberUnassigned(**about(holder, 5), from_user_id=ANN),
        PlanCancelled(**plan),
        PlanResumed(**plan),
        PlanChanged(**plan | {"plan_id": "local_monthly", "next_plan_id": "local_yearly"}),
        NumberHandedOver(**about_it, subscription_id="sub_1", from_holder=holder, to_holder=CAT),
        NumberRequested(**bought | {"restores": True}, user_id=None),
    ):
        team.world.deliver(enveloped(event, actor=BOB, address="198.51.100.9"))
    lines = log(team, actor=BOB)[:9]
    assert [(line["action"], line["details"]) for line in reversed(lines)] == [
        ("number_bought", {"to": "Cat Brown", "plan_id": "local_monthly"}),
        ("number_assigned", {"to": "Cat Brown"}),
        ("number_moved", {"from": "Cat Brown", "to": "Ann Smith"}),
        ("number_unassigned", {"from": "Ann Smith"}),
        ("number_cancelled", {}),
        ("number_kept", {}),
        ("plan_changed", {"plan_id": "local_yearly"}),
        ("number_handed_over", {"to": "Cat Brown"}),
        ("number_bought_back", {"plan_id": "local_monthly"}),
    ]
    assert {line["subject"]["phone_number"] for line in lines} == {_LINE}
    assert {(line["actor"]["name"], line["address"]) for line in lines} == {("Bob Jones", "198.51.100.9")}


def test_port_ins_are_in_the_log(team: Harness) -> None:
    """Submitting and canceling are a person's lines; completion is Teamline's own line, and no purchase (N7)."""
    holder = team_of(team)
    port = {"port_id": "port_1", "phone_number": _LINE, "holder": holder}
    wanted = {"number_id": "num_1", "request_id": "num_1", "plan_id": "local_monthly", "asked_by": BOB, "user_id": CAT}
    for event in (
        PortInSubmitted(**port, asked_by=BOB),
        PortInCancelled(**port),
        NumberRequested(**port, **wanted, restores=False),
        PortInCompleted(**port, number_id="num_1", user_id=CAT),
    ):
        team.world.deliver(enveloped(event, actor=BOB))
    lines = [(line["action"], line["actor"]["name"], line["details"]) for line in log(team)[:3]]
    assert lines == [
        ("port_in_completed", "Teamline", {"to": "Cat Brown"}),
        ("port_in_cancelled", "Bob Jones", {}),
        ("port_in_submitted", "Bob Jones", {}),
    ]


def test_ports_out_are_in_the_log(team: Harness) -> None:
    """A new PIN and an objection are a person's lines; that a number has left is Teamline's, and on no row (N13)."""
    holder = team_of(team)
    team.deliver(number_used_by(holder, CAT))
    known = {"phone_number": _LINE, "holder": holder}
    for event in (
        PortOutPinChanged(**known, number_id="num_1"),
        PortOutObjected(**known, port_out_id="pout_1"),
        NumberPortedOut(**about(holder, 9), user_id=CAT, subscription_id="sub_1", at=clock.now()),
    ):
        team.world.deliver(enveloped(event, actor=BOB))
    assert [(line["action"], line["actor"]["name"]) for line in log(team)[:3]] == [
        ("number_ported_out", "Teamline"),
        ("port_out_objected", "Bob Jones"),
        ("port_out_pin_changed", "Bob Jones"),
    ]
    assert numbers(team, CAT) == []


def test_automatic_and_private_changes_are_not_in_the_log(team: Harness) -> None:
    """A plan that ends by itself, and what people do with their own numbers, is no line (T10)."""
    before = log(team)
    plan: dict[str, Any] = {
        "subscription_id": "sub_1",
        "number_id": "num_1",
        "plan_id": "local_yearly",
        "revision": 2,
        "paid_through": clock.now(),
    }
    team.world.deliver(enveloped(PlanCancelled(**plan, payer=team_of(team)), actor="system"))
    team.world.deliver(enveloped(PlanCancelled(**plan, payer=CAT), actor=CAT))
    assert log(team) == before
