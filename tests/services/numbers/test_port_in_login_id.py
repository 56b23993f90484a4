"""One's own Login ID is not brought in as a Teamline number: it could sign no one in (I13, N7)."""

import pytest

from contracts.identity import AccountRegistered, ProfileChanged
from tests.services.numbers.harness import MEMBER, OWNER
from tests.services.numbers.port_ins_harness import NUMBER, PortInsHarness

OTHER_NUMBER = "+14155550111"


def _signs_in_with(port_ins: PortInsHarness, account: str, number: str, revision: int) -> None:
    port_ins.harness.deliver_event(
        ProfileChanged(
            account_id=account,
            revision=revision,
            name="Olga",
            email="o@example.com",
            email_confirmed=True,
            time_zone="UTC",
            notices=["email"],
            phone_number=number,
        )
    )


@pytest.mark.parametrize("query", [None, {"dry_run": "true"}])
def test_ones_own_login_id_is_refused_with_the_way_out(port_ins: PortInsHarness, query: dict[str, str] | None) -> None:
    """The sentence offers the change of the Login ID; after it, the number can be brought in."""
    _signs_in_with(port_ins, OWNER, NUMBER, 5)
    reply = port_ins.begins(query=query)
    assert (reply.status, reply.body["code"]) == (409, "number_is_login_id")
    assert "Change your Login ID in your profile first" in reply.body["title"]
    _signs_in_with(port_ins, OWNER, OTHER_NUMBER, 6)
    assert port_ins.begins(query=query).status in {200, 201}


def test_the_login_id_of_who_would_use_the_number_is_refused(port_ins: PortInsHarness) -> None:
    """An owner who brings in a member's number would lock them out."""
    _signs_in_with(port_ins, MEMBER, NUMBER, 5)
    reply = port_ins.begins(user_id=MEMBER)
    assert reply.body["code"] == "number_is_login_id"
    assert "the person who would use it" in reply.body["detail"]
    assert port_ins.begins().status == 201


def test_a_number_that_became_the_login_id_since_is_refused_on_submitting(port_ins: PortInsHarness) -> None:
    """The draft stays, and is submitted once the Login ID is another."""
    port_id = port_ins.draft()
    port_ins.upload(port_id)
    _signs_in_with(port_ins, OWNER, NUMBER, 5)
    assert port_ins.submit(port_id).body["code"] == "number_is_login_id"
    assert port_ins.status(port_id) == "draft"
    _signs_in_with(port_ins, OWNER, OTHER_NUMBER, 6)
    assert port_ins.submit(port_id).status == 200


def test_a_late_registration_brings_no_old_login_id_back(port_ins: PortInsHarness) -> None:
    """Whichever of the two arrives first, the changed number is the one that is refused (I13)."""
    _signs_in_with(port_ins, "acc_new", NUMBER, 3)
    registered = AccountRegistered(account_id="acc_new", phone_number=OTHER_NUMBER, name="N", email="n@example.com")
    port_ins.harness.deliver_event(registered)
    assert port_ins.begins("acc_new", payer="self").body["code"] == "number_is_login_id"
