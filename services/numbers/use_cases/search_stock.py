"""Search the carrier's stock for a number to have (N1)."""

from contracts.plans import plans_for
from kernel.pages import Listed
from kernel.provider import ProviderDownError
from services.numbers.bodies import StockQuery
from services.numbers.carrier import Carrier
from services.numbers.problems import CarrierUnavailable
from services.numbers.views import AvailableNumber


def search_stock(carrier: Carrier, query: StockQuery) -> Listed[AvailableNumber]:
    """Numbers that can be had, with the plans for them; none of a kind or country that there is no plan for."""
    plans = plans_for(query.kind, query.country)
    if not plans:
        return Listed(items=[], next_cursor=None)
    try:
        offers = carrier.search(
            query.limit,
            country_code=query.country,
            national_destination_code=query.area_code or "",
            locality=(query.city or "").upper(),
            administrative_area=(query.state or "").upper(),
            phone_number_type=query.kind,
            contains=query.contains or "",
        )
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    return Listed(items=[AvailableNumber.of(offer, query.kind, plans) for offer in offers], next_cursor=None)
