"""What billing exports of a person or a team: money, plans, documents, and of a person each use of a number."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from contracts.money import dollars
from contracts.months import month_of
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from kernel.exports.kinds import Exported, Kind, Row, Source, Subject, of_holder, of_me, of_team
from services.billing.stores import people, plans, usage_packs
from services.billing.stores.exported_columns import CLEARED, KEPT, LEFT_OUT, MEANINGS

_MONTHS = 14  # of usage, as the records of 13 months are shown
_USAGE = ("record_id", "at", "counted_at", "kind", "number_id", "country", "place", "deck", "seconds", "units")


def _usage_sources(subject: Subject) -> Sequence[Source]:
    if subject.of == "team":
        return ()
    month = subject.asked_at.replace(day=1)
    months = [month_of(month)]
    while len(months) < _MONTHS:
        month = (month - timedelta(days=1)).replace(day=1)
        months.append(month_of(month))
    return [Source(f"USAGE#{subject.account_id}#{each}") for each in months]


def _usage_rows(items: list[Item]) -> Iterable[Row]:
    for item in items:
        if usage_packs.is_of_late(item["sk"]):
            continue
        for record in usage_packs.records_in(item["pk"].split("#")[1], item):
            about = {name: getattr(record, name) for name in _USAGE}
            yield about | {
                "team_or_person": record.holder,
                "amount": record.amount,
                "at": clock.to_text(record.at),
                "counted_at": clock.to_text(record.counted_at),
                "kind": str(record.kind),
            }


def _booked(items: list[Item]) -> Iterable[Row]:
    """Return the entries of journals: an hour's usage is the sum of its records, which are a file of their own."""
    for item in items:
        if "kind" in item:
            yield item | {"parts": _in_dollars(item["parts"])}


def _balance(items: list[Item]) -> Iterable[Row]:
    for item in items:
        held = {name.removeprefix("m:"): value for name, value in item.items() if name.startswith("m:")}
        yield {"parts": _in_dollars(held), "free": item.get("free")}


def _in_dollars(parts: dict[str, int]) -> dict[str, str]:
    return {name: dollars(amount) for name, amount in sorted(parts.items())}


def _plans_of(table: Table, items: list[Item]) -> list[Item]:
    keys = [plans.key(item["subscription_id"]) for item in items]
    return [found for found in _get_all(table, keys) if found]


def _with_lines(table: Table, items: list[Item]) -> list[Item]:
    lines = _get_all(table, [{"pk": item["pk"], "sk": "LINES"} for item in items])
    return [item | {"lines": (found or {}).get("lines", [])} for item, found in zip(items, lines, strict=True)]


def _get_all(table: Table, keys: list[dict[str, str]]) -> list[Item | None]:
    found = table.get_many((key["pk"], key["sk"]) for key in keys)
    return [found.get((key["pk"], key["sk"])) for key in keys]


def _own_teams(table: Table, account_id: str, team_id: str) -> Sequence[str]:
    """Return the teams whose money is the account's: those that it dissolved, and its own that ended with it."""
    inherited = people.find(table, account_id).inherited
    ends = team_id and people.find_team(table, team_id).owner_id == account_id
    return sorted({*inherited, team_id} if ends else set(inherited))


def _kind(name: str, what: str, columns: str, sources: Any, *keys: str, **how: Any) -> Kind:
    return Kind(name, what, tuple(columns.split()), sources, keys, **how)


def _money(*names: str) -> frozenset[str]:
    return frozenset(names)


EXPORTED = Exported(
    service="billing",
    kinds=(
        _kind(
            "account", "What billing knows of the account.",
            "account_id name email phone_number time_zone language notices team_id role status spend_limit "
            "money_locked_until since",
            of_me(lambda it: Source(f"ACCOUNT#{it.account_id}", "ACCOUNT")), "ACCOUNT ACCOUNT",
            money=_money("spend_limit"),
        ),
        _kind(
            "paypal_wallet", "The PayPal wallet that pays, without what charges it.",
            "payer_email works since step_up_above",
            of_me(lambda it: Source(f"ACCOUNT#{it.account_id}", "METHOD")), "ACCOUNT METHOD",
            money=_money("step_up_above"),
        ),
        _kind(
            "balance", "The credits of today, by their parts.", "free parts",
            of_holder(lambda holder: Source(f"WALLET#{holder}", "BALANCE")), "WALLET BALANCE",
            money=_money("free"), rows=_balance,
        ),
        _kind(
            "entries", "Every change of the credits but by usage.", "at kind amount parts about actor cause",
            of_holder(lambda holder: Source(f"WALLET#{holder}", "ENTRY#")), "WALLET ENTRY",
            money=_money("amount"), rows=_booked,
        ),
        _kind(
            "payments", "Payments by PayPal.",
            "payment_id created_at completed_at amount what paid_for charge_status reason payer_email payer_id "
            "asked_by approved_by for_user for_amount returns disputes",
            of_holder(lambda holder: Source(f"PAYMENTS#{holder}", index="gsi1")), "PAYMENT PAYMENT",
            money=_money("amount", "for_amount"),
        ),
        _kind(
            "invoices", "Invoices, credit notes and debit notes, with their lines; amounts in them are micro-dollars.",
            "number kind issued_at paid_at total taxes lines buyer seller payment_id paypal_id payer_email asked_by "
            "approved_by invoice_of",
            of_holder(lambda holder: Source(f"INVOICES#{holder}", index="gsi1")), "INVOICE INVOICE", "INVOICE LINES",
            money=_money("total"), load=_with_lines,
        ),
        _kind(
            "billing_details", "What the payer wants on invoices.",
            "company address_lines city state postal_code country tax_id tax_certificate po_number invoice_email",
            of_holder(lambda holder: Source(f"PAYER#{holder}", "DETAILS")), "PAYER DETAILS",
        ),
        _kind(
            "plans", "The plans of numbers that it has.",
            "subscription_id number_id phone_number plan_id next_plan_id status anchor months payer asked_by cancelled "
            "reason ended_at",
            of_holder(lambda holder: Source(f"HOLDER#{holder}", "PLAN#")), "HOLDER PLAN", "PLAN PLAN",
            load=_plans_of,
        ),
        _kind(
            "automatic_top_up", "The settings of the automatic top-up.",
            "threshold amount monthly_cap off bought month",
            of_holder(lambda holder: Source(f"TOPUP#{holder}", "TOPUP")), "TOPUP TOPUP",
            money=_money("threshold", "amount", "monthly_cap", "bought"),
        ),
        _kind(
            "allowances", "Monthly allowances.", "account_id team_id amount due set_by",
            lambda it: [
                Source(f"ALLOWANCE#{it.account_id}", "ALLOWANCE")
                if it.of == "me"
                else Source(f"ALLOWANCES#{it.team_id}", index="gsi1")
            ],
            "ALLOWANCE ALLOWANCE", money=_money("amount"),
        ),
        _kind(
            "store_subscriptions", "What is paid for in the app stores.",
            "store store_id is_test periods refunds renewal left moved",
            of_me(lambda it: Source(f"STORESUBS#{it.account_id}", index="gsi1")), "STORESUB STORESUB",
        ),
        _kind(
            "usage", "Each call, text and voicemail of the months that the usage page shows.",
            " ".join(("amount", "team_or_person", *_USAGE)), _usage_sources, "USAGE",
            money=_money("amount"), rows=_usage_rows,
        ),
        _kind(
            "approvals", "What admins asked the owner to approve.",
            "approval_id created_at asked_by kind charge amount phone_number plan_id target_id stored decided_by",
            of_team(lambda it: Source(f"APPROVALS#{it.team_id}", index="gsi1")), "APPROVAL APPROVAL",
            money=_money("charge", "amount"),
        ),
        _kind(
            "usage_report", "Whether usage is reported by mail.", "every due_at",
            of_team(lambda it: Source(f"TEAM#{it.team_id}", "USAGE_REPORT")), "TEAM USAGE_REPORT",
        ),
    ),
    meanings=MEANINGS,
    left_out=LEFT_OUT,
    kept=KEPT,
    cleared=CLEARED,
    own_teams=_own_teams,
)  # fmt: skip
