"""The list of port-ins: who sees which, its pages and its filter (N7, E3, E4)."""

from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM
from tests.services.numbers.port_ins_harness import PortInsHarness


def test_only_managers_see_the_teams_port_ins(port_ins: PortInsHarness) -> None:
    """Owner and admins see the team's port-ins, a member only their own; others get 404 (E3)."""
    team, own = port_ins.draft(), port_ins.draft(as_=MEMBER, payer="self", phone_number="+12125550150")
    assert [it["port_id"] for it in port_ins.harness.ask("GET /v1/port-ins", ADMIN).body["items"]] == [team]
    assert [it["port_id"] for it in port_ins.harness.ask("GET /v1/port-ins", MEMBER).body["items"]] == [own]
    for caller, port_id in ((MEMBER, team), (STRANGER, team), (OWNER, own)):
        assert port_ins.harness.ask("GET /v1/port-ins/{id}", caller, path={"id": port_id}).status == 404
    assert port_ins.begins(MEMBER, payer="team").status == 403
    assert port_ins.see(team, ADMIN)["holder"] == "team"


def test_the_list_is_paged_newest_first_and_filtered(port_ins: PortInsHarness) -> None:
    """The list has a stable order, a cursor, and a filter by status (E4)."""
    ids = [port_ins.draft(phone_number=f"+1212555015{last}") for last in range(3)]
    port_ins.cancel(ids[0])
    first = port_ins.harness.ask("GET /v1/port-ins", query={"limit": "2"}).body
    rest = port_ins.harness.ask("GET /v1/port-ins", query={"limit": "2", "cursor": first["next_cursor"]}).body
    assert [it["port_id"] for it in first["items"] + rest["items"]] == ids[::-1]
    cancelled = port_ins.harness.ask("GET /v1/port-ins", query={"status": "cancelled"}).body["items"]
    assert [it["port_id"] for it in cancelled] == [ids[0]]
    assert TEAM not in str(first)
