"""What is left of a closed account: a proof by id only, held against every table and bucket (I10)."""

import json
from importlib import import_module
from typing import Any

import pytest

from contracts.exports import SERVICES
from kernel import aws
from tests.in_process import Reply, mails
from tests.moto_tables import items_in
from tests.services.cast import DOCUMENTS_BUCKET, EXPORTS_BUCKET, Cast, phone_of
from tests.services.media import MEDIA_BUCKET
from tests.services.test_exports import export, key_of
from tests.services.voicemails import VOICEMAIL_BUCKET


def _close(cast: Cast, name: str) -> str:
    """Close an account, let all that follows happen, and return the receipt."""
    if name == "owner":
        body = {"user_id": cast.ids["admin"]}
        assert cast.world.call("POST /v1/team/owner", as_=cast.ids["owner"], body=body).status == 200
        cast.world.settle()
    closed = cast.world.call("DELETE /v1/profile", as_=cast.ids[name])
    assert closed.status == 204, closed
    cast.world.settle()
    return str(closed.headers["teamline-erasure"])


def _proof(cast: Cast, receipt: str) -> Reply:
    return cast.world.call("GET /v1/erasures/{token}", path={"token": receipt})


def _lasting(cast: Cast, service: str) -> list[dict[str, Any]]:
    """Return the items of a service that do not go by themselves within days."""
    return [it for it in items_in(cast.world.surroundings[service]["TABLE_NAME"]) if "ttl" not in it]


@pytest.mark.parametrize("name", ["other", "owner", "stranger"])
def test_nothing_personal_is_left_of_a_closed_account(cast: Cast, name: str) -> None:
    """No table has the phone number or email in an item that lasts, no bucket a file; the proof says it is complete."""
    ready, _ = export(cast, name, "me")
    proof = _proof(cast, _close(cast, name)).body
    assert proof["completed_at"], proof
    personal = (phone_of(name), f"{name}@example.com")
    found = [
        (it["pk"], it["sk"])
        for service in SERVICES
        for it in _lasting(cast, service)
        if any(word in json.dumps(it, default=str) for word in personal)
    ]
    assert found == []
    for bucket in (EXPORTS_BUCKET, VOICEMAIL_BUCKET, DOCUMENTS_BUCKET, MEDIA_BUCKET):
        kept = [it["Key"] for it in aws.client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]
        of_them = (ready["export_id"], cast.ids[name], *([cast.ids["picture"]] if name == "other" else []))
        assert [key for key in kept if any(it in key for it in of_them)] == []


@pytest.mark.parametrize("name", ["other", "owner"])
def test_the_proof_names_what_still_has_the_id(cast: Cast, name: str) -> None:
    """Every item under the id of the account is of a kind that the proof names, or of one that no export has."""
    proof = _proof(cast, _close(cast, name)).body
    for part in proof["parts"]:
        exported = import_module(f"services.{part['service']}.stores.exported").EXPORTED
        named = {it["kind"] for it in part["kept"]}
        assert named.isdisjoint(part["gone"])
        assert all(it["why"] == exported.kept[it["kind"]] for it in part["kept"])
        known = {key for kind in exported.kinds if kind.name in named for key in kind.keys} | set(exported.left_out)
        own = [key_of(it) for it in _lasting(cast, part["service"]) if it["pk"].endswith(f"#{cast.ids[name]}")]
        assert [key for key in own if key not in known and key.split()[0] not in known] == []


def test_the_proof_is_mailed_before_the_address_goes_and_has_no_personal_data(cast: Cast) -> None:
    """The mail of the closing has the link; the proof has ids, kinds and reasons only, for who has the receipt."""
    before = len(mails("other@example.com"))
    receipt = _close(cast, "other")
    assert any(f"/erasure?token={receipt}" in text for text in mails("other@example.com")[before:])
    reply = _proof(cast, receipt)
    assert reply.status == 200
    assert "other@example.com" not in json.dumps(reply.body)
    assert _proof(cast, f"{cast.ids['other']}-wrong").status == 410


def test_a_service_that_has_not_erased_yet_looks_again(cast: Cast) -> None:
    """While something is left the proof is open; a service that never erases it fails, so that its queue sets off."""
    closed = cast.world.call("DELETE /v1/profile", as_=cast.ids["other"])
    reply = _proof(cast, str(closed.headers["teamline-erasure"]))
    assert (reply.status, reply.body["completed_at"]) == (200, None)
    assert {part["status"] for part in reply.body["parts"]} == {"erasing"}
