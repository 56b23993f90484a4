"""The words of the page that goes with an export."""

from contracts.sentences import say, say_month
from services.identity.domain.export import Export

_OF = {
    "me": say("everything that Teamline stores of you"),
    "team": say("everything that Teamline stores of your team"),
}


def about(export: Export) -> str:
    """Write the page that says what is in the files."""
    at = export.asked_at
    return say(
        """This is {what}, as requested on {month} {day}, {year} at {time} UTC.

Each folder has the files of one part of Teamline. Each file is there twice: as JSON, for programs, and as CSV, for
spreadsheets. The first line of a CSV file names its columns.

Times are in UTC. Amounts are in US dollars, unless the column's description says otherwise.
Passwords, codes and other secrets are not included.
""",
        what=_OF[export.of],
        month=say_month(at),
        day=at.day,
        year=at.year,
        time=f"{at:%H:%M}",
    )
