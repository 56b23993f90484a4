"""Exports: a copy of what is stored of a person or a team, and nothing that proves who they are (I10)."""

import csv
import io
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from contracts.exports import SERVICES
from kernel import aws
from kernel.exports.kinds import Exported
from tests.in_process import mails, texts
from tests.moto_tables import items_in
from tests.services.cast import EXPORTS_BUCKET, Cast, phone_of

_STORES = Path(__file__).parent.parent.parent / "services"
_OF_THE_KERNEL = {"ANSWER", "HANDLED", "EVENT", "LIMIT", "ACTION", "FORMER"}  # plumbing: answers, marks, counts, outbox
_KEY = re.compile(r"([A-Z][A-Z_]+)(?:#[^/|]*)? / ([^|]*)")


def _exported(service: str) -> Exported:
    found: Exported = import_module(f"services.{service}.stores.exported").EXPORTED
    return found


def export(cast: Cast, caller: str, of: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return an export as its person sees it once it is ready, and what is in its files."""
    asked = cast.world.call("POST /v1/exports", as_=cast.ids[caller], body={"of": of})
    assert (asked.status, asked.body["status"]) == (202, "preparing"), asked
    cast.world.settle()
    path = {"id": asked.body["export_id"]}
    ready = cast.world.call("GET /v1/exports/{id}", as_=cast.ids[caller], path=path).body
    assert ready["status"] == "ready", ready
    links = cast.world.call("POST /v1/exports/{id}/link", as_=cast.ids[caller], path=path)
    assert links.status == 200, links
    assert all("X-Amz-Expires=900" in link["url"] for link in links.body["links"])
    content: dict[str, bytes] = {}
    for file in ready["files"]:
        key = f"packed/{asked.body['export_id']}/{file['number']}.zip"
        stored = aws.client("s3").get_object(Bucket=EXPORTS_BUCKET, Key=key)["Body"].read()
        assert len(stored) == file["bytes"]
        with ZipFile(io.BytesIO(stored)) as archive:
            assert archive.testzip() is None
            content |= {name: archive.read(name) for name in archive.namelist()}
    return ready, content


def _rows(content: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    return list(json.loads(content[f"{name}.json"]))


def test_a_person_takes_along_what_is_stored_of_them(cast: Cast) -> None:
    """Their account, numbers and voicemails, as JSON and as CSV with the same rows, without data of others."""
    ready, content = export(cast, "other", "me")
    assert [part["status"] for part in ready["parts"]] == ["ready"] * len(SERVICES)
    (account,) = _rows(content, "identity/account")
    assert (account["phone_number"], account["email"]) == (phone_of("other"), "other@example.com")
    assert [row["number_id"] for row in _rows(content, "numbers/used_numbers")] == [cast.ids["number"]]
    assert [row["voicemail_id"] for row in _rows(content, "numbers/voicemails")] == [cast.ids["voicemail"]]
    assert _rows(content, "teams/place_on_team")[0]["role"] == "member"
    for name in [name for name in content if name.endswith(".json")]:
        rows = list(csv.DictReader(io.StringIO(content[name.replace(".json", ".csv")].decode("utf-8-sig"))))
        assert len(rows) == len(json.loads(content[name])) > 0
    everything = b"".join(content.values()).decode()
    assert phone_of("admin") not in everything
    assert "admin@example.com" not in everything


def test_what_was_done_on_a_former_team_is_in_an_export(cast: Cast) -> None:
    """Who has left a team takes along what they did there, beside what they do on their team of today."""
    path = {"user_id": cast.ids["other"]}
    suspended = cast.world.call(
        "PATCH /v1/team/users/{user_id}", as_=cast.ids["admin"], path=path, body={"status": "suspended"}
    )
    assert suspended.status == 200
    assert cast.world.call("POST /v1/team/leave", as_=cast.ids["admin"]).status == 204
    cast.world.settle()
    rows = _rows(export(cast, "admin", "me")[1], "teams/own_activity")
    assert {row["team_id"] for row in rows} == {cast.ids["team"]}
    assert "member_suspended" in {row["action"] for row in rows}


def test_an_owner_takes_along_what_is_stored_of_the_team(cast: Cast) -> None:
    """Its people, invitations, log, money and numbers, but no text or voicemail of its members."""
    _, content = export(cast, "owner", "team")
    people = {row["account_id"] for row in _rows(content, "teams/people")}
    assert people == {cast.ids[name] for name in ("owner", "admin", "member", "suspended", "other")}
    assert [row["invitation_id"] for row in _rows(content, "teams/invitations")] == [cast.ids["invitation"]]
    assert _rows(content, "teams/activity")
    assert cast.ids["payment"] in {row["payment_id"] for row in _rows(content, "billing/payments")}
    assert _rows(content, "billing/invoices")[0]["lines"]
    assert [row["number_id"] for row in _rows(content, "numbers/numbers")] == [cast.ids["number"]]
    assert not {"numbers/voicemails.json", "numbers/texts.json", "identity/account.json"} & set(content)


def test_no_secret_is_in_an_export(cast: Cast) -> None:
    """No hash, no sealed value, no token of a wallet leaves the tables."""
    cast.add_authenticator("owner")
    everything = b"".join([*export(cast, "owner", "me")[1].values(), *export(cast, "owner", "team")[1].values()])
    hidden = [
        value
        for table in cast.world.tables
        for item in items_in(table)
        for name, value in _leaves(item)
        if name.startswith("sealed") or name in {"secret", "password", "token", "code", "proof", "recovery_codes"}
        if isinstance(value, str) and len(value) > 5
    ]
    assert hidden
    assert [value for value in hidden if value.encode() in everything] == []


def test_who_asked_is_notified_with_a_link_to_the_portal_only(cast: Cast) -> None:
    """By every channel; the file itself is in no message."""
    before = len(texts(phone_of("owner"))), len(mails("owner@example.com"))
    export(cast, "owner", "me")
    sent = [*texts(phone_of("owner"))[before[0] :], *mails("owner@example.com")[before[1] :]]
    assert [("copy of your data" in text, "packed/" in text) for text in sent] == [(True, False)] * 2


def test_one_export_at_a_time_and_three_a_day(cast: Cast) -> None:
    """A second one while the first is prepared is refused with its id; a fourth of a day is refused."""
    ask = {"as_": cast.ids["owner"], "body": {"of": "me"}}
    first = cast.world.call("POST /v1/exports", **ask)
    second = cast.world.call("POST /v1/exports", **ask)
    assert (second.status, second.body["code"]) == (409, "export_running")
    assert second.body["export_id"] == first.body["export_id"]
    assert cast.world.call("POST /v1/exports", as_=cast.ids["owner"], body={"of": "team"}).status == 202
    cast.world.settle()
    for _ in range(2):
        assert cast.world.call("POST /v1/exports", **ask).status == 202
        cast.world.settle()
    assert cast.world.call("POST /v1/exports", **ask).status == 429
    listed = cast.world.call("GET /v1/exports", as_=cast.ids["owner"]).body["items"]
    assert len(listed) == 4


def test_only_the_owner_exports_a_team(cast: Cast) -> None:
    """Not an admin, not a member, and not a former owner, whose links to the team's data end with the hand-over."""
    for caller in ("admin", "other"):
        refused = cast.world.call("POST /v1/exports", as_=cast.ids[caller], body={"of": "team"})
        assert (refused.status, refused.body["code"]) == (403, "not_the_owner")
    ready, _ = export(cast, "owner", "team")
    handed = cast.world.call("POST /v1/team/owner", as_=cast.ids["owner"], body={"user_id": cast.ids["other"]})
    assert handed.status == 200
    cast.world.settle()
    path = {"id": ready["export_id"]}
    assert cast.world.call("POST /v1/exports/{id}/link", as_=cast.ids["owner"], path=path).status == 403


def test_an_account_that_closes_leaves_no_export_behind(cast: Cast) -> None:
    """Neither a ready one nor one whose parts arrive after the closing is in the bucket any more."""
    ready, _ = export(cast, "other", "me")
    running = cast.world.call("POST /v1/exports", as_=cast.ids["other"], body={"of": "me"})
    assert cast.world.call("DELETE /v1/profile", as_=cast.ids["other"]).status == 204
    cast.world.settle()
    left = aws.client("s3").list_objects_v2(Bucket=EXPORTS_BUCKET).get("Contents", [])
    exports = {ready["export_id"], running.body["export_id"]}
    assert [it["Key"] for it in left if it["Key"].split("/")[1] in exports] == []
    assert items_in(cast.world.surroundings["identity"]["TABLE_NAME"], "EXPORT#") == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_stored_kind_is_exported_or_has_a_reason(cast: Cast, service: str) -> None:
    """The keys of the tables of access patterns, and of all items of the cast, are those of a file or have a reason."""
    exported = _exported(service)
    known = {key for kind in exported.kinds for key in kind.keys} | set(exported.left_out) | _OF_THE_KERNEL
    stored = {key_of(it) for it in items_in(cast.world.surroundings[service]["TABLE_NAME"])}
    partitions = {key.split()[0] for key in known}
    asked = stored | {key for key in _documented(service) if " " in key or key not in partitions}
    unknown = {key for key in asked if key not in known and key.split()[0] not in known}
    assert unknown == set()


@pytest.mark.parametrize("service", SERVICES)
def test_every_column_has_a_meaning(service: str) -> None:
    """And no meaning is of a column that no file has."""
    exported = _exported(service)
    assert {name for kind in exported.kinds for name in kind.columns} == set(exported.meanings)


def key_of(item: dict[str, Any]) -> str:
    sk = re.match(r"[A-Z][A-Z_]*(?=#|$)", item["sk"])
    return f"{item['pk'].split('#')[0]} {sk.group(0) if sk else ''}".strip()


def _documented(service: str) -> set[str]:
    """Return the keys of the tables of access patterns, but those of indexes."""
    found: set[str] = set()
    for file in (_STORES / service / "stores").glob("*.py"):
        rows = [line for line in file.read_text().split('"""')[1:2] for line in line.splitlines() if "gsi" not in line]
        for pk, sks in (match for row in rows if row.startswith("|") for match in _KEY.findall(row)):
            first = re.match(r"\s*([A-Z_]*)(?=#|\s|$)", sks)
            found.add(f"{pk} {first.group(1) if first else ''}".strip())
    return found


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _leaves(member, key)
    elif isinstance(value, list):
        for member in value:
            yield from _leaves(member, name)
    else:
        yield name, value
