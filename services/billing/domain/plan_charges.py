"""What number plans cost in a period, from the payer's invoices and notes, to be summed beside usage (B12, B13). Pure.

A charge counts on the day on which its document was issued: a period that is over never changes. It is no call and no
text, so it has no count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.billing.domain.invoice import DocumentKind, Invoice, InvoiceLine
from services.billing.domain.quarters import quarter_of
from services.billing.domain.usage import Cell, Used
from services.billing.domain.usage_summary import NONE, PLAN

BY_PHONE = "phone:"  # begins what is grouped by in place of the id of a number that is known by its phone number only


def is_of_plans(lines: Iterable[InvoiceLine]) -> bool:
    """Return whether an invoice with these lines is of number plans: they have periods."""
    return any(line.ends_at for line in lines)


def cells_of(
    documents: Iterable[Invoice], lines: Mapping[str, Sequence[InvoiceLine]], numbers: Mapping[str, str]
) -> Iterator[tuple[Cell, Used]]:
    """Yield what these documents say of plans; `lines` are those of invoices by their ids, `numbers` ids by phone."""
    for document in documents:
        charged = lines.get(document.invoice_of or document.invoice_id, ())
        if document.issued_at is None or not is_of_plans(charged):
            continue
        if document.kind is DocumentKind.INVOICE:
            yield from ((_cell(document, numbers, line), Used(line.amount)) for line in charged)
        else:
            is_back = document.kind is DocumentKind.CREDIT_NOTE
            yield _cell(document, numbers), Used(-document.total if is_back else document.total)


def _cell(document: Invoice, numbers: Mapping[str, str], line: InvoiceLine | None = None) -> Cell:
    phone = line.phone_number if line else ""
    number = numbers.get(phone, f"{BY_PHONE}{phone}" if phone else NONE)
    at = document.issued_at or document.paid_at
    return Cell(quarter_of(at), (line.person if line else "") or NONE, PLAN, "", number)
