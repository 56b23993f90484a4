"""What number plans cost in a period, from the payer's invoices and notes, to be seen beside usage (B12, B13). Pure.

A charge counts on the day on which its document was issued: a period that is over never changes. It is no call and no
text, so it has no count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.billing.domain.invoice import TITLES, DocumentKind, Invoice, InvoiceLine
from services.billing.domain.quarters import quarter_of
from services.billing.domain.usage import Cell, Used
from services.billing.domain.usage_summary import NONE, PLAN

BY_PHONE = "phone:"  # begins what is grouped by in place of the id of a number that is known by its phone number only


@dataclass(frozen=True, slots=True)
class PlanCharge:
    """A line of an invoice of number plans, or a note against one, which names no line and may be below zero."""

    document: Invoice
    amount: int
    place: int = 0
    line: InvoiceLine | None = None
    user_id: str = ""  # who sees it as their own, whoever its line names

    @property
    def its_id(self) -> str:
        """Return the number of its document, and its line's place in it."""
        return f"{self.document.number}/{self.place}" if self.line else self.document.number

    @property
    def issued_at(self) -> datetime:
        """Return when its document was issued."""
        return self.document.issued_at or self.document.paid_at

    @property
    def what(self) -> str:
        """Return what was charged for, or which note it is."""
        return self.line.what if self.line else TITLES[self.document.kind]

    @property
    def person(self) -> str:
        """Return whose it is, by id: of who had the number, or NONE."""
        return self.user_id or (self.line.person if self.line else "") or NONE

    def of_user(self, account_id: str) -> "PlanCharge":
        """Return it as a person's own."""
        return replace(self, user_id=account_id)

    def cell(self, numbers: Mapping[str, str]) -> Cell:
        """Return what it is counted under; `numbers` are ids by phone numbers, for lines that do not say theirs."""
        phone = self.line.phone_number if self.line else ""
        number = numbers.get(phone, f"{BY_PHONE}{phone}" if phone else NONE)
        its_own = self.line.number_id if self.line else ""
        return Cell(quarter_of(self.issued_at), self.person, PLAN, "", its_own or number)


def charges_of(documents: Iterable[Invoice], lines: Mapping[str, Sequence[InvoiceLine]]) -> Iterator[PlanCharge]:
    """Yield what these documents charge for plans, in their order; `lines` are those of invoices by their ids."""
    for document in documents:
        charged = lines.get(document.invoice_of or document.invoice_id, ())
        if document.issued_at is None or not is_of_plans(charged):
            continue
        if document.kind is DocumentKind.INVOICE:
            yield from (PlanCharge(document, line.amount, place, line) for place, line in enumerate(charged, 1))
        else:
            is_back = document.kind is DocumentKind.CREDIT_NOTE
            yield PlanCharge(document, -document.total if is_back else document.total)


def is_of_plans(lines: Iterable[InvoiceLine]) -> bool:
    """Return whether an invoice with these lines is of number plans: they have periods."""
    return any(line.ends_at for line in lines)


def cells_of(charges: Iterable[PlanCharge], numbers: Mapping[str, str]) -> Iterator[tuple[Cell, Used]]:
    """Yield what these charges are counted under; `numbers` are ids of numbers by their phone numbers."""
    return ((charge.cell(numbers), Used(charge.amount)) for charge in charges)
