"""The people in responses: who asked for a payment, an entry or a line of an invoice."""

from collections.abc import Mapping

from kernel.http.models import View
from services.billing.domain.person import TEAMLINE, is_operator


class By(View):
    """Who asked for it; `name` is null for a person who is on the reader's team no more.

    What we did ourselves, such as a grant, has the name Teamline and no `user_id`.
    """

    user_id: str | None
    name: str | None

    @classmethod
    def of(cls, actor: str, names: Mapping[str, str]) -> "By | None":
        """Return the person, or None for what happens by itself, such as an automatic top-up."""
        if is_operator(actor):
            return cls(user_id=None, name=TEAMLINE)
        return cls(user_id=actor, name=names.get(actor)) if actor.startswith("acc_") else None
