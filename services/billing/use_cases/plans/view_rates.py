"""Shows what calls and texts cost, by the rate deck in force (B11)."""

from contracts.rates import deck_at
from kernel import clock
from kernel.http.pages import Page
from services.billing.http.rate_views import RateDeck, RateView
from services.billing.http.schemas import RateQuery


def view_rates(query: RateQuery) -> RateDeck:
    """Return the rates, home first; with a prefix those of numbers that begin with it."""
    deck = deck_at(clock.now())
    rates = [RateView.of(rate) for rate in deck.under(query.digits)]
    page = Page[RateView].part(rates, query)
    return RateDeck(items=page.items, next_cursor=page.next_cursor, version=deck.version, begins=deck.begins)
