"""What the receipt of a payment says, on its page, in its PDF and in its mail (B13). Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contracts.languages import DEFAULT, Language
from contracts.sentences import joined, say, say_day

TITLE = say("Receipt")
COLUMNS, TOTAL = (say("For"), say("Amount")), say("Total paid")


@dataclass(frozen=True, slots=True)
class Line:
    """What was paid for, and how much of it, in micro-dollars; a refund is a negative line."""

    what: str
    micros: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says.

    `team` is empty for a person's own payment, `requested_by` for what was bought automatically; `paypal_id` is the
    capture's id.
    """

    number: str
    issued_at: datetime
    seller: str
    payer_name: str
    payer_email: str
    team: str
    paypal_id: str
    lines: tuple[Line, ...]
    time_zone: str = "UTC"
    repaid: int = 0  # micro-dollars of it that repaid what the wallet owed
    requested_by: str = ""
    approved_by: str = ""
    language: Language = DEFAULT

    @property
    def total(self) -> int:
        """What was paid, in micro-dollars."""
        return sum(line.micros for line in self.lines)

    @property
    def added(self) -> int:
        """What was added to the balance when it was paid, in micro-dollars, whatever was returned later."""
        return sum(line.micros for line in self.lines if line.micros > 0) - self.repaid

    def facts(self) -> list[tuple[str, str]]:
        """Return the labels and values above the lines, without empty ones."""
        said = [
            (say("Receipt number"), self.number),
            (say("Date"), written_date(self.issued_at, self.time_zone)),
            (say("From"), self.seller),
            (say("Paid by"), self.payer_name),
            (say("Requested by"), self.requested_by if self.requested_by != self.payer_name else ""),
            (say("Approved by"), self.approved_by),
            (say("PayPal account"), self.payer_email),
            (say("Team"), self.team),
            (say("PayPal transaction"), self.paypal_id),
            (say("Repaid what was owed"), written_amount(self.repaid) if self.repaid else ""),
            (say("Added to the balance"), written_amount(self.added) if self.repaid else ""),
        ]
        return [(label, value) for label, value in said if value]


def write_as_text(receipt: Receipt) -> list[str]:
    """Return the lines of a receipt for a mail: its facts, what was paid for, and the total."""
    amounts = [(line.what, line.micros) for line in receipt.lines] + [(TOTAL, receipt.total)]
    said = [*receipt.facts(), *((what, written_amount(micros)) for what, micros in amounts)]
    return [joined(": ", line) for line in said]


def written_amount(micros: int) -> str:
    """An amount for people: cents, and parts of a cent only where there are some."""
    whole, rest = divmod(abs(micros), 1_000_000)
    digits = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'−' if micros < 0 else ''}{whole:,}.{digits} USD"


def written_date(at: datetime, time_zone: str) -> str:
    """Return a date and time for people, with its zone; in UTC where the zone is not known."""
    there, time_zone = _there(at, time_zone)
    return joined(" ", (joined(", ", (say_day(there), f"{there:%H:%M}")), time_zone))


def written_day(at: datetime, time_zone: str) -> str:
    """Return a date for people, as it is in their zone."""
    there, _ = _there(at, time_zone)
    return say_day(there)


def _there(at: datetime, time_zone: str) -> tuple[datetime, str]:
    zone: tzinfo = UTC
    try:
        zone = ZoneInfo(time_zone) if time_zone != "UTC" else UTC
    except (ZoneInfoNotFoundError, ValueError):
        time_zone = "UTC"
    return at.astimezone(zone), time_zone
