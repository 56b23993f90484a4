"""Since when an account buys nothing in the app stores: it has moved, or a team pays for it (B9, B10). Pure."""

from datetime import UTC, datetime

from services.billing.domain.person import Person
from services.billing.domain.store_move import MovedBy, StoreMove

_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def end_of_buying(person: Person, move: StoreMove | None) -> StoreMove | None:
    """Return the move of the account; of who is on another's team, and has not moved, the one that joining is."""
    if move or person.team_id is None or person.owns:
        return move
    return StoreMove(person.account_id, person.joined_at or person.since or _EVER, MovedBy.JOINED)
