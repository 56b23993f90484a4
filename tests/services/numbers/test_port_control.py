"""A code proves who controls a number before a port-in may claim it (N7)."""

from datetime import timedelta

import pytest

from kernel import clock
from kernel.dynamodb.transact_items import update
from services.numbers.domain.control_code import CODE_LIFETIME, NEXT_CODE_AFTER
from services.numbers.stores import claims
from services.numbers.stores import port_ins as port_in_store
from tests.in_process import forget_messages, texts
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER
from tests.services.numbers.port_ins_harness import NUMBER, PDF, PortInsHarness

TOLL_FREE = "+18005550143"


@pytest.fixture(autouse=True)
def _no_texts_of_before() -> None:
    forget_messages()


def uploaded_without_code(port_ins: PortInsHarness, as_: str = STRANGER) -> str:
    """Return a draft with documents, whose number nothing was sent to."""
    port_id = port_ins.draft(as_, payer="self")
    for kind in ("authorization", "bill"):
        port_ins.store_paper(port_id, kind, PDF)
    return port_id


def code_of(port_ins: PortInsHarness, port_id: str) -> str:
    """Have a code sent, and return it."""
    assert port_ins.asks_code(port_id).status == 202
    return texts(NUMBER)[-1][:6]


def let_pass(port_ins: PortInsHarness, port_id: str, by: timedelta) -> None:
    """Move the times of the code that was sent into the past."""
    key = port_in_store.key(port_id)
    item = port_ins.harness.table.get(**key)
    assert item
    moved = {name: clock.to_text(clock.from_text(item["code"][name]) - by) for name in ("expires_at", "next_at")}
    port_ins.harness.table.commit([update(key, set={"code": item["code"] | moved})])


def test_a_stolen_claim_fails_and_blocks_no_one(port_ins: PortInsHarness) -> None:
    """With form and documents but no code, nothing is claimed; who gets the code takes the number along."""
    stolen = uploaded_without_code(port_ins)
    refused = port_ins.submit(stolen, STRANGER)
    assert (refused.status, refused.body["code"]) == (409, "control_not_proved")
    assert port_ins.harness.table.get(**claims.key(NUMBER)) is None
    port_id = port_ins.sent()
    assert port_ins.harness.table.get(**claims.key(NUMBER)) == claims.of_port_in(NUMBER, port_id)


def test_the_code_goes_to_the_number_and_works_once(port_ins: PortInsHarness) -> None:
    """It is in no response, table or event as it is; typed in, it proves control, and is gone."""
    port_id = port_ins.draft()
    code = code_of(port_ins, port_id)
    assert "move this number to Teamline" in texts(NUMBER)[-1]
    assert code not in port_ins.stored(port_id) + str(port_ins.harness.world.outbox())
    seen = port_ins.types_code(port_id, code).body["control"]
    assert (seen["is_proved"], seen["sent_by"]) == (True, None)
    assert port_ins.asks_code(port_id).body["control"]["next_code_at"] is None
    assert len(texts(NUMBER)) == 1


def test_five_wrong_codes_use_a_code_up(port_ins: PortInsHarness) -> None:
    """Then the right one does not work either; each refusal says how many tries are left."""
    port_id = port_ins.draft()
    code = code_of(port_ins, port_id)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    replies = [port_ins.types_code(port_id, wrong) for _ in range(5)]
    assert [it.body["tries_left"] for it in replies] == [4, 3, 2, 1, 0]
    assert port_ins.types_code(port_id, code).body["code"] == "code_expired"
    assert port_ins.see(port_id)["control"]["is_proved"] is False


def test_a_code_expires_and_a_new_one_replaces_it(port_ins: PortInsHarness) -> None:
    """A second code waits a minute, and the first stops working with it."""
    port_id = port_ins.draft()
    first = code_of(port_ins, port_id)
    soon = port_ins.asks_code(port_id)
    assert (soon.status, soon.body["code"]) == (429, "too_soon")
    let_pass(port_ins, port_id, NEXT_CODE_AFTER)
    second = code_of(port_ins, port_id)
    if first != second:
        assert port_ins.types_code(port_id, first).body["code"] == "wrong_code"
    let_pass(port_ins, port_id, CODE_LIFETIME)
    assert port_ins.types_code(port_id, second).body["code"] == "code_expired"


def test_a_number_gets_few_codes_an_hour_whoever_asks(port_ins: PortInsHarness) -> None:
    """A stranger's phone is not flooded, from several drafts either."""
    for _ in range(5):
        assert port_ins.asks_code(port_ins.draft()).status == 202
    sixth = port_ins.asks_code(port_ins.draft())
    assert (sixth.status, sixth.body["code"], len(texts(NUMBER))) == (429, "too_many_codes", 5)


def test_a_toll_free_number_is_called(port_ins: PortInsHarness) -> None:
    """It cannot be relied on to get texts; the carrier speaks the code."""
    port_id = port_ins.draft(phone_number=TOLL_FREE, plan_id="toll_free_monthly")
    assert port_ins.see(port_id)["control"]["channels"] == ["call"]
    assert port_ins.asks_code(port_id).body["errors"][0]["code"] == "channel_not_possible"
    assert port_ins.asks_code(port_id, channel="call").status == 202
    assert texts(TOLL_FREE) == []


@pytest.mark.parametrize("caller", [MEMBER, STRANGER])
def test_only_who_runs_the_port_in_has_codes_sent(port_ins: PortInsHarness, caller: str) -> None:
    """Anyone else learns nothing of it."""
    port_id = port_ins.draft(OWNER)
    assert port_ins.asks_code(port_id, caller).status == 404
    assert port_ins.types_code(port_id, "123456", caller).status == 404
