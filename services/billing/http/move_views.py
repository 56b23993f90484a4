"""What is shown of a move from the app stores to the web (B9)."""

from datetime import datetime
from typing import Literal, Self

from contracts.app_stores import explain_cancelling, link_to_store
from contracts.money import Money
from contracts.store_subscriptions import AppStoreName
from kernel.http.models import View
from services.billing.domain.move_calendar import Span, count_twice
from services.billing.domain.store_subscription import StoreSubscription


class CalendarSpan(View):
    """Days that one pays for. `price` is null for what is paid already, and for what the store charges."""

    starts_at: datetime
    ends_at: datetime | None
    paid_by: Literal["store", "web", "team", "no_one"]
    price: Money | None

    @classmethod
    def of(cls, span: Span) -> Self:
        """Return the view of days."""
        price = None if span.price is None else Money.of(span.price)
        return cls(starts_at=span.starts_at, ends_at=span.ends_at, paid_by=span.paid_by.value, price=price)


class StoreRenewal(View):
    """A renewal that the store would charge, and who stops it: we do at Google Play, `you` do in the App Store."""

    renews_at: datetime | None
    stopped_by: Literal["us", "you"]
    how: str
    link: str

    @classmethod
    def of(cls, it: StoreSubscription) -> Self:
        """Return the view of a subscription's renewal."""
        store = it.store.value
        return cls(
            renews_at=it.renewal.renews_at if it.renewal else None,
            stopped_by="us" if store == "google_play" else "you",
            how=explain_cancelling(store),
            link=link_to_store(store),
        )


class MovedSubscription(View):
    """A subscription in a store with its number's plan, if it has one: who pays `today`, and once it is `moved`.

    With `needs_wallet` no one would pay after what is paid: the plan ends then, unless a wallet is attached.
    `days_paid_twice` is what is paid twice if nothing is done.
    """

    store: AppStoreName
    product_id: str
    plan_id: str | None
    number_id: str | None
    phone_number: str | None
    paid_through: datetime | None
    today: list[CalendarSpan]
    moved: list[CalendarSpan]
    days_paid_twice: int
    renewal: StoreRenewal | None
    needs_wallet: bool


class StoreMoveView(View):
    """The move of an account to the web, which is for good; `moved_at` is null for what is only asked for.

    `paid_through` is the latest end of what is paid. Of very many subscriptions it has the first ones.
    """

    moved_at: datetime | None
    paid_through: datetime | None
    items: list[MovedSubscription]


class StoreMoveQuote(StoreMoveView):
    """What a move would mean, or has meant; nothing is changed."""


def calendars_of(today: list[Span], moved: list[Span]) -> tuple[list[CalendarSpan], list[CalendarSpan], int]:
    """Return both calendars as they are shown, and how many days of the second are paid for twice."""
    return [CalendarSpan.of(it) for it in today], [CalendarSpan.of(it) for it in moved], count_twice(moved)
