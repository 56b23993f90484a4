"""The responses about the entries of wallets, and their checks (B16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Self

from contracts.money import dollars
from contracts.sentences import Words
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.http.models import View
from services.billing.domain.parts import CALLING, HELD
from services.billing.http.actor_views import By


class Signed(View):
    """Money that may be negative: a change."""

    amount: str
    currency: Literal["USD"] = "USD"

    @classmethod
    def of(cls, micros: int) -> Self:
        """Return a change of `micros` micro-dollars."""
        return cls(amount=dollars(micros))


class InvoiceOf(View):
    """The invoice of a payment."""

    invoice_id: str
    number: str


class EntryView(View):
    """One entry of a wallet: what changed, and the balance and what is owed after it.

    `paid` went through PayPal, or came back if it is below zero; `to` is who got credits from the wallet, or for whom
    they were set aside. A payment for number plans changes no balance. The calls and texts of a quarter of an hour are
    one entry, `spent`, at its end. `text` says in words what `kind` does not: how many calls and texts it is.
    """

    entry_id: str
    at: datetime
    kind: str
    amount: Signed
    held: Signed
    balance: Signed
    owed: Signed
    paid: Signed
    about: dict[str, str]
    by: By | None
    to: By | None
    invoice: InvoiceOf | None
    text: Words = ""

    @classmethod
    def of(
        cls, item: Item, after: tuple[int, int], names: Mapping[str, str], numbers: Mapping[str, tuple[str, str]]
    ) -> Self:
        """Return the view of an entry, with the balance and what is owed after it, both in micro-dollars.

        `names` are those of people by their ids, `numbers` the id and number of invoices by their payments.
        """
        from services.billing.domain.call_words import words_of_entry

        invoice = numbers.get(item["about"].get("payment_id", "")) if item.get("paid") else None
        return cls(
            by=By.of(item["actor"], names),
            to=By.of(item["about"].get("user_id", ""), names),
            invoice=InvoiceOf(invoice_id=invoice[0], number=invoice[1]) if invoice else None,
            paid=Signed.of(item.get("paid", 0)),
            entry_id=item["cause"],
            at=clock.from_text(item["at"]),
            kind=item["kind"],
            amount=Signed.of(item["amount"]),
            held=Signed.of(sum(item["parts"].get(part, 0) for part in (HELD, CALLING))),
            balance=Signed.of(after[0]),
            owed=Signed.of(after[1]),
            about=item["about"],
            text=words_of_entry(item["kind"], item["about"]),
        )


class CheckView(View):
    """A wallet, recomputed from its entries (B16)."""

    wallet: str
    checked_at: datetime
    balance: Signed
    by_entries: Signed
    difference: Signed
