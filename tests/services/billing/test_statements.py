"""A month's statement: opening, entries in order, closing, in the reader's time zone, as PDF and CSV (B13)."""

import base64
import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.identity import ProfileChanged
from contracts.teams import TeamDissolved
from kernel import clock
from services.billing.domain.ledger import Kind, sum_parts
from services.billing.domain.parts import AVAILABLE, HELD, OWED, OWN, is_free
from services.billing.domain.problems import NoSuchMonth
from services.billing.domain.statement import LABELS, Moved, Row, Statement, bounds_of, make_statement, with_names
from services.billing.http.statement_file import statement_file
from services.billing.pdf.statement import statement_pdf
from services.billing.use_cases.books import view_statement
from tests.in_process import Reply
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness

MONTH = f"{clock.now():%Y-%m}"
CSV = {"accept": "text/csv"}


def ask(harness: BillingHarness, month: str = MONTH, as_: str = OWNER, **request: object) -> Reply:
    """Ask for a statement."""
    return harness.ask("GET /v1/statements/{month}", as_, path={"month": month}, **request)


def table(harness: BillingHarness, month: str = MONTH, as_: str = OWNER, **query: str) -> list[list[str]]:
    """Return the rows of a statement's CSV, without their dates, payments and invoices."""
    reply = ask(harness, month, as_, headers=CSV, query=query)
    assert reply.status == 200, reply.body
    text = base64.b64decode(reply.body).decode("utf-8-sig")
    return [row[1:4] + row[6:] for row in csv.reader(io.StringIO(text))]


def test_a_month_opens_moves_and_closes(harness: BillingHarness) -> None:
    """What was bought and given, who asked for it, and the balance after each; the next month opens where it closed."""
    harness.attach()
    harness.buy("10.00")
    harness.give("4.00")
    assert table(harness) == [
        ["What", "For", "Requested by", "Paid with PayPal (USD)", "Amount (USD)", "Balance (USD)", "Owed (USD)"],
        ["Opening balance", "", "", "", "", "0.00", "0.00"],
        ["Credits bought", "", "owner", "10.00", "10.00", "10.00", "0.00"],
        ["Credits given", "member", "owner", "", "-4.00", "6.00", "0.00"],
        ["Closing balance", "", "", "", "", "6.00", "0.00"],
    ]
    assert table(harness, payer="self")[-1] == ["Closing balance", "", "", "", "", "0.00", "0.00"]
    assert table(harness, as_=MEMBER)[2] == ["Credits given", "member", "owner", "", "4.00", "4.00", "0.00"]


def test_it_is_a_pdf_unless_csv_is_asked_for(harness: BillingHarness) -> None:
    """For the holder of the wallet."""
    reply = ask(harness)
    assert reply.headers["content-type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(base64.b64decode(reply.body))
    text = pdf[0].get_textpage().get_text_range()
    assert "Rosa's" in text
    assert "Closing balance" in text


@pytest.mark.parametrize("month", ["2027-13", "2027-00", "202701", "abcd", "0001-01", "9999-12", "2199-01", "1999-12"])
def test_a_month_that_cannot_be_is_refused(harness: BillingHarness, month: str) -> None:
    """The calendar's ends and months that have not begun too: 422, at the field."""
    reply = ask(harness, month)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "month")


def test_the_heir_of_a_dissolved_team_finds_its_months(harness: BillingHarness) -> None:
    """By the team's id; no one else does."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    assert table(harness, team_id=TEAM)[2] == ["Credits bought", "", "owner", "10.00", "10.00", "10.00", "0.00"]
    for query, amount in (({"team_id": TEAM}, "-10.00"), ({}, "10.00")):
        passed_on = table(harness, **query)[-2]
        assert (passed_on[0], passed_on[4]) == ("Passed on by a dissolved team", amount), "true in both wallets"
    assert ask(harness, as_=STRANGER, query={"team_id": TEAM}).status == 404
    assert ask(harness, query={"payer": "team"}).status == 404


def test_a_month_with_too_much_in_it_is_refused(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it takes more time than a function has."""
    harness.attach()
    harness.buy("10.00")
    monkeypatch.setattr(view_statement, "_MOST_ROWS", 0)
    assert ask(harness).body["code"] == "statement_too_long"
    assert len(table(harness)) == 4
    monkeypatch.setattr(view_statement, "_MOST_READ", 0)
    assert ask(harness, headers=CSV).body["code"] == "statement_too_long"


def test_a_month_is_that_of_the_reader(harness: BillingHarness) -> None:
    """In Auckland it begins half a day before UTC's: its file says so."""
    profile = {"name": "owner", "email": "o@example.com", "email_confirmed": True, "time_zone": "Pacific/Auckland"}
    harness.deliver_event(ProfileChanged(account_id=OWNER, revision=99, notices=["email"], **profile))
    text = base64.b64decode(ask(harness, "2026-07", headers=CSV).body).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("2026-07-01T00:00:00+12:00,Opening balance")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "Pacific/Pago_Pago", "America/New_York"])
@pytest.mark.parametrize("month", ["2026-01", "2026-03", "2026-11", "2026-12"])
def test_months_adjoin(month: str, zone: str) -> None:
    """Each begins where the one before ends, also where clocks change."""
    there, now = ZoneInfo(zone), datetime(2028, 1, 1, tzinfo=UTC)
    start, end = bounds_of(month, there, now)
    assert bounds_of(f"{end:%Y-%m}", there, now)[0] == end
    with pytest.raises(NoSuchMonth):
        bounds_of(month, there, start - timedelta(seconds=1))


_MOVED = st.lists(
    st.builds(
        Moved,
        st.integers(0, 72).map(lambda hours: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
        st.sampled_from([Kind.SPENT, Kind.SPENT, Kind.PURCHASE, Kind.HELD, Kind.REVERSAL]),
        st.dictionaries(st.sampled_from([AVAILABLE, OWN, HELD, OWED]), st.integers(-DOLLAR, DOLLAR), min_size=1),
        st.sampled_from(["acc_1", "acc_2", "system"]),
    ),
    max_size=30,
)


@given(_MOVED, st.dictionaries(st.sampled_from([AVAILABLE, OWED]), st.integers(0, DOLLAR)))
def test_the_statement_adds_up(moved: list[Moved], before: dict[str, int]) -> None:
    """From row to row and to the closing, with no entry lost in a run of calls and texts."""
    moved.sort(key=lambda entry: entry.at)
    statement = make_statement(
        "2027-01", (datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)), before, moved
    )
    balance = statement.opening[0]
    for row in statement.rows:
        balance += row.amount
        assert row.balance == balance
    assert sum(row.count for row in statement.rows) == len(moved)
    parts = sum_parts((entry.parts for entry in moved), before)
    assert statement.closing == (sum(n for part, n in parts.items() if is_free(part)), -parts.get(OWED, 0))
    assert all(row.kind == Kind.SPENT for row in statement.rows if row.count > 1)


def one_row(by: str, kind: str = Kind.SPENT, count: int = 1) -> Statement:
    """Return a statement with one row."""
    start, end = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
    return Statement("2027-01", start, end, (0, 0), (Row(start, kind, by, -15_000, -15_000, DOLLAR, count),))


def test_a_name_is_no_formula() -> None:
    """A spreadsheet shows it as it is; amounts stay numbers, with parts of a cent."""
    text = statement_file(with_names(one_row("acc_1"), {"acc_1": '=HYPERLINK("http://x")'}, {})).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[2]
    assert row[1:] == ["Calls and texts", "", '\'=HYPERLINK("http://x")', "", "", "", "-0.015", "-0.015", "1.00"]


def test_rows_say_who_and_how_many() -> None:
    """A former member has no name, and what happens by itself says so; debts have a column in the PDF."""
    assert with_names(one_row("acc_2"), {}, {}).rows[0].by == "Former member"
    assert with_names(one_row("system"), {}, {}).rows[0].by == "Automatic"
    assert (one_row("acc_1", count=3).rows[0].what, one_row("a", "new_kind").rows[0].what) == (
        "Calls and texts (3)",
        "New kind",
    )
    assert set(LABELS) == set(Kind) - {Kind.FEE, Kind.TAX, Kind.EARNED, Kind.PAYOUT}, "these change no wallet"
    pdf = pypdfium2.PdfDocument(statement_pdf(one_row("Ana"), "Rosa's", "Teamline", datetime(2027, 1, 2, tzinfo=UTC)))
    assert "Owed" in pdf[0].get_textpage().get_text_range()


def test_what_is_owed_is_carried_from_month_to_month() -> None:
    """A month without an entry of a wallet that owes: the PDF says at its opening and at its closing how much."""
    bounds = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
    pdf = pypdfium2.PdfDocument(
        statement_pdf(Statement("2027-01", *bounds, (0, 4_560_000), ()), "Rosa's", "Teamline", bounds[1])
    )
    assert pdf[0].get_textpage().get_text_range().count("4.56 USD") == 2
