"""The carrier's answers to searches, kept for a minute in this container: paging and typing ask it once."""

from datetime import datetime, timedelta

from services.numbers.carrier.stock import Offer

_LIFETIME = timedelta(seconds=60)
_MOST = 100  # answers, of at most 100 offers each

Filters = tuple[object, ...]


class RecentSearches:
    """The recent answers, by the filters of their search; the oldest makes room for a new one."""

    def __init__(self) -> None:
        self._answers: dict[Filters, tuple[datetime, list[Offer]]] = {}

    def find(self, filters: Filters, now: datetime) -> list[Offer] | None:
        """Return the answer to the same search within the last minute, or None."""
        at, offers = self._answers.get(filters, (now - _LIFETIME, []))
        return offers if now < at + _LIFETIME else None

    def keep(self, filters: Filters, offers: list[Offer], now: datetime) -> None:
        """Keep an answer for a minute."""
        self._answers.pop(filters, None)
        self._answers[filters] = (now, offers)
        if len(self._answers) > _MOST:
            del self._answers[next(iter(self._answers))]
