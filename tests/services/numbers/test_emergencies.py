"""Emergency calls: said before a number is bought, acknowledged once, and where people are (N11)."""

from tests.services.numbers.harness import MEMBER, OTHER, OWNER, NumbersHarness
from tests.services.numbers.port_ins_harness import PortInsHarness

_KEY = "/v1/calling/emergency-address"
_ADDRESS = {
    "line1": "600 Congress Avenue",
    "line2": "Suite 300",
    "city": "Austin",
    "state": "TX",
    "postal_code": "78701",
}


def test_an_address_is_kept_per_person(harness: NumbersHarness) -> None:
    """In the United States or Canada, and read by no one else."""
    assert harness.ask(f"GET {_KEY}", MEMBER).body["address"] is None
    assert harness.ask(f"PUT {_KEY}", MEMBER, body=_ADDRESS).body["address"] == _ADDRESS
    moved = _ADDRESS | {"state": "on", "postal_code": "k1a 0b1"}
    assert harness.ask(f"PUT {_KEY}", MEMBER, body=moved).status == 200
    seen = harness.ask(f"GET {_KEY}", MEMBER).body["address"]
    assert (seen["state"], seen["postal_code"]) == ("ON", "K1A 0B1")
    assert harness.ask(f"GET {_KEY}", OTHER).body["address"] is None
    for wrong in ({"state": "Texas"}, {"postal_code": "7870"}, {"line1": " "}, {"city": "A\nB"}):
        assert harness.ask(f"PUT {_KEY}", MEMBER, body=_ADDRESS | wrong).status == 422


def test_it_is_acknowledged_once(harness: NumbersHarness) -> None:
    """The first time counts, and a new address leaves it."""
    acknowledge = "POST /v1/calling/emergency-acknowledgment"
    assert harness.ask(f"GET {_KEY}", MEMBER).body["acknowledged_at"] is None
    first = harness.ask(acknowledge, MEMBER).body
    assert first["acknowledged_at"]
    assert "911" in first["notice"]
    assert harness.ask(acknowledge, MEMBER).body["acknowledged_at"] == first["acknowledged_at"]
    assert harness.ask(f"PUT {_KEY}", MEMBER, body=_ADDRESS).body["acknowledged_at"] == first["acknowledged_at"]


def test_it_is_said_before_a_number_is_bought(harness: NumbersHarness) -> None:
    """In the quote, and on the number."""
    quote = harness.wants(query={"dry_run": "true"}).body
    assert any("911" in note for note in quote["notes"])
    assert "911" in harness.wants().body["emergency_notice"]


def test_a_number_says_whether_its_user_has_acknowledged_it(harness: NumbersHarness) -> None:
    """Not its buyer: the user is who must know. It is bought without, so that the app asks the user once."""
    number = harness.wants(user_id=MEMBER).body
    assert number["emergency_acknowledged"] is False
    for person in (OWNER, MEMBER):
        harness.ask("POST /v1/calling/emergency-acknowledgment", person)
        assert harness.see(number["number_id"])["emergency_acknowledged"] is (person == MEMBER)
    assert harness.wants().body["emergency_acknowledged"] is None
    assert harness.wants(user_id="me").body["emergency_acknowledged"] is True
    listed = harness.ask("GET /v1/numbers", OWNER).body["items"]
    assert [it["emergency_acknowledged"] for it in listed] == [True, None, True]


def test_another_user_is_asked_as_well(harness: NumbersHarness) -> None:
    """Each user of the number has to know; who knows already is not asked again."""
    harness.ask("POST /v1/calling/emergency-acknowledgment", OTHER)
    number = harness.has(user_id=OTHER)
    assert number["emergency_acknowledged"] is True
    assert harness.change(number["number_id"], user_id=MEMBER).body["emergency_acknowledged"] is False
    assert harness.change(number["number_id"], user_id=OTHER).body["emergency_acknowledged"] is True
    assert harness.change(number["number_id"], user_id=None).body["emergency_acknowledged"] is None


def test_a_port_in_says_it_too(port_ins: PortInsHarness) -> None:
    """In its quote, and on the form."""
    quote = port_ins.begins(query={"dry_run": "true"}).body
    assert any("911" in note for note in quote["notes"])
    assert "911" in port_ins.begins().body["emergency_notice"]
