"""The words of the page that goes with an export."""

from services.identity.domain.export import Export

_OF = {
    "me": "everything that Teamline stores of you",
    "team": "everything that Teamline stores of your team",
}


def about(export: Export) -> str:
    """Write the page that says what is in the files."""
    at = f"{export.asked_at:%B} {export.asked_at.day}, {export.asked_at:%Y at %H:%M} UTC"
    return f"""This is {_OF[export.of]}, as requested on {at}.

Each folder has the files of one part of Teamline. Each file is there twice: as JSON, for programs, and as CSV, for
spreadsheets. The first line of a CSV file names its columns.

Times are in UTC. Amounts are in US dollars, unless the column's description says otherwise.
Passwords, codes and other secrets are not included.
"""
