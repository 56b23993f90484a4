"""Search the carrier's stock for available numbers (N1)."""

from collections.abc import Callable

from contracts.plans import plans_for
from kernel.dynamodb.counters import count_uses_now
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.recent_searches import RecentSearches
from services.numbers.carrier.responses import AccountFaultError
from services.numbers.carrier.stock import Carrier, Offer
from services.numbers.domain.account_faults import Area
from services.numbers.domain.limits import SEARCHES
from services.numbers.domain.problems import CarrierPaused, CarrierUnavailable
from services.numbers.http.schemas import StockQuery
from services.numbers.http.views import AvailableNumber
from services.numbers.stores import numbers
from services.numbers.use_cases import callers
from services.numbers.use_cases.carrier_pauses.pause_carrier import note_fault

_MOST = 100
_SPARE = (
    20  # so many more are requested, as the carrier still offers what is claimed here; if that hides too many, the most
)


def search_available_numbers(
    work: UnitOfWork, *, carrier: Callable[[], Carrier], recent: RecentSearches, query: StockQuery
) -> Page[AvailableNumber]:
    """Return available numbers with their plans, up to `limit`; none of a kind or country without a plan.

    Raises Unauthenticated before the carrier is asked if the caller's session has ended, CarrierPaused,
    CarrierUnavailable, and TooManySearches; a search answered within the last minute is free.
    """
    callers.read_caller(work)
    plans = plans_for(query.kind, query.country)
    if not plans:
        return Page(items=[], next_cursor=None)
    free: list[Offer] = []
    for most in sorted({min(query.limit + _SPARE, _MOST), _MOST}):
        offers = _search_once(work, carrier, recent, query, most)
        claimed = numbers.find_claimed(work.table, [offer.phone_number for offer in offers])
        free = [offer for offer in offers if offer.phone_number not in claimed][: query.limit]
        if len(free) == query.limit or len(offers) < most:
            break  # enough, or all that the carrier has
    return Page(items=[AvailableNumber.of(offer, query.kind, plans) for offer in free], next_cursor=None)


def _search_once(
    work: UnitOfWork, carrier: Callable[[], Carrier], recent: RecentSearches, query: StockQuery, most: int
) -> list[Offer]:
    """Return the carrier's offers; each search that reaches the carrier is counted before."""
    filters = {
        "country_code": query.country,
        "national_destination_code": query.area_code or "",
        "locality": (query.city or "").upper(),
        "administrative_area": (query.state or "").upper(),
        "phone_number_type": query.kind,
        "contains": query.contains or "",
    }
    features = _features_of(query)
    asked = (most, *filters.values(), *features)
    kept = recent.find(asked, work.now)
    if kept is not None:
        return kept
    count_uses_now(work, SEARCHES)
    try:
        offers = list(carrier().search(most, features=features, held=False, **filters))
    except AccountFaultError as fault:
        note_fault(work, fault.code, Area.ORDERS)
        raise CarrierPaused(CarrierPaused.OF[Area.ORDERS], retry_after=60) from fault
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    recent.keep(asked, offers, work.now)
    return offers


def _features_of(query: StockQuery) -> list[str]:
    """Return what the numbers must be able to do, in the carrier's words: all of them take calls."""
    needed = {"voice": True, "sms": query.texts, "emergency": query.emergency}
    return [name for name, is_needed in needed.items() if is_needed]
