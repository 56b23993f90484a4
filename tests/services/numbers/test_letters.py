"""The letter of authorization is read and signed on the screen, and is void once the form is another (N7)."""

import hashlib
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from kernel import aws, clock
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.transact_items import decode
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.numbers.domain.letter_signature import MOST_POINTS, MOST_STROKES
from services.numbers.domain.limits import SIGNATURES
from tests.in_process import Reply
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER
from tests.services.numbers.port_ins_harness import FORM, PDF, PNG, PortInsHarness

TOLL_FREE = "+18005550143"
DRAWN = [[[10, 100], [100, 20], [200, 180]], [[50, 150]]]


def letter(port_ins: PortInsHarness, port_id: str, as_: str = OWNER) -> dict[str, Any]:
    """Return the letter as a caller reads it."""
    reply = port_ins.harness.ask("GET /v1/port-ins/{id}/letter", as_, path={"id": port_id})
    assert reply.status == 200, reply
    return dict(reply.body)


def signs(port_ins: PortInsHarness, port_id: str, as_: str = OWNER, **otherwise: Any) -> Reply:
    """Sign the letter as it is, unless `otherwise` says so."""
    body: dict[str, Any] = {"name": "Rosa Diaz", "consent": True, "current_carrier": "AT&T"} | otherwise
    if "words" not in body:
        body["words"] = letter(port_ins, port_id, as_)["words"]
    key = "POST /v1/port-ins/{id}/signature"
    return port_ins.harness.ask(key, as_, path={"id": port_id}, body=body)


def signed(port_ins: PortInsHarness, **form: Any) -> str:
    """Return a draft that lacks nothing to be submitted, its letter signed on the screen."""
    port_id = port_ins.draft(**form)
    port_ins.upload(port_id, bill=PNG)
    reply = signs(port_ins, port_id)
    assert reply.status == 201, reply
    return port_id


def document(port_id: str) -> bytes:
    """Return the letter that is stored."""
    stored = aws.client("s3").get_object(Bucket="papers-of-numbers", Key=f"{port_id}/authorization")
    return bytes(stored["Body"].read())


def words_of(pdf: bytes) -> str:
    """Return what a reader copies from a PDF, with one space wherever there is any."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split())


def records(port_ins: PortInsHarness, port_id: str) -> list[dict[str, Any]]:
    """Return the records of a port-in's signatures."""
    found = aws.client("dynamodb").query(
        TableName=port_ins.harness.table.name,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues={":pk": {"S": f"PORT#{port_id}"}, ":sk": {"S": "SIGNATURE#"}},
    )
    return [decode(item) for item in found["Items"]]


def code_at(reply: Reply) -> tuple[int, str, str]:
    """Return status, code and the field at fault."""
    return reply.status, str(reply.body["code"]), str(reply.body["errors"][0]["field"])


def test_a_letter_that_is_signed_on_the_screen_goes_to_the_carrier_unchanged(port_ins: PortInsHarness) -> None:
    """The PDF is the document of the port-in, by the same check as an upload; its bytes are what the carrier gets."""
    port_id = signed(port_ins)
    assert {it["kind"]: it["state"] for it in port_ins.see(port_id)["documents"]}["authorization"] == "received"
    pdf = document(port_id)
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    port_ins.is_at(port_id, "submitted")
    papers = {paper["id"]: paper for paper in port_ins.harness.carrier.ports()["documents"]}
    sent = papers[port_ins.order()["documents"]["loa"]]
    assert (sent["filename"], document(port_id)) == ("authorization.pdf", pdf)


def test_the_pdf_says_every_word_of_the_screen(port_ins: PortInsHarness) -> None:
    """Facts and sentences are the same; besides these only the signature and the record of it."""
    account = FORM["carrier"] | {"keeps_other_numbers": True, "new_billing_phone_number": "212 555 0141"}
    port_id = signed(port_ins, carrier=account)
    shown, printed = letter(port_ins, port_id), words_of(document(port_id))
    lines = [it["label"] for it in shown["facts"]] + [line for it in shown["facts"] for line in it["lines"]]
    said = [shown["title"], shown["subtitle"], *lines, *shown["paragraphs"], shown["statement"], shown["words"]]
    assert [it for it in said if it not in printed] == []
    for fact in ("(212) 555-0143", "(212) 555-0141", "Rosa's Bakery", "600 Congress Avenue", "ends in 4521", "AT&T"):
        assert fact in printed
    assert "/s/ Rosa Diaz" in printed


def test_a_toll_free_letter_names_the_resporg(port_ins: PortInsHarness) -> None:
    """The carrier wants the words `Port to RespOrg QIT02`; a local number's letter has none."""
    free = port_ins.draft(phone_number=TOLL_FREE, plan_id="toll_free_monthly")
    assert "Port to RespOrg QIT02" in str(letter(port_ins, free)["facts"])
    assert "RespOrg" not in str(letter(port_ins, port_ins.draft())["facts"])


def test_the_record_says_who_signed_which_words_and_when(port_ins: PortInsHarness) -> None:
    """Account, name, time, network as a keyed hash, what was agreed to, and the hashes of words and document."""
    port_id = signed(port_ins)
    ((record,), shown) = records(port_ins, port_id), letter(port_ins, port_id)
    assert (record["account_id"], record["name"], record["words"]) == (OWNER, "Rosa Diaz", shown["words"])
    assert (record["statement"], len(record["document"]), len(record["network"])) == (shown["statement"], 64, 32)
    assert record["document"] == hashlib.sha256(document(port_id)).hexdigest()
    assert shown["document"] == "signed_here"
    assert (shown["signature"]["state"], shown["signature"]["name"]) == ("valid", "Rosa Diaz")
    assert shown["signature"]["download_url"].startswith("http")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"consent": False}, (422, "consent_needed", "consent")),
        ({"name": "Rosa Dias"}, (422, "name_differs", "name")),
        ({"name": "Rosa's Bakery"}, (422, "name_differs", "name")),
        ({"words": "0" * 64}, (409, "letter_changed", "words")),
        ({"time_zone": "Nowhere/Else"}, (422, "unknown_time_zone", "time_zone")),
    ],
)
def test_what_is_no_signature_is_refused_and_nothing_is_stored(
    port_ins: PortInsHarness, body: dict[str, Any], refusal: tuple[int, str, str]
) -> None:
    """Without consent, by another name, for other words than were shown: no document, and no record."""
    port_id = port_ins.draft()
    assert code_at(signs(port_ins, port_id, **body)) == refusal
    assert (port_ins.papers(port_id), records(port_ins, port_id)) == ([], [])


@pytest.mark.parametrize("name", ["rosa diaz", "  ROSA   DIAZ ", "Rosa\u00a0Diaz"])
def test_capitals_and_spaces_make_no_other_name(port_ins: PortInsHarness, name: str) -> None:
    """A phone's keyboard writes them as it likes."""
    assert signs(port_ins, port_ins.draft(), name=name).status == 201


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg onload=alert(1)>",
        "data:image/png;base64,AAAA",
        [["<script>", 1]],
        [[[1, "2"]]],
        [[[1, 2.5]]],
        [[[True, 2]]],
        [[[1, 2, 3]]],
        [[[-1, 2]]],
        [[[601, 2]]],
        [[[1, 201]]],
        [[]],
        [[[1, 1]]] * (MOST_STROKES + 1),
        [[[1, 1]] * (MOST_POINTS // 2 + 1)] * 2,
        [[{"x": 1, "y": 2}]],
    ],
)
def test_a_drawing_is_nothing_but_points(port_ins: PortInsHarness, drawing: Any) -> None:
    """Markup, pictures, other numbers than whole ones on the field, and too many of them are refused by field."""
    port_id = port_ins.draft()
    refused = signs(port_ins, port_id, drawing=drawing)
    assert refused.status == 422
    assert {it["field"].partition(".")[0] for it in refused.body["errors"]} == {"drawing"}
    assert port_ins.papers(port_id) == []


def test_a_drawing_takes_the_place_of_the_typed_signature(port_ins: PortInsHarness) -> None:
    """It is drawn from its points; the name is still printed below."""
    port_id = port_ins.draft()
    assert signs(port_ins, port_id, drawing=DRAWN).status == 201
    assert "/s/" not in words_of(document(port_id))
    assert words_of(document(port_id)).count("Rosa Diaz") == words_of(document(signed(port_ins))).count("Rosa Diaz") - 1
    assert records(port_ins, port_id)[0]["is_drawn"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"phone_number": "+12125550144"},
        {"carrier": {"account_number": "B-9911"}},
        {"carrier": {"billing_phone_number": "+12125550140"}},
        {"carrier": {"keeps_other_numbers": True, "new_billing_phone_number": "+12125550141"}},
        {"holder": FORM["holder"] | {"name": "Rosa's Cafe"}},
        {"holder": FORM["holder"] | {"authorized_person": "Ana Diaz"}},
        {"holder": FORM["holder"] | {"address": FORM["holder"]["address"] | {"postal_code": "78702"}}},
    ],
)
def test_a_change_of_any_fact_of_the_letter_voids_the_signature(
    port_ins: PortInsHarness, change: dict[str, Any]
) -> None:
    """The form is not submitted with it, and the person is asked to sign again; then it goes."""
    port_id = signed(port_ins)
    assert port_ins.mend(port_id, **change).status == 200
    port_ins.prove(port_id)
    assert letter(port_ins, port_id)["signature"]["state"] == "void"
    assert code_at(port_ins.submit(port_id)) == (409, "signature_void", "documents.authorization")
    now = letter(port_ins, port_id)["signer"]
    assert signs(port_ins, port_id, name=now).status == 201
    assert port_ins.submit(port_id).status == 200
    assert len(records(port_ins, port_id)) == 2


def test_what_is_not_in_the_letter_leaves_the_signature_as_it_is(port_ins: PortInsHarness) -> None:
    """A PIN, a user or a wanted day is no fact of the letter."""
    port_id = signed(port_ins)
    assert port_ins.mend(port_id, carrier={"pin": "0815"}, user_id=MEMBER).status == 200
    assert letter(port_ins, port_id)["signature"]["state"] == "valid"
    assert port_ins.submit(port_id).status == 200


def test_a_change_back_makes_it_the_letter_that_was_signed(port_ins: PortInsHarness) -> None:
    """What counts is what the letter says, and not how often the form was edited."""
    port_id = signed(port_ins)
    port_ins.mend(port_id, holder=FORM["holder"] | {"name": "Rosa's Cafe"})
    port_ins.mend(port_id, holder=FORM["holder"])
    assert port_ins.submit(port_id).status == 200


def test_a_letter_by_hand_may_still_be_uploaded(port_ins: PortInsHarness) -> None:
    """Also in place of one that was signed here and is void: it is the carrier's to compare."""
    port_id = signed(port_ins)
    port_ins.mend(port_id, holder=FORM["holder"] | {"name": "Rosa's Cafe"})
    port_ins.store_paper(port_id, "authorization", PDF)
    seen = letter(port_ins, port_id)
    assert (seen["document"], seen["signature"]) == ("uploaded", None)
    assert port_ins.submit(port_id).status == 200


def test_a_signed_letter_without_its_record_is_not_submitted(port_ins: PortInsHarness) -> None:
    """The function ended after it stored the document: no one could say who signed it, so it is signed again."""
    port_id = signed(port_ins)
    ((record,), table) = records(port_ins, port_id), port_ins.harness.table.name
    aws.client("dynamodb").delete_item(TableName=table, Key={name: {"S": record[name]} for name in ("pk", "sk")})
    assert code_at(port_ins.submit(port_id)) == (409, "signature_void", "documents.authorization")


def test_a_form_that_was_sent_back_is_signed_again_if_it_changes(port_ins: PortInsHarness) -> None:
    """The carrier gets the new letter; the record of the one before stays."""
    port_id = signed(port_ins)
    port_ins.submit(port_id)
    port_ins.harness.world.settle()
    port_ins.is_at(port_id, "submitted")
    assert signs(port_ins, port_id).body["code"] == "port_in_closed"
    port_ins.happens(port_id, status="needs_info", code=["ENTITY_NAME_MISMATCH"])
    port_ins.mend(port_id, holder=FORM["holder"] | {"name": "Rosa Diaz Bakery"})
    assert port_ins.submit(port_id).body["code"] == "signature_void"
    assert signs(port_ins, port_id).status == 201
    assert port_ins.submit(port_id).status == 200
    assert len(records(port_ins, port_id)) == 2


def test_the_same_letter_is_signed_again_where_a_newer_date_is_wanted(
    port_ins: PortInsHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The carrier finds it too old: the new one takes its place, and both have a record."""
    port_id = signed(port_ins)
    before, later = document(port_id), clock.now() + timedelta(seconds=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert signs(port_ins, port_id).status == 201
    assert document(port_id) != before
    assert len(records(port_ins, port_id)) == 2
    assert port_ins.submit(port_id).status == 200


def test_a_letter_is_read_and_signed_by_those_who_see_the_port_in(port_ins: PortInsHarness) -> None:
    """A member and a stranger get what they get for a port-in that does not exist."""
    port_id = port_ins.draft()
    for as_ in (MEMBER, STRANGER):
        asked = port_ins.harness.ask("GET /v1/port-ins/{id}/letter", as_, path={"id": port_id})
        assert (asked.status, signs(port_ins, port_id, as_, words="0" * 64).status) == (404, 404)


def test_signing_is_limited_before_a_document_is_made(port_ins: PortInsHarness) -> None:
    """At the limit nothing is made or stored; the refusal says how long to wait."""
    port_id = port_ins.draft()
    work = UnitOfWork(port_ins.harness.table, RequestContext(OWNER, clock.now(), "req_1", "203.0.113.7"))
    work.save(count_uses(work, SIGNATURES, by=SIGNATURES[0].most))
    work.commit()
    refused = signs(port_ins, port_id)
    assert (refused.status, refused.body["code"]) == (429, "too_many_signatures")
    assert int(refused.headers["retry-after"]) > 0
    assert (port_ins.papers(port_id), records(port_ins, port_id)) == ([], [])


def test_there_is_no_letter_once_the_port_in_is_over(port_ins: PortInsHarness) -> None:
    """The form is erased then; the record of the signature is kept with the port-in."""
    port_id = signed(port_ins)
    assert port_ins.cancel(port_id).status == 200
    asked = port_ins.harness.ask("GET /v1/port-ins/{id}/letter", OWNER, path={"id": port_id})
    assert (asked.status, asked.body["code"]) == (409, "port_in_closed")
    assert len(records(port_ins, port_id)) == 1


def test_the_date_of_the_letter_is_the_day_where_it_is_signed(port_ins: PortInsHarness) -> None:
    """East of the date line it is another day than west of it."""
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        port_id = port_ins.draft()
        assert signs(port_ins, port_id, time_zone=zone).status == 201
        days.add(words_of(document(port_id)).partition(" Signature of the authorized person")[0][-20:])
    assert len(days) == 2
