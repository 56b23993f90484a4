"""Shows a month's statement of a wallet as a PDF or a CSV file (B13)."""

from collections.abc import Iterator

from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Response
from kernel.problems import NotFound
from services.billing.domain.call_words import counted_in, words_of_entry
from services.billing.domain.ledger import sum_parts
from services.billing.domain.person import Person
from services.billing.domain.problems import StatementTooLong
from services.billing.domain.statement import Moved, Statement, bounds_of, make_statement, with_names, zone_of
from services.billing.http.payer_queries import MonthQuery
from services.billing.stores import entries, invoices, people, reports
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people
from services.billing.use_cases.payments.write_receipt import SELLER
from services.billing.use_cases.wallet.find_wallets import may_see_wallet

_MOST_READ = 50_000  # entries: what a function reads in its time
_AT_ONCE = 100  # invoices in a request to the table
_MOST_ROWS = 3_000  # of a PDF: 3.2 MB, made in 3 s
_MOST_BYTES = 4_200_000  # base64 of them is the 6 MB of a response


def view_statement(work: UnitOfWork, *, month: str, query: MonthQuery, accept: str) -> Response:
    """Return the month in the caller's time zone, as CSV if `accept` names it, else as a PDF.

    Raises NoSuchMonth, StatementTooLong, NotFound, Forbidden and TeamNeeded.
    """
    person = callers.read_caller(work)
    wallet = _wallet(work, person, query)
    statement = _read(work, person, wallet, month)
    if "text/csv" in accept:
        from services.billing.http.statement_file import statement_file

        return _file(statement_file(statement), "text/csv; charset=utf-8", f"{month}.csv")
    from services.billing.pdf.statement import statement_pdf

    if len(statement.rows) > _MOST_ROWS:
        raise StatementTooLong
    holder, at = _holder(work, person, wallet), min(work.now, statement.end)
    pdf = statement_pdf(statement, holder, SELLER, at, person.language)
    return _file(pdf, "application/pdf", f"{month}.pdf")


def _file(content: bytes, media_type: str, name: str) -> Response:
    if len(content) > _MOST_BYTES:
        raise StatementTooLong
    disposition = f'attachment; filename="teamline-statement-{name}"'
    return Response(200, content, {"content-type": media_type, "content-disposition": disposition})


def _wallet(work: UnitOfWork, person: Person, query: MonthQuery) -> str:
    """Return the wallet that is asked for: the payer's, or that of a team which the person has dissolved (T9)."""
    if query.team_id is None:
        return person.wallet(query.payer or person.usual_payer)
    if not may_see_wallet(work, person, query.team_id):
        raise NotFound
    return query.team_id


def _holder(work: UnitOfWork, person: Person, wallet: str) -> str:
    return people.find_team(work.table, wallet).name if wallet.startswith("team_") else person.name


def _read(work: UnitOfWork, person: Person, wallet: str, month: str) -> Statement:
    start, end = bounds_of(month, zone_of(person.time_zone), work.now)
    closed_at, parts = reports.last_closing(work.table, wallet, start)
    since = _entries(work, wallet, closed_at, clock.to_text(start))
    before = sum_parts((entry.parts for entry in since), parts)
    moved = _entries(work, wallet, clock.to_text(start), clock.to_text(end))
    statement = make_statement(month, (start, end), before, moved)
    people_in = {its_id for row in statement.rows for its_id in (row.by, row.to)}
    return with_names(statement, name_people(work, person, people_in), _invoices(work, statement))


def _invoices(work: UnitOfWork, statement: Statement) -> dict[str, str]:
    """Return the number of the invoice of each payment in the statement."""
    paid, found = list(dict.fromkeys(row.payment_id for row in statement.rows if row.payment_id)), dict[str, str]()
    for at in range(0, len(paid), _AT_ONCE):
        numbers = invoices.numbers_of(work.table, paid[at : at + _AT_ONCE])
        found |= {payment_id: number for payment_id, (_, number) in numbers.items()}
    return found


def _entries(work: UnitOfWork, wallet: str, start: str, end: str) -> Iterator[Moved]:
    """Yield the entries of a wallet, oldest first. Raises StatementTooLong."""
    for count, item in enumerate(entries.read_entries(work.table, wallet, start, end)):
        if count == _MOST_READ:
            raise StatementTooLong
        about, paid = item["about"], item.get("paid", 0)
        moves = (about.get("user_id", ""), paid, about.get("payment_id", "") if paid else "")
        text, (calls, texts) = words_of_entry(item["kind"], about), counted_in(item["kind"], about)
        at = min(clock.from_text(item["at"]), work.now)  # a quarter of usage ends later
        who = (item["kind"], item["parts"], item["actor"])
        yield Moved(at, *who, *moves, text=text, calls=calls, texts=texts)
