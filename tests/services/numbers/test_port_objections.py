"""What carriers object to: a row for each code, what we ask again by ourselves, and a number that is corrected (N7)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from kernel import clock
from services.numbers.domain.port_in_terms import RESP_ORG
from services.numbers.domain.port_objections import CAUSES
from services.numbers.stores import claims
from simulators.telnyx.porting.exceptions import EXCEPTION_TYPES
from tests.in_process import mails
from tests.services.numbers.harness import OWNER
from tests.services.numbers.port_ins_harness import FORM, NUMBER, PortInsHarness
from tests.services.numbers.test_port_crossings import age

OTHER = "+12125550145"
_ERRORS = Path(__file__).parents[4] / "shared" / "outside" / "telnyx" / "error_codes.txt"


@pytest.mark.parametrize("code", [*EXCEPTION_TYPES, *map(str, range(80003, 80019))])
def test_every_code_of_the_document_has_a_row(code: str) -> None:
    """The codes of a status and of a refusal; each says either what to do, or that we try again, never both."""
    cause = CAUSES[code]
    assert cause.message.endswith(".")
    assert cause.is_ours == ("try again" in cause.message)
    assert not (cause.is_ours and cause.field)
    assert cause.is_ours or re.search(
        r"(?i)Ask|Enter|Choose|Upload|Check|Call|Tell|Sign|missing|different", cause.message
    )


def test_the_error_list_of_the_carrier_has_no_porting_code_without_a_row() -> None:
    """Read from the list itself, where it is at hand."""
    if _ERRORS.exists():
        listed = set(re.findall(r"^\| (800(?:0[3-9]|1[0-8])) ", _ERRORS.read_text(), re.MULTILINE))
        assert len(listed) == 16
        assert listed <= CAUSES.keys()


def test_what_is_ours_is_asked_again_after_a_day(port_ins: PortInsHarness) -> None:
    """A split order asks nothing of its holder: one notice that says so, and a resubmission by itself."""
    port_id, before = port_ins.sent(), len(mails(f"{OWNER}@example.com"))
    port_ins.happens(port_id, status="needs_info", code="PORTING_ORDER_SPLIT_REQUIRED")
    seen = port_ins.see(port_id)
    assert seen["problems"][0]["is_ours"] is True
    assert seen["history"][-1]["message"].startswith("It's held up. Your old carrier wants this request split up")
    age(port_ins, port_id, timedelta(days=1))
    port_ins.asks(clock.now() + timedelta(hours=7))
    port_ins.is_at(port_id, "submitted")
    assert port_ins.status(port_id) == "in_review"
    said = [mail for mail in mails(f"{OWNER}@example.com")[before:] if "held up" in mail]
    assert len(said) == 1
    assert "Fix this" not in said[0]
    assert [it["body"] for it in port_ins.order_comments(port_id)][-1].startswith("Please try again, or split")


def test_a_wrong_number_is_corrected_and_proved_anew(port_ins: PortInsHarness) -> None:
    """The number before is free and its order canceled; the new one needs its own code, then is requested."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="needs_info", code="PHONE_NUMBER_MISMATCH")
    changed = port_ins.mend(port_id, phone_number=OTHER)
    assert (changed.status, changed.body["control"]["is_proved"]) == (200, False)
    assert port_ins.harness.table.get(**claims.key(NUMBER)) is None
    assert port_ins.submit(port_id).body["code"] == "control_not_proved"
    port_ins.prove(port_id)
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    port_ins.is_at(port_id, "submitted")
    orders = {it["phone_numbers"][0]["phone_number"]: it["status"]["value"] for it in port_ins.orders()}
    assert orders[OTHER] == "submitted"
    assert orders[NUMBER] in ("cancel-pending", "cancelled")
    port_ins.hear_all()
    assert (port_ins.status(port_id), port_ins.see(port_id)["phone_number"]) == ("in_review", OTHER)


def test_a_corrected_number_must_be_free_and_portable(port_ins: PortInsHarness) -> None:
    """As when a port-in is started."""
    port_ins.sent(phone_number=OTHER)
    port_id = port_ins.draft()
    assert port_ins.mend(port_id, phone_number=OTHER).body["code"] == "number_taken"
    assert port_ins.mend(port_id, phone_number="+12125550911").body["code"] == "not_portable"


def test_numbers_that_stay_have_a_main_number(port_ins: PortInsHarness) -> None:
    """If the main number moves, the form must name the next; if another one moves, the main number stays it."""
    moving = FORM["carrier"] | {"keeps_other_numbers": True}
    port_id = port_ins.draft(carrier=moving)
    port_ins.upload(port_id)
    refused = port_ins.submit(port_id)
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "carrier.new_billing_phone_number")
    port_ins.mend(port_id, carrier={"billing_phone_number": "(212) 555-0140"})
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    assert port_ins.order()["misc"]["new_billing_phone_number"] == "+12125550140"


def test_the_authorized_person_is_the_name_unless_given(port_ins: PortInsHarness) -> None:
    """Of a person's own line it is the same."""
    holder = {"name": "Rosa Diaz", "address": FORM["holder"]["address"]}
    port_id = port_ins.draft(holder=holder)
    assert port_ins.see(port_id)["account_holder"]["authorized_person"] == "Rosa Diaz"
    assert RESP_ORG == "QIT02"
