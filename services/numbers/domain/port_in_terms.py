"""The deadlines of a port-in, which its rules read and people are promised (N7)."""

from datetime import timedelta

CANCELLABLE_BEFORE = timedelta(days=2)
EARLIEST_DATE, LATEST_DATE = timedelta(days=3), timedelta(days=56)
BILL_MAX_AGE = timedelta(days=30)  # the carrier refuses an older one
DRAFT_KEPT = timedelta(days=30)
UNCORRECTED_KEPT = timedelta(days=60)
RETRIED_AFTER = timedelta(days=1)  # what is not for its holder to mend
TEXTING_FOLLOWED = timedelta(days=14)  # after the calls have moved
UPLOADS_MAY_COME = timedelta(minutes=20)  # after its end, by a form that was signed before
ASKED_EVERY = timedelta(hours=6)
ACTION_RETRIED_AFTER = timedelta(minutes=2)
CORRECTION_SEEN_WITHIN = timedelta(days=1)
MOST_NUMBERS = 20  # of one request: all are changed in one transaction, of 100 items at most
RESP_ORG = "QIT02"  # of our carrier: the letter for a toll-free number names it


def count_days(duration: timedelta) -> str:
    """Return the whole days of a duration as words, such as `2 days`."""
    return f"{duration.days} days"
