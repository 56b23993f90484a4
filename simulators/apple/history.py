"""Pages of a customer's transactions: filters, order, and the revision that the next page begins at."""

from multidict import MultiMapping

from simulators.apple.callers import refuse
from simulators.apple.settings import GROUP_ID
from simulators.apple.state import Subscription, Transaction
from simulators.stores.catalog import PRODUCTS
from simulators.stores.instants import to_ms

PAGE = 20
Owned = tuple[Subscription, Transaction]
_KNOWN = {
    "revision", "startDate", "endDate", "productId", "productType", "sort", "subscriptionGroupIdentifier",
    "inAppOwnershipType", "revoked",
}  # fmt: skip


class TransactionPage:
    """Up to 20 of the transactions that a query asks for. Raises RefusalError for what Apple does not know."""

    def __init__(self, query: MultiMapping[str], owned: list[Owned]) -> None:
        if not set(query) <= _KNOWN:
            refuse(4000000, "Bad request.")
        self._query = query
        found = sorted((one for one in owned if self._is_wanted(one)), key=_changed, reverse=self._is_descending())
        begins = self._position(found)
        self.shown = found[begins : begins + PAGE]
        self.has_more = len(found) > begins + PAGE
        self.revision = _revision(self.shown[-1]) if self.shown else query.get("revision", "")

    def _is_descending(self) -> bool:
        order = self._query.get("sort", "ASCENDING")
        if order not in ("ASCENDING", "DESCENDING"):
            refuse(4000021, "Invalid request. The sort parameter is invalid.")
        return order == "DESCENDING"

    def _position(self, found: list[Owned]) -> int:
        revision = self._query.get("revision")
        if not revision:
            return 0
        seen = [_revision(one) for one in found]
        if revision not in seen:
            refuse(4000005, "Invalid request revision.")
        return seen.index(revision) + 1

    def _is_wanted(self, owned: Owned) -> bool:
        _, one = owned
        revoked = self._query.get("revoked", "").lower()
        if revoked not in ("", "true", "false"):
            refuse(4000030, "Invalid request. The revoked parameter is invalid.")
        return (
            self._starts_in_span(one)
            and self._has_product(one)
            and self._query.get("inAppOwnershipType", one.ownership) == one.ownership
            and (not revoked or (revoked == "true") == bool(one.revocation))
        )

    def _has_product(self, one: Transaction) -> bool:
        products = self._query.getall("productId", [one.product.id])
        if not set(products) <= set(PRODUCTS):
            refuse(4000023, "Invalid request. The product id parameter is invalid.")
        kinds = self._query.getall("productType", ["AUTO_RENEWABLE"])
        groups = self._query.getall("subscriptionGroupIdentifier", [GROUP_ID])
        return one.product.id in products and "AUTO_RENEWABLE" in kinds and GROUP_ID in groups

    def _starts_in_span(self, one: Transaction) -> bool:
        start, end = self._milliseconds("startDate", 0, 4000015), self._milliseconds("endDate", 2**53, 4000016)
        if start > end:
            refuse(4000013, "Invalid request. The end date precedes the start date or the dates are the same.")
        return start <= to_ms(one.starts) < end

    def _milliseconds(self, name: str, otherwise: int, code: int) -> int:
        text = self._query.get(name, str(otherwise))
        if not text.isdigit():
            refuse(code, f"Invalid request. The {name} is not a timestamp value represented in milliseconds.")
        return int(text)


def _changed(owned: Owned) -> tuple[int, str]:
    _, one = owned
    return int(one.revocation.get("revocationDate", to_ms(one.starts))), one.id


def _revision(owned: Owned) -> str:
    changed, transaction_id = _changed(owned)
    return f"{changed}_{transaction_id}"
