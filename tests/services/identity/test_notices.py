"""Each notice of identity's table is sent when it is due: to the right people, by every channel (E1, I14)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

import pytest

from contracts.exports import BillingPartReady, NumbersPartReady, TeamsPartReady
from contracts.identity import Happening
from contracts.teams import MemberJoined
from services.identity.domain.notices import NOTICES
from tests.in_process import Reply, mails, texts
from tests.services.api_keys import NEW
from tests.services.identity.harness import ANN, BOB, STRANGER, Harness, Person

MAIL, NEW_MAIL, NEW_PASSWORD = "ann@example.com", "ann.smith@example.com", "nine violet trumpets"
_PHONES, _MAILBOXES = (ANN, BOB), (MAIL, NEW_MAIL)
_CODE = re.compile(r"\b[0-9]{6}\b")


@dataclass(frozen=True)
class Case:
    """What makes a notice due, and whom it reaches by which channel: all that the account had before."""

    cause: Callable[[Harness, Person], Reply | None]
    phones: tuple[str, ...] = (ANN,)
    mailboxes: tuple[str, ...] = (MAIL,)
    has_email_confirmed: bool = True
    line: str = "mobile"


def _confirm_email(harness: Harness, mailbox: str) -> Reply:
    return harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(mailbox)})


def _enter_email(harness: Harness, ann: Person) -> Reply:
    return harness.change(ann, email=NEW_MAIL)


def _change_email(harness: Harness, ann: Person) -> Reply:
    _enter_email(harness, ann)
    return _confirm_email(harness, NEW_MAIL)


def _reset_password(harness: Harness, ann: Person) -> Reply:
    reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given = {"code": harness.code(), "new_password": NEW_PASSWORD}
    return harness.request("POST /v1/password-resets/{id}", given, path={"id": reset})


def _add_factor(harness: Harness, ann: Person) -> None:
    harness.add_authenticator(ann)


def _remove_factor(harness: Harness, ann: Person) -> Reply:
    harness.add_authenticator(ann)
    (factor,) = harness.request_as(ann, "GET /v1/factors").body["items"]
    return harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor["factor_id"]})


def _replace_recovery_codes(harness: Harness, ann: Person) -> Reply:
    harness.add_authenticator(ann)
    return harness.request_as(ann, "POST /v1/factors/recovery-codes")


def _change_login_id(harness: Harness, ann: Person) -> Reply:
    change = harness.request_as(ann, "POST /v1/profile/login-id", {"phone_number": BOB}).body["change_id"]
    given = {"code": harness.code(BOB)}
    return harness.request_as(ann, "POST /v1/profile/login-id/{id}/confirm", given, path={"id": change})


def _undo_login_id(harness: Harness, ann: Person) -> Reply:
    _change_login_id(harness, ann)
    harness.settle()
    token = re.findall(r"/undo-login-id\?token=([A-Za-z0-9_.-]+)", texts(ANN)[-1])[0]
    path = {"id": token.partition(".")[0]}
    return harness.request("POST /v1/profile/login-id/{id}/undo", {"token": token}, path=path)


def _recovery_step(harness: Harness, token: str, step: str, **given: object) -> Reply:
    path = {"id": token.partition(".")[0]}
    reply = harness.request(f"POST /v1/recoveries/{{id}}/{step}", {"token": token} | given, path=path, address=STRANGER)
    assert reply.status < 300, reply
    harness.settle()
    return reply


def _start_recovery(harness: Harness, ann: Person) -> str:
    token = str(harness.request("POST /v1/recoveries", {"phone_number": ANN, "email": MAIL}).body["token"])
    harness.settle()
    _recovery_step(harness, token, "verify", code=_CODE.findall(mails(MAIL)[-1])[0])
    return token


def _start_a_recovery(harness: Harness, ann: Person) -> None:
    _start_recovery(harness, ann)


def _recover(harness: Harness, ann: Person) -> Reply:
    token = _start_recovery(harness, ann)
    harness.clock.forward(hours=73)
    change = _recovery_step(harness, token, "login-id", phone_number=BOB).body["change_id"]
    given = {"change_id": change, "code": harness.code(BOB), "new_password": NEW_PASSWORD}
    return _recovery_step(harness, token, "complete", **given)


def _reuse_token(harness: Harness, ann: Person) -> None:
    harness.refresh(ann.refresh_token)
    harness.clock.forward(minutes=1)
    assert harness.refresh(ann.refresh_token).status == 401


def _sign_up(harness: Harness, ann: Person) -> Reply:
    return harness.sign_up(ANN, address=STRANGER)


def _export(harness: Harness, ann: Person) -> None:
    asked = harness.request_as(ann, "POST /v1/exports", {"of": "me"}).body
    about = {"export_id": asked["export_id"], "of": "me", "account_id": ann.account_id, "asked_at": asked["asked_at"]}
    harness.settle()
    harness.deliver(TeamsPartReady(**about), BillingPartReady(**about), NumbersPartReady(**about))


def _make_api_key(harness: Harness, ann: Person) -> Reply:
    harness.deliver(
        MemberJoined(
            team_id="team_1", account_id=ann.account_id, role="owner", revision=1, invitation_id=None, credits=0
        )
    )
    return harness.request_as(ann, "POST /v1/team/api-keys", NEW)


CASES: dict[str, list[Case]] = {
    "known_number": [Case(_sign_up, mailboxes=()), Case(_sign_up, phones=(), line="fixed line")],
    "new_device": [Case(lambda harness, ann: harness.sign_in(address=STRANGER))],
    "password_changed": [Case(_reset_password)],
    "email_entered": [Case(_enter_email)],
    "email_changed": [Case(_change_email), Case(_enter_email, has_email_confirmed=False)],
    "factor_added": [Case(_add_factor)],
    "factor_removed": [Case(_remove_factor)],
    "recovery_codes_replaced": [Case(_replace_recovery_codes)],
    "login_id_changed": [Case(_change_login_id), Case(_change_login_id, mailboxes=(), has_email_confirmed=False)],
    "login_id_restored": [Case(_undo_login_id, phones=(BOB,))],
    "recovery_started": [Case(_start_a_recovery)],
    "account_recovered": [Case(_recover)],
    "account_closed": [Case(lambda harness, ann: harness.request_as(ann, "DELETE /v1/profile"))],
    "token_reused": [Case(_reuse_token)],
    "export_ready": [Case(_export)],
    "api_key_made": [Case(_make_api_key)],
}


def _sent() -> dict[str, list[str]]:
    return {to: texts(to) for to in _PHONES} | {to: mails(to) for to in _MAILBOXES}


def test_each_notice_of_the_table_has_a_case() -> None:
    """A notice that is added is caused below, or this fails; the event names the kinds that the table has words for."""
    assert list(CASES) == list(NOTICES)
    assert set(get_args(Happening)) == set(NOTICES) - {"known_number"}


@pytest.mark.parametrize(("kind", "case"), [(kind, case) for kind, cases in CASES.items() for case in cases])
def test_each_notice_is_sent(harness: Harness, kind: str, case: Case) -> None:
    """Once by each channel of before, with the words of the table, whatever the person chose; no one else gets it."""
    harness.carrier.types[ANN] = case.line
    ann = harness.person()
    if case.has_email_confirmed:
        assert _confirm_email(harness, MAIL).status == 204
    harness.change(ann, notices=["email"])
    harness.settle()
    before = _sent()
    reply = case.cause(harness, ann)
    assert reply is None or reply.status < 300, reply
    harness.settle()
    words = "You already have a Teamline account" if kind == "known_number" else NOTICES[kind].text
    fresh = {to: sent[len(before[to]) :] for to, sent in _sent().items()}
    by_mail = "Someone tried to sign up" if kind == "known_number" else words
    reached = {to: [one for one in sent if (by_mail if "@" in to else words) in one] for to, sent in fresh.items()}
    assert {to: len(sent) for to, sent in reached.items() if sent} == dict.fromkeys((*case.phones, *case.mailboxes), 1)
