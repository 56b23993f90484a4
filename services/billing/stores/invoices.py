"""Stores invoices, credit notes and debit notes.

| question | key | index |
|---|---|---|
| what does this document say | INVOICE#id / INVOICE | |
| what was charged for, line by line | INVOICE#id / LINES | |
| which documents does this payment have | PAYMENT#payment / INVOICING | |
| which drafts wait for a number of this series, in which order | DRAFTS#series / time#id | |
| which number of this series was given last in this year | SERIES#series / year | |
| the documents of a wallet, by date of issue | INVOICES#wallet / time#number | gsi1 |
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kernel import clock, ids
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, present, put, put_new, update
from kernel.problems import Stale
from services.billing.domain.invoice import Invoice, InvoiceLine, Invoicing
from services.billing.stores.merged import page_of_wallets

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that waits for its number, and what is said of it once it has one."""

    place: str
    invoice_id: str
    kind: str
    wallet: str
    payment_id: str
    total: int


@dataclass(frozen=True, slots=True)
class Counter:
    """The last number of a series in a year, and when it was given."""

    series: str
    year: int
    last: int = 0
    last_at: datetime | None = None


def id_of(*, payment_id: str, place: int = 0) -> str:
    """Return the id of a payment's document, the invoice first: for ever the same, so that no crash makes it twice."""
    return ids.derived_id("inv", payment_id, str(place))


def key(invoice_id: str) -> dict[str, str]:
    """Return the key of a document."""
    return {"pk": f"INVOICE#{invoice_id}", "sk": "INVOICE"}


def find(table: Table, invoice_id: str) -> Invoice | None:
    """Return the document, or None."""
    item = table.get(**key(invoice_id))
    return from_item(Invoice, item) if item else None


def numbers_of(table: Table, payment_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the id and the number of the invoice of each payment that has a numbered one, at most 100 payments."""
    wanted = {id_of(payment_id=payment_id): payment_id for payment_id in payment_ids}
    found = table.get_each(map(key, wanted))
    return {wanted[i["invoice_id"]]: (i["invoice_id"], i["number"]) for i in found if i and i["number"]}


def list_lines(table: Table, invoice_id: str) -> list[InvoiceLine]:
    """Return the lines of an invoice; a note has none."""
    item = table.get(key(invoice_id)["pk"], "LINES")
    return [from_item(InvoiceLine, line) for line in item["lines"]] if item else []


def create(invoice: Invoice, lines: list[InvoiceLine], now: datetime) -> list[TransactItem]:
    """Write a draft with its lines, and queue it for a number; refuse with Stale if it is there already."""
    draft = {
        "pk": f"DRAFTS#{invoice.series}",
        "sk": f"{clock.to_text(now)}#{invoice.invoice_id}",
        "invoice_id": invoice.invoice_id,
        "kind": invoice.kind.value,
        "wallet": invoice.wallet,
        "payment_id": invoice.payment_id,
        "total": invoice.total,
    }
    items = [put_new(key(invoice.invoice_id) | to_item(invoice), on_conflict=Stale()), put(draft)]
    if lines:
        stored: Item = {"pk": key(invoice.invoice_id)["pk"], "sk": "LINES", "lines": [to_item(line) for line in lines]}
        items.append(put(stored))
    return items


def find_invoicing(table: Table, payment_id: str) -> Invoicing | None:
    """Return which documents a payment has, or None if it has none yet."""
    item = table.get(**_invoicing_key(payment_id))
    return from_item(Invoicing, item) if item else None


def save_invoicing(after: Invoicing, before: Invoicing | None) -> TransactItem:
    """Write which documents a payment has; refuse with Stale if that changed since it was read."""
    unchanged = Attr("documents").eq(before.documents) if before else absent()
    return put(_invoicing_key(after.payment_id) | to_item(after), only_if=unchanged, on_conflict=Stale())


def list_drafts(table: Table, series: str, limit: int) -> list[Draft]:
    """Return the drafts of a series that have waited longest."""
    page = table.query(f"DRAFTS#{series}", limit=limit)
    return [from_item(Draft, item | {"place": item["sk"]}) for item in page.items]


def find_counter(table: Table, series: str, year: int) -> Counter:
    """Return the counter of a series in a year; one without any number is at zero."""
    item = table.get(f"SERIES#{series}", str(year))
    return from_item(Counter, item) if item else Counter(series, year)


def raise_counter(after: Counter, before: Counter) -> TransactItem:
    """Write the last number given; refuse with Stale if others were given since the counter was read."""
    unchanged = Attr("last").eq(before.last) if before.last else absent()
    item = {"pk": f"SERIES#{after.series}", "sk": str(after.year)} | to_item(after)
    return put(item, only_if=unchanged, on_conflict=Stale())


def give_number(draft: Draft, series: str, number: str, at: datetime) -> list[TransactItem]:
    """Give a queued draft its number and date; refuse with Stale if it has one by now."""
    issued = {
        "number": number,
        "issued_at": clock.to_text(at),
        "gsi1pk": f"INVOICES#{draft.wallet}",
        "gsi1sk": f"{clock.to_text(at)}#{number}",
    }
    unnumbered = Attr("number").eq("")
    queued = {"pk": f"DRAFTS#{series}", "sk": draft.place}
    return [
        update(key(draft.invoice_id), set=issued, only_if=unnumbered, on_conflict=Stale()),
        delete(queued, only_if=present(), on_conflict=Stale()),
    ]


def list_by_wallets(table: Table, wallets: tuple[str, ...], limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the numbered documents of these wallets, newest first."""
    return page_of_wallets(table, "INVOICES", wallets, limit, cursor)


def list_issued(table: Table, wallet: str, start: datetime, end: datetime) -> list[Invoice]:
    """Return the documents of a wallet that were issued from `start` up to `end`, oldest first."""
    window = (clock.to_text(start), clock.to_text(end))
    items = table.query_all(f"INVOICES#{wallet}", index="gsi1", between=window)
    return [from_item(Invoice, item) for item in items]


def lines_of(table: Table, invoice_ids: Iterable[str]) -> dict[str, list[InvoiceLine]]:
    """Return the lines of these invoices by their ids, in one read for up to 100."""
    wanted, found = sorted(invoice_ids), dict[str, list[InvoiceLine]]()
    for at in range(0, len(wanted), _AT_ONCE):
        keys = {key(invoice_id)["pk"]: invoice_id for invoice_id in wanted[at : at + _AT_ONCE]}
        read = table.get_many((pk, "LINES") for pk in keys)
        found |= {keys[pk]: [from_item(InvoiceLine, line) for line in item["lines"]] for (pk, _), item in read.items()}
    return found


def _invoicing_key(payment_id: str) -> dict[str, str]:
    return {"pk": f"PAYMENT#{payment_id}", "sk": "INVOICING"}
