"""Writes the mail of a usage report (B12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.money import dollars
from contracts.usage_reports import UsageReportDue
from kernel.providers.messaging import harmless
from services.billing.domain.usage import Used
from services.billing.domain.usage_summary import Group

_SPAN = {"weekly": "week", "monthly": "month"}
_FILE: dict[tuple[Group, ...], str] = {
    ("day", "user", "kind"): "The attached file has a row for each day, person, and kind of usage.",
    ("user", "kind"): "The attached file has a row for each person and kind of usage: by day, it would have too many.",
    (): "It has too many rows for an attachment. Filter and download it in the portal.",
}
_REFUSED = "The file could not be attached. Filter and download it in the portal."


@dataclass(frozen=True)
class Figures:
    """What a report says: usage and plans, all of the period before, who used most, and what rows the file has."""

    used: Used
    plans: Used
    before: Used
    biggest: Sequence[tuple[str, int]]
    groups: tuple[Group, ...] | None

    @property
    def total(self) -> int:
        """Return what was used and charged, in micro-dollars."""
        return self.used.amount + self.plans.amount


def write_report(event: UsageReportDue, figures: Figures, portal: str, *, is_refused: bool = False) -> str:
    """Return the text of the mail, with its file or after that was refused; amounts are exact, as in the file."""
    return "\n\n".join(_paragraphs(event, figures, portal, is_refused))


def _paragraphs(event: UsageReportDue, figures: Figures, portal: str, is_refused: bool) -> Iterator[str]:
    span = _SPAN[event.every]
    yield f"What your team used from {_days(event.first, event.last)} ({event.time_zone}):"
    yield "\n".join(_sums(figures, span))
    if figures.biggest:
        yield "\n".join(["Who used the most:", *(_user(*it) for it in figures.biggest)])
    yield _REFUSED if is_refused else _words_of_file(figures, span)
    yield f"See it in the portal: {_link(portal, event.first, event.last)}"
    if event.missed_since:
        until = event.first - timedelta(days=1)
        link = _link(portal, event.missed_since, until)
        yield f"No report was sent for {_days(event.missed_since, until)}. See what was used then: {link}"
    yield f"You get this report each {span} as the team's owner. Change that on the Usage page: {portal}/usage"


def _words_of_file(figures: Figures, span: str) -> str:
    return f"Nothing was used in this {span}." if figures.groups is None else _FILE[figures.groups]


def _sums(figures: Figures, span: str) -> Iterator[str]:
    yield f"Total: {dollars(figures.total)} USD"
    yield _change(figures.total, figures.before.amount, span)
    yield f"Calls and texts: {dollars(figures.used.amount)} USD ({figures.used.count:,} in all)"
    yield f"Number plans: {dollars(figures.plans.amount)} USD"


def _change(total: int, before: int, span: str) -> str:
    change = abs(total - before)
    if not change:
        return f"As much as in the {span} before"
    share = f" ({change * 100 // before:,}%)" if before > 0 else ""
    return f"{dollars(change)} USD{share} {'more' if total > before else 'less'} than in the {span} before"


def _user(name: str, amount: int) -> str:
    return f"- {harmless(name) or 'A member'}: {dollars(amount)} USD"


def _days(first: date, last: date) -> str:
    return f"{first:%B} {first.day} to {last:%B} {last.day}, {last.year}"


def _link(portal: str, first: date, last: date) -> str:
    return f"{portal}/usage?from={first}&to={last}"
