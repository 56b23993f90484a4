"""Words that notices of calls and of texts have in common."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.messaging import harmless
from services.numbers.stores import call_settings

_MAILED_WORDS = 1_000


def in_one_line(said: str) -> str:
    """Return what was said or written without links: anyone may have dictated one."""
    return " ".join(harmless(" ".join(said.split()), _MAILED_WORDS).split())


def find_time_zone(work: UnitOfWork, phone_number: str) -> str:
    """Return the time zone of a number's business hours, or an empty string."""
    settings = call_settings.find(work.table, phone_number)
    return settings.hours.time_zone if settings and settings.hours else ""
