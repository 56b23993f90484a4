"""What a store says of one subscription: in a notification, to an app's proof, or when it is asked (B9). Pure."""

from dataclasses import dataclass
from datetime import datetime

from services.billing.domain.store_subscription import Store, StoreFact


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a store says of one subscription in a message, a proof or an answer.

    `owner` is the account token that the app gave with the purchase, if any. Google names a subscription anew when it
    is bought again: `links` are such names, and `store_id` is the first one. `is_unconfirmed`: the store waits for our
    word that the purchase was received, and pays it back without. `voided_since`: it may have paid something back
    since then, of which it has a list.
    """

    store: Store
    store_id: str
    facts: tuple[StoreFact, ...]
    is_test: bool = False
    owner: str = ""
    links: tuple[str, ...] = ()
    product_id: str = ""
    is_unconfirmed: bool = False
    voided_since: datetime | None = None
