"""The log of calls: a user's own, a team's for those who run it, by number, user and time (N9, E4)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from kernel import aws, clock
from services.numbers.domain.call_reasons import write_call_reason
from tests.faults import counted
from tests.moto_tables import items_in
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.texts_harness import FRIEND
from tests.services.numbers.voicemail_harness import VoicemailHarness


def _calls(unanswered: VoicemailHarness, as_: str, status: int = 200, **query: str) -> Any:
    reply = unanswered.harness.ask("GET /v1/calls", as_, query=query)
    assert reply.status == status, reply
    return [it["call_id"] for it in reply.body["items"]] if status == 200 else reply.body["code"]


def test_an_entry_says_who_when_how_long_what_it_cost_and_why(unanswered: VoicemailHarness) -> None:
    """The price is money, the reason a code and a sentence; a hidden caller is null."""
    about = {"answered_by": "forwarding", "seconds": 61, "price": 30_000, "reason": ""}
    at = unanswered.log("call_1", **about)
    unanswered.log("call_2", "", at - timedelta(minutes=1), reason="after_hours")
    first, second = unanswered.harness.ask("GET /v1/calls", MEMBER).body["items"]
    assert first == {
        "call_id": "call_1",
        "number_id": unanswered.number_id,
        "phone_number": unanswered.texts.phone_number,
        "other_number": FRIEND,
        "direction": "in",
        "user_id": MEMBER,
        "at": clock.to_text(at),
        "answered_by": "forwarding",
        "seconds": 61,
        "price": {"amount": "0.03", "currency": "USD"},
        "reason": None,
        "reason_text": None,
    }
    assert (second["other_number"], second["reason"]) == (None, "after_hours")
    assert second["reason_text"] == "It came outside business hours."


def test_any_reason_of_the_carrier_has_a_sentence() -> None:
    """Also one that is not known yet."""
    assert write_call_reason("no_such_cause") == "It couldn't be connected."
    assert write_call_reason("") is None


def test_a_user_sees_their_own_and_a_manager_the_teams(unanswered: VoicemailHarness) -> None:
    """A manager may narrow the list to one person of the team; a member to themselves."""
    now = clock.now()
    unanswered.log("call_1", at=now)
    unanswered.log("call_2", at=now - timedelta(minutes=1), user_id=OTHER, number_id="num_2")
    unanswered.log(
        "call_3", at=now - timedelta(minutes=2), user_id=OTHER, number_id="num_3", team_id=None, holder=OTHER
    )
    unanswered.log("call_4", at=now - timedelta(minutes=3), user_id=None)
    for manager in (OWNER, ADMIN):
        assert _calls(unanswered, manager) == ["call_1", "call_2", "call_4"]
        assert _calls(unanswered, manager, user_id=OTHER) == ["call_2"]
        assert _calls(unanswered, manager, number_id=unanswered.number_id) == ["call_1", "call_4"]
        assert _calls(unanswered, manager, number_id=unanswered.number_id, user_id=MEMBER) == ["call_1"]
        assert _calls(unanswered, manager, user_id="me") == []
    assert _calls(unanswered, MEMBER) == _calls(unanswered, MEMBER, user_id="me") == ["call_1"]
    assert _calls(unanswered, OTHER) == ["call_2", "call_3"]
    assert _calls(unanswered, OTHER, number_id="num_3") == ["call_3"]


def test_others_calls_are_not_found(unanswered: VoicemailHarness) -> None:
    """Neither by the number nor by the person, as if there were none."""
    unanswered.log("call_1")
    for caller in (OTHER, STRANGER):
        assert _calls(unanswered, caller) == []
        assert _calls(unanswered, caller, 404, number_id=unanswered.number_id) == "not_found"
        assert _calls(unanswered, caller, 404, user_id=MEMBER) == "not_found"
    assert _calls(unanswered, OWNER, 404, user_id=STRANGER) == "not_found"
    assert _calls(unanswered, OWNER, 404, number_id="num_unknown") == "not_found"


def test_a_later_user_sees_none_of_the_earlier_users_calls(unanswered: VoicemailHarness) -> None:
    """The earlier one still does: who called them is theirs."""
    unanswered.log("call_1", at=clock.now() - timedelta(days=1))
    assert unanswered.harness.change(unanswered.number_id, user_id=OTHER).status == 200
    unanswered.log("call_2", user_id=OTHER)
    assert _calls(unanswered, OTHER, number_id=unanswered.number_id) == ["call_2"]
    assert _calls(unanswered, MEMBER, number_id=unanswered.number_id) == ["call_1"]
    assert _calls(unanswered, OWNER, number_id=unanswered.number_id) == ["call_2", "call_1"]


def test_calls_are_filtered_by_time(unanswered: VoicemailHarness) -> None:
    """Both ends are included; an end alone is enough, and none before its start."""
    now = clock.now().replace(microsecond=0)
    for hours in range(4):
        unanswered.log(f"call_{hours}", at=now - timedelta(hours=hours))
    at = [clock.to_text(now - timedelta(hours=hours)) for hours in range(4)]
    assert _calls(unanswered, MEMBER, **{"from": at[2], "to": at[1]}) == ["call_1", "call_2"]
    assert _calls(unanswered, OWNER, **{"from": at[1]}) == ["call_0", "call_1"]
    assert _calls(unanswered, OWNER, to=at[2]) == ["call_2", "call_3"]
    assert _calls(unanswered, OWNER, 422, **{"from": at[0], "to": at[1]}) == "invalid_request"


@pytest.mark.parametrize("query", [{}, {"user_id": MEMBER}, {"from": "2026-01-01T00:00:00Z"}], ids=str)
def test_a_page_costs_as_much_in_a_long_log_as_in_a_short_one(
    unanswered: VoicemailHarness, query: dict[str, str]
) -> None:
    """A page is full, goes on where the last one ended, and is one query of an index, however many calls there are."""
    now = clock.now()
    for minutes in range(130):
        unanswered.log(f"call_{minutes}", at=now - timedelta(minutes=minutes))
    page = unanswered.harness.ask("GET /v1/calls", OWNER, query=query | {"limit": "60"}).body
    with counted(aws.client("dynamodb")) as calls:
        rest = unanswered.harness.ask(
            "GET /v1/calls", OWNER, query=query | {"limit": "60", "cursor": page["next_cursor"]}
        )
    assert [it["call_id"] for it in page["items"] + rest.body["items"]] == [f"call_{n}" for n in range(120)]
    assert calls.made.count("Query") <= 2
    assert _calls(unanswered, OWNER, 422, cursor="x") == "invalid_cursor"


def test_a_closed_account_leaves_no_one_in_the_log(unanswered: VoicemailHarness) -> None:
    """Its own calls are gone; the team's lines say what they cost, and not who talked to whom (I10)."""
    now = clock.now()
    for minutes in range(60):
        unanswered.log(f"call_{minutes}", at=now - timedelta(minutes=minutes), price=5)
    unanswered.log("call_own", at=now, team_id=None, holder=MEMBER, number_id="num_own")
    unanswered.harness.deliver_events(AccountClosed(account_id=MEMBER))
    lines = unanswered.harness.ask("GET /v1/calls", OWNER, query={"limit": "100"}).body["items"]
    assert {(it["user_id"], it["other_number"], it["price"]["amount"]) for it in lines} == {(None, None, "0.000005")}
    assert len(lines) == 60
    assert "call_own" not in str(items_in(unanswered.harness.table.name))


def test_the_team_is_that_of_the_call(unanswered: VoicemailHarness) -> None:
    """What a member was called about before they joined is not the team's."""
    unanswered.log("call_1", team_id=None, holder=MEMBER)
    unanswered.log("call_2", team_id=TEAM, at=clock.now() - timedelta(minutes=1))
    assert _calls(unanswered, OWNER, user_id=MEMBER) == ["call_2"]
