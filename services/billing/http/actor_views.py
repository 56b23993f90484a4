"""The people in responses: who asked for a payment, an entry or a line of an invoice."""

from collections.abc import Mapping

from kernel.http.models import View


class By(View):
    """Who asked for it; `name` is null for a person who is on the reader's team no more. Teamline is `operator`."""

    user_id: str
    name: str | None

    @classmethod
    def of(cls, account_id: str, names: Mapping[str, str]) -> "By | None":
        """Return the person, or Teamline for all of its operators, or None for what happens by itself."""
        if account_id.startswith("operator:"):
            return cls(user_id="operator", name="Teamline")
        return cls(user_id=account_id, name=names.get(account_id)) if account_id.startswith("acc_") else None
