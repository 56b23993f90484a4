"""Writes the mail of a usage report (B12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.money import dollars
from contracts.sentences import Sentence, joined, say, say_day, say_month
from contracts.usage_reports import UsageReportDue
from kernel.providers.messaging import harmless
from services.billing.domain.usage import Used
from services.billing.domain.usage_summary import Group

_FILE: dict[tuple[Group, ...], Sentence] = {
    ("day", "user", "kind"): say("The attached file has a row for each day, person, and kind of usage."),
    ("user", "kind"): say(
        "The attached file has a row for each person and kind of usage: by day, it would have too many."
    ),
    (): say("It has too many rows for an attachment. Filter and download it in the portal."),
}
_REFUSED = say("The file could not be attached. Filter and download it in the portal.")
_UNUSED = {
    "weekly": say("Nothing was used in this week."),
    "monthly": say("Nothing was used in this month."),
}
_SAME = {"weekly": say("As much as in the week before"), "monthly": say("As much as in the month before")}
_MORE = {
    "weekly": "{amount} USD{share} more than in the week before",
    "monthly": "{amount} USD{share} more than in the month before",
}
_LESS = {
    "weekly": "{amount} USD{share} less than in the week before",
    "monthly": "{amount} USD{share} less than in the month before",
}
_WHY = {
    "weekly": "You get this report each week as the team's owner. Change that on the Usage page: {portal}/usage",
    "monthly": "You get this report each month as the team's owner. Change that on the Usage page: {portal}/usage",
}


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
    return joined("\n\n", _paragraphs(event, figures, portal, is_refused))


def _paragraphs(event: UsageReportDue, figures: Figures, portal: str, is_refused: bool) -> Iterator[str]:
    yield say(
        "What your team used from {days} ({time_zone}):",
        days=_days(event.first, event.last),
        time_zone=event.time_zone,
    )
    yield joined("\n", _sums(figures, event.every))
    if figures.biggest:
        yield joined("\n", [say("Who used the most:"), *(_user(*it) for it in figures.biggest)])
    yield _REFUSED if is_refused else _words_of_file(figures, event.every)
    yield say("See it in the portal: {link}", link=_link(portal, event.first, event.last))
    if event.missed_since:
        until = event.first - timedelta(days=1)
        yield say(
            "No report was sent for {days}. See what was used then: {link}",
            days=_days(event.missed_since, until),
            link=_link(portal, event.missed_since, until),
        )
    yield say(_WHY[event.every], portal=portal)


def _words_of_file(figures: Figures, every: str) -> str:
    return _UNUSED[every] if figures.groups is None else _FILE[figures.groups]


def _sums(figures: Figures, every: str) -> Iterator[str]:
    used = figures.used
    yield say("Total: {amount} USD", amount=dollars(figures.total))
    yield _change(figures.total, figures.before.amount, every)
    yield say("Calls and texts: {amount} USD ({count:,} in all)", amount=dollars(used.amount), count=used.count)
    yield say("Number plans: {amount} USD", amount=dollars(figures.plans.amount))


def _change(total: int, before: int, every: str) -> str:
    change = abs(total - before)
    if not change:
        return _SAME[every]
    share = f" ({change * 100 // before:,}%)" if before > 0 else ""
    return say((_MORE if total > before else _LESS)[every], amount=dollars(change), share=share)


def _user(name: str, amount: int) -> str:
    return say("- {name}: {amount} USD", name=harmless(name) or say("A member"), amount=dollars(amount))


def _days(first: date, last: date) -> str:
    return say("{first} {day} to {last}", first=say_month(first), day=first.day, last=say_day(last))


def _link(portal: str, first: date, last: date) -> str:
    return f"{portal}/usage?from={first}&to={last}"
