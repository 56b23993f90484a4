"""What an action that ends or changes a place on a team does to numbers is said before it happens (decision 075)."""

from typing import Any

from contracts.teams import MemberSuspended
from kernel.dynamodb.transact_items import put
from services.numbers.domain.consequences import Affected, consequences_of
from tests.moto_tables import items_in
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, NumbersHarness, joined

_ROUTE = "GET /v1/numbers/consequences"


def said(harness: NumbersHarness, action: str, as_: str = OWNER, user_id: str = "me") -> list[dict[str, Any]]:
    reply = harness.ask(_ROUTE, as_, query={"action": action, "user_id": user_id})
    assert reply.status == 200, reply
    return list(reply.body["items"])


def fates(items: list[dict[str, Any]]) -> dict[str, str]:
    return {it["number_id"] or it["kind"]: it["fate"] for it in items}


def test_each_number_has_its_fate_its_paid_days_and_its_price(harness: NumbersHarness) -> None:
    """Numbers of the team go or stay as is chosen; each says until when it is paid, and what it costs then."""
    number = harness.has(user_id=MEMBER)
    (shown, lost, texts) = said(harness, "remove", user_id=MEMBER)
    assert (shown["kind"], shown["fate"], shown["number_id"]) == ("number", "chosen", number["number_id"])
    assert (shown["paid_through"], shown["price"]["amount"], shown["months"]) == (number["paid_through"], "1.00", 1)
    assert (lost["kind"], lost["fate"]) == ("voicemails", "chosen")
    assert (texts["kind"], texts["fate"]) == ("texts", "person")


def test_numbers_stay_with_who_has_them(harness: NumbersHarness) -> None:
    """Who leaves keeps their own numbers, and the team keeps its own; who is suspended cannot use the team's."""
    own = harness.has(STRANGER)["number_id"]
    harness.deliver_events(joined(STRANGER))
    lent = harness.has(user_id=STRANGER)["number_id"]
    assert fates(said(harness, "leave", STRANGER)) == {
        own: "person",
        lent: "team",
        "voicemails": "ends",
        "texts": "person",
    }
    assert fates(said(harness, "remove", user_id=STRANGER))[lent] == "chosen"
    assert fates(said(harness, "suspend", user_id=STRANGER)) == {own: "stays", lent: "paused"}
    assert fates(said(harness, "close", STRANGER)) == {own: "ends", lent: "team", "texts": "ends"}


def test_a_teams_numbers_go_with_their_users_or_to_the_owner(harness: NumbersHarness) -> None:
    """When it is dissolved; when it is handed over, all of them stay as they are."""
    used, free, mine = (harness.has(user_id=user)["number_id"] for user in (MEMBER, None, OWNER))
    assert fates(said(harness, "dissolve")) == {used: "person", free: "owner", mine: "owner", "texts": "person"}
    assert fates(said(harness, "hand_over", user_id=ADMIN)) == {used: "stays", free: "stays", mine: "stays"}


def test_what_is_not_named_is_counted(harness: NumbersHarness) -> None:
    """Fifty numbers are named; how many more there are is said exactly, and of transfers on their way as well."""
    number_id = harness.has(user_id=MEMBER)["number_id"]
    (item,) = [it for it in items_in(harness.table.name, "NUMBER") if it["pk"].endswith(number_id)]
    for at in range(60):
        copy = {"pk": f"NUMBER#num_{at:03}", "number_id": f"num_{at:03}", "phone_number": f"+1415555{at:04}"}
        harness.table.commit([put(item | copy | {"gsi1sk": f"{at:03}", "gsi2sk": f"{at:03}"})])
    items = said(harness, "dissolve")
    assert sum(it["kind"] == "number" for it in items) == 50
    (more,) = [it for it in items if it["kind"] == "more_numbers"]
    assert (more["count"], more["is_least"]) == (11, False)
    (theirs,) = [it for it in said(harness, "remove", user_id=MEMBER) if it["kind"] == "more_numbers"]
    assert theirs["count"] == 11


def test_more_than_can_be_counted_is_said_as_that() -> None:
    """Beyond what is counted, the number is a lower bound, and says so."""
    (more, *_) = consequences_of("dissolve", OWNER, Affected([], more=950, is_least=True))
    assert (more.kind, more.count, more.is_least) == ("more_numbers", 950, True)


def test_rights_are_those_of_the_action(harness: NumbersHarness) -> None:
    """Members read what leaving does, admins what a removal does, owners what dissolving does."""

    def status(action: str, as_: str, user_id: str = "me") -> int:
        return harness.ask(_ROUTE, as_, query={"action": action, "user_id": user_id}).status

    assert [status("remove", as_, MEMBER) for as_ in (OWNER, ADMIN, MEMBER, STRANGER)] == [200, 200, 403, 404]
    assert [status("dissolve", as_) for as_ in (OWNER, ADMIN, MEMBER, STRANGER)] == [200, 403, 403, 404]
    assert [status("leave", as_) for as_ in (ADMIN, MEMBER, STRANGER)] == [200, 200, 404]
    assert status("remove", OWNER, STRANGER) == 404
    harness.deliver_events(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=2))
    assert status("leave", MEMBER) == 200
