"""Search the carrier's stock for a number to have (N1)."""

from collections.abc import Callable

from contracts.plans import plans_for
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier import Carrier
from services.numbers.domain.problems import CarrierUnavailable
from services.numbers.http.schemas import StockQuery
from services.numbers.http.views import AvailableNumber
from services.numbers.stores import numbers

_MOST = 100
_SPARE = 20  # so many more are asked for, as some may be somebody's here while the carrier still offers them


def search_stock(work: UnitOfWork, carrier: Callable[[], Carrier], query: StockQuery) -> Page[AvailableNumber]:
    """Numbers that can be had, with the plans for them; none of a kind or country that there is no plan for."""
    plans = plans_for(query.kind, query.country)
    if not plans:
        return Page(items=[], next_cursor=None)
    try:
        offers = carrier().search(
            min(query.limit + _SPARE, _MOST),
            country_code=query.country,
            national_destination_code=query.area_code or "",
            locality=(query.city or "").upper(),
            administrative_area=(query.state or "").upper(),
            phone_number_type=query.kind,
            contains=query.contains or "",
        )
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    taken = numbers.taken(work.table, [offer.phone_number for offer in offers])
    free = [offer for offer in offers if offer.phone_number not in taken][: query.limit]
    return Page(items=[AvailableNumber.of(offer, query.kind, plans) for offer in free], next_cursor=None)
