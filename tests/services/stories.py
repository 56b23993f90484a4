"""What happens to the cast besides its rows: years pass, wallets are empty, carriers report, people recover accounts.

Each story begins with the cast as it was made, and sends what the services' functions behind queues react to.
"""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from contracts.calls import CallArrived, CallEnded, CallSliceDue
from contracts.identity import LineRefused, MoneyLocked
from contracts.messages import MessageReceived
from contracts.teams import SecondFactorRuleDue, TeamKept, TeamRefused
from contracts.usage import SpendLimitMet
from kernel import aws, clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import delete
from services.billing.domain.usage import UsageKind
from services.teams.domain.consent import VERSION
from tests.events import enveloped
from tests.faults import conflicting
from tests.in_process import door, mails
from tests.mail_events import bounced
from tests.moto_tables import items_to_change
from tests.services.billing.metering import book, used
from tests.services.cast import PORTAL, phone_of
from tests.services.deputies import play_deputy
from tests.services.media import play_media
from tests.services.numbers.registrations_harness import plant_approval
from tests.services.ports_out import play_ports_out
from tests.services.recorded import RecordingServices
from tests.services.rights import tables_of
from tests.services.stage import Stage
from tests.services.store_stories import play_app_store, play_store_plan
from tests.services.voicemails import play_missed_call, play_voicemails


def _number(stage: Stage, digits: str, hears: int = 1, as_: str = "owner", **more: Any) -> None:
    """Buy a number with these digits for the team; it is `{bought}`, its phone number `{phone}`."""
    found = stage.ask("GET /v1/numbers/available", as_, query={"area_code": "415", "contains": digits}).body["items"][0]
    stage.cast.ids["phone"] = found["phone_number"]
    body = {"plan_id": "local_monthly", "phone_number": "{phone}"} | more

    def buy() -> None:
        stage.cast.ids["bought"] = stage.ask("POST /v1/numbers", as_, body=body).body["number_id"]

    stage.hear("numbers", buy, hears)


def _someone_new(stage: Stage) -> None:
    """A person signs up, manages a team, and does not any more; another one tries the same number."""
    stage.cast.ids["new"] = stage.cast.sign_up("closed")
    stage.ask("POST /v1/signups", "", body={"phone_number": phone_of("closed")})
    for manages in (True, False):
        stage.ask("PATCH /v1/profile", "new", body={"manages_team": manages})
    new = stage.cast.ids["new"]
    stage.cast.world.call("PATCH /v1/profile", as_=new, body={"manages_team": True})
    stage.cast.world.deliver(enveloped(TeamRefused(account_id=new)))
    stage.ask("PATCH /v1/profile", "new", body={"manages_team": True})
    stage.cast.world.call("PATCH /v1/profile", as_=new, body={"manages_team": False})
    stage.pass_on(TeamKept(team_id=stage.cast.ids["team"], owner_id=new))
    stage.pass_on(LineRefused(phone_number=phone_of("invited"), line="toll_free"))


def _signs(stage: Stage) -> None:
    """A member signs in, denies it, and starts to recover the account."""
    credentials = {"phone_number": phone_of("other"), "password": "seven brown horses"}
    stage.ask("POST /v1/sessions", "", body=credentials, address="192.0.2.9")
    stage.ask("POST /v1/security/denials", "", body={"token": stage.token("not-me", "other")})
    stage.pass_on(MoneyLocked(account_id=stage.cast.ids["owner"], locked_until=clock.now() + timedelta(days=1)))


def _mails(stage: Stage) -> None:
    """An email is changed and confirmed; then the account is recovered by it."""
    stage.ask("PATCH /v1/profile", "other", body={"email": "other.new@example.com"})
    token = re.findall(r"token=([A-Za-z0-9_.-]+)", mails("other.new@example.com")[-1])[-1]
    stage.ask("POST /v1/profile/email/confirm", "", body={"token": token})
    body = {"phone_number": phone_of("other"), "email": "other.new@example.com"}
    stage.ask("POST /v1/recoveries", "", body=body)


def _rule(stage: Stage) -> None:
    """A second factor is required of everyone."""
    stage.cast.add_authenticator("owner")
    stage.cast.world.settle()
    stage.ask("PATCH /v1/team", body={"second_factor_required_of": "everyone"})
    stage.pass_on(SecondFactorRuleDue(team_id=stage.cast.ids["team"], rule_revision=1))


def _place(stage: Stage) -> None:
    """A member is made an admin, suspended and restored."""
    for change in ({"role": "admin"}, {"status": "suspended"}, {"status": "active"}):
        stage.ask("PATCH /v1/team/users/{user_id}", path={"user_id": "{other}"}, body=change)


def _promises(stage: Stage) -> None:
    """Credits are promised with invitations, one of them more than there is; they expire."""
    for number, promised in (("+14155550181", "1.00"), ("+14155550182", "900.00")):
        body = {"phone_number": number, "email": "promised@example.com", "credits": {"amount": promised}}
        stage.ask("POST /v1/team/invitations", body=body)
    before = tables_of(stage.cast)
    stage.run("billing", "release_holds", days=16)
    stage.put_back(before)
    for item in items_to_change(stage.cast.world.surroundings["billing"]["TABLE_NAME"]):
        if item.range_key.value == "HOLD":
            item.attrs["expires_at"].value = clock.to_text(clock.now())
    stage.run("teams", "expire_invitations", days=16)


def _dissolution(stage: Stage) -> None:
    """A team's dissolution stalls after its beginning; it is continued, and the team forgotten."""
    with conflicting(aws.client("dynamodb"), at_commit=2, times=8):
        stage.ask("DELETE /v1/team", status=503, query={"numbers": "keep"})
    stage.run("teams", "dissolve_teams", minutes=30)
    stage.run("teams", "forget_teams", days=31)


def _numbers(stage: Stage) -> None:
    """A number is bought and moved; another one cannot be delivered, so that its money goes back."""
    _number(stage, "71")
    for member in ("{other}", "{member}"):
        stage.ask("PATCH /v1/numbers/{id}", path={"id": "{bought}"}, body={"user_id": member})
    stage.carrier.behave(outcome="failure", times=1)
    _number(stage, "72")


def _connections(stage: Stage) -> None:
    """A number of before there were calls and profiles is connected, gets its settings, and its holder's profile."""
    number = stage.ask("GET /v1/numbers/{id}", path={"id": "{number}"}).body
    stage.carrier.simulator.inventory.add_number(number["phone_number"], number["number_id"], "number_order")
    settings = {"pk": f"CALLED#{number['phone_number']}", "sk": "SETTINGS"}
    Table(stage.cast.world.surroundings["numbers"]["TABLE_NAME"]).commit([delete(settings)])
    stage.run("numbers", "connect_numbers")
    stage.run("numbers", "look_for_text_profiles")


def _comparison(stage: Stage) -> None:
    """A day without calls is compared with the carrier's records."""
    stage.run("numbers", "compare_calls", days=1)


def _order(stage: Stage) -> None:
    """The carrier's report of an order does not come: the job asks."""
    stage.carrier.behave(delay_seconds=0.2, webhook=0, times=1)
    _number(stage, "73", hears=0)
    time.sleep(0.3)
    stage.run("numbers", "recheck_orders", minutes=30)


def _past_due(stage: Stage) -> None:
    """A plan that PayPal declines is past due and ends; its number is reserved, restored, and released in the end."""
    _number(stage, "74")
    stage.paypal.control("behaviour", charge="declined", times=99)
    for days in (32, 34, 37, 42, 48, 60):
        stage.run("billing", "renew_plans", days=days)
    stage.ask("POST /v1/numbers/{id}/restore", status=402, path={"id": "{bought}"}, body={})
    stage.paypal.control("behaviour", charge="completed")
    reserved = tables_of(stage.cast)
    stage.ask("POST /v1/numbers/{id}/restore", path={"id": "{bought}"}, body={})
    stage.put_back(reserved)
    stage.ask("PUT /v1/users/{user_id}/admin-limit", path={"user_id": "{admin}"}, body={"amount": {"amount": "0.10"}})
    order = {"phone_number": "{phone}", "plan_id": "local_monthly", "number_id": "{bought}"}
    _approve(stage, restoration=order)
    stage.put_back(reserved)
    stage.run("numbers", "release_numbers", days=150)


def _approve(stage: Stage, **asked: Any) -> None:
    body = {"idempotency_key": uuid4().hex} | asked
    reply = stage.ask("POST /v1/approvals", "admin", body=body).body
    path = {"id": reply["approval_id"]}
    stage.ask("POST /v1/approvals/{id}/approve", path=path, body={"amount": reply["amount"]})


def _approvals(stage: Stage) -> None:
    """An admin asks for a number and a port-in above the limit, and the owner approves."""
    stage.ask("PUT /v1/users/{user_id}/admin-limit", path={"user_id": "{admin}"}, body={"amount": {"amount": "0.10"}})
    found = stage.ask("GET /v1/numbers/available", query={"area_code": "415", "contains": "75"}).body["items"][0]
    order = {"phone_number": found["phone_number"], "plan_id": "local_monthly"}
    stage.hear("numbers", lambda: _approve(stage, number=order))
    _approve(stage, port_in={"phone_number": "+14155551236", "plan_id": "local_monthly", "port_id": "{port}"})


def _texts(stage: Stage) -> None:
    """Texts are paid, sent, reported, and one of them fails; one without a report is asked about."""
    stage.ask("POST /v1/users/{user_id}/credits", path={"user_id": "{other}"}, body={"amount": {"amount": "5.00"}})
    _number(stage, "76", user_id="{other}")
    bought = stage.cast.ids["bought"]
    plant_approval(Table(stage.cast.world.surroundings["numbers"]["TABLE_NAME"]), bought, stage.cast.ids["team"])
    stage.carrier.simulator.registrations.records.plant(stage.cast.resolve("{phone}"))
    text = {"number_id": "{bought}", "to": "+14155550188", "text": "On my way"}
    stage.hear("numbers", lambda: stage.ask("POST /v1/messages", "other", body=text), 2)
    stage.carrier.behave_at_texts(outcome="sending_failed", times=1)
    stage.hear("numbers", lambda: stage.ask("POST /v1/messages", "other", body=text))
    stage.carrier.behave_at_texts(fault="down", times=1)
    stage.cast.world.call("POST /v1/messages", as_=stage.cast.ids["other"], body=stage.cast.resolve(text))
    stage.run("numbers", "recheck_messages", minutes=30)
    stage.run("numbers", "recheck_messages", days=5)
    received = {"message_id": "msg_1", "number_id": "num_1", "user_id": stage.cast.ids["other"], "parts": 1}
    stage.pass_on(MessageReceived.model_validate(received | {"received_at": clock.now()}))


def _registration(stage: Stage) -> None:
    """A team is registered for texting: the fee is paid from its credits."""
    stage.ask("POST /v1/texting/registrations/{id}/submit", path={"id": "{registration}"})


def _calls(stage: Stage) -> None:
    """A call is funded, runs on, and ends; the next one meets a spend limit."""
    stage.ask("POST /v1/users/{user_id}/credits", path={"user_id": "{other}"}, body={"amount": {"amount": "5.00"}})
    about = {"call_id": "call_1", "number_id": "num_1", "user_id": stage.cast.ids["other"], "kind": "forwarding"}
    price = {"place": "Germany, mobile", "deck": "2026-11", "rate": 45_000, "rounding": "minute"}
    stage.pass_on(CallArrived.model_validate(about | price))
    stage.pass_on(CallSliceDue(call_id="call_1", user_id=about["user_id"], slice=2))
    times = {"started_at": clock.now(), "ended_at": clock.now() + timedelta(minutes=20), "seconds": 1_190}
    stage.pass_on(CallEnded.model_validate(about | price | times | {"direction": "in", "answered_by": "forwarding"}))
    taken = about | times | {"call_id": "call_2", "kind": None, "seconds": 0, "talked": 60, "answered_by": "app"}
    stage.pass_on(CallEnded.model_validate(taken | {"direction": "in"}))
    stage.pass_on(SpendLimitMet(account_id=about["user_id"], limit=1_000_000, month="2027-03"))


def _money(stage: Stage) -> None:
    """PayPal reports captures, refunds, reversals and a wallet that is gone."""
    body = {"amount": {"amount": "20.00"}}
    stage.paypal.control("behaviour", charge="pending")
    stage.ask("POST /v1/billing/credits", body=body, status=202)
    stage.run("billing", "resolve_payments", minutes=10)
    stage.hear("billing", lambda: stage.paypal.control("events", type="completed"))
    stage.ask("POST /v1/users/{user_id}/credits", path={"user_id": "{other}"}, body={"amount": {"amount": "65.00"}})
    captures = {it["payment_id"]: it["capture_id"] for it in stage.paypal.captures()}
    reversed_one = {"type": "reversed", "capture_id": captures[stage.cast.ids["payment"]]}
    stage.hear("billing", lambda: stage.paypal.control("events", **reversed_one))


def _top_up(stage: Stage) -> None:
    """A balance falls below the threshold; then again, and the job finds it."""
    top_up = {"threshold": "20.00", "amount": "30.00", "monthly_cap": "500.00"}
    body = {name: {"amount": amount} for name, amount in top_up.items()}
    stage.ask("PUT /v1/billing/auto-top-up", body=body)
    given = {"amount": {"amount": "40.00"}}
    stage.ask("POST /v1/users/{user_id}/credits", path={"user_id": "{other}"}, body=given)
    path = {"user_id": stage.cast.ids["other"]}
    stage.cast.world.call("POST /v1/users/{user_id}/credits", as_=stage.cast.ids["owner"], path=path, body=given)
    stage.run("billing", "sweep_top_ups", hours=3)


def _missed(stage: Stage) -> None:
    """A refund and a wallet that PayPal was asked for and that came to no end are found by the jobs."""
    with conflicting(aws.client("dynamodb"), at_commit=2, times=8):
        path = {"setup_id": "{setup}"}
        stage.ask(
            "POST /v1/billing/payment-method/{setup_id}/confirm", status=503, path=path, body={"state": "{state}"}
        )
    stage.run("billing", "drop_lost_approvals", hours=3)
    path, body = {"payment_id": stage.cast.ids["payment"]}, {"amount": "0.50"}
    stage.cast.world.call("POST /v1/payments/{payment_id}/refund", as_=stage.cast.ids["owner"], path=path, body=body)
    stage.run("billing", "resolve_refunds", hours=1)


def _own_number(stage: Stage) -> None:
    """Someone with a number of their own joins the team."""
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no"}
    setup = stage.ask("POST /v1/billing/payment-method", "invited", body=urls).body["setup_id"]
    path = {"setup_id": setup}
    approved = stage.paypal.approve(setup)
    stage.ask("POST /v1/billing/payment-method/{setup_id}/confirm", "invited", path=path, body=approved)
    _number(stage, "77", as_="invited")
    stage.ask("POST /v1/transfers", "invited", body={"code": "{code}", "consent": VERSION})


def _no_wallet(stage: Stage) -> None:
    """A plan is due whose payer has no wallet any more."""
    stage.ask("DELETE /v1/billing/payment-method", query={"confirm": "true"})
    stage.run("billing", "renew_plans", days=33)


def _bounces(stage: Stage) -> None:
    """Mails to a member and to an invited person come back."""
    world = stage.cast.world
    assert isinstance(world, RecordingServices)
    account = {"account": stage.cast.ids["other"], "email_revision": "0"}
    world.bounce("identity", bounced("other@example.com", account))
    invitation = {"team": stage.cast.ids["team"], "invitation": stage.cast.ids["invitation"], "sending": "1"}
    world.bounce("teams", bounced("invited@example.com", invitation))


def _grants(stage: Stage) -> None:
    """Granted credits are reminded of and expire; others are forfeited with an account that is closed."""
    for who in ("other", "invited"):
        last_day = str((clock.now() + timedelta(days=30)).date())
        body = {"account_id": stage.cast.ids[who], "amount": "5.00", "expires_on": last_day}
        about = {"action": "grant_credits", "request_id": uuid4().hex, "by": "kim", "reason": "sorry"}
        with stage.cast.world.inside("billing"):
            assert "done" in door("billing", "operations").handler(about | body, None)
    stage.cast.world.settle()
    stage.run("billing", "review_grants", days=25)
    stage.ask("DELETE /v1/profile", "invited")
    stage.run("billing", "review_grants", days=32)


def _allowances(stage: Stage) -> None:
    """A member's allowance is set, and given on the team's billing day."""
    path, body = {"user_id": "{other}"}, {"amount": {"amount": "2.00"}}
    stage.ask("PUT /v1/users/{user_id}/allowance", path=path, body=body)
    stage.run("billing", "start_giving_rounds", days=33)


def _books(stage: Stage) -> None:
    """The jobs of a night, of which one slice is enough, and those of a month later."""
    for job in ("close_books", "check_wallets", "reconcile"):
        before = {envelope.id for envelope in stage.cast.world.outbox()}
        stage.run("billing", job, settles=False, days=1.01)
        fresh = stage.cast.world.outbox(but=before)
        stage.cast.world.delivered |= {it.id for it in fresh if it.data.get("day") != fresh[0].data.get("day")}
        stage.cast.world.settle()
        stage.put_back(stage.first)
    for job in ("renew_plans", "earn_plans"):
        stage.run("billing", job, days=33)
    stage.run("numbers", "discard_drafts", days=33)
    stage.run("numbers", "recheck_port_ins", days=34)


def _ports_out(stage: Stage) -> None:
    """A number is bought, and leaves."""
    _number(stage, "66")
    play_ports_out(stage, stage.cast.ids["phone"])


def _usage(stage: Stage) -> None:
    """What was used on the team yesterday is folded at night, and reported after the week."""
    team, other = stage.cast.ids["team"], stage.cast.ids["other"]
    table = Table(stage.cast.world.surroundings["billing"]["TABLE_NAME"])
    yesterday = clock.now() - timedelta(days=1)
    book(table, *(used(yesterday, 0, by=other, holder=team, kind=kind) for kind in (UsageKind.CALL, UsageKind.TEXT)))
    stage.run("billing", "fold_usage")
    stage.ask("PUT /v1/usage/reports", body={"every": "weekly"})
    stage.run("billing", "start_usage_reports", days=8)


STORIES: dict[str, Callable[[Stage], None]] = {
    "the App Store": play_app_store,
    "a store plan": play_store_plan,
    "someone new": _someone_new,
    "signs": _signs,
    "mails": _mails,
    "a rule": _rule,
    "a place": _place,
    "promises": _promises,
    "a dissolution": _dissolution,
    "a deputy": play_deputy,
    "numbers": _numbers,
    "connections": _connections,
    "a comparison": _comparison,
    "an order": _order,
    "past due": _past_due,
    "approvals": _approvals,
    "texts": _texts,
    "registration": _registration,
    "calls": _calls,
    "money": _money,
    "a top-up": _top_up,
    "missed": _missed,
    "an own number": _own_number,
    "no wallet": _no_wallet,
    "bounces": _bounces,
    "books": _books,
    "grants": _grants,
    "allowances": _allowances,
    "usage": _usage,
    "ports out": _ports_out,
    "voicemails": play_voicemails,
    "a missed call": play_missed_call,
    "files of texts": play_media,
}
