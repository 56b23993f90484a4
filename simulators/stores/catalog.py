"""What the app sells in both stores, and how long each payment pays for."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

SANDBOX_MONTH = timedelta(minutes=5)  # testers do not wait a month for a renewal


@dataclass(frozen=True)
class Product:
    """A subscription that the stores sell."""

    id: str
    months: int
    price: int  # micro-dollars

    def end(self, starts: datetime, billing_day: int, *, sandbox: bool = False) -> datetime:
        """Return when a period of it ends. It does not slip to the 28th for good because of one February."""
        if sandbox:
            return starts + self.months * SANDBOX_MONTH
        years, month = divmod(starts.month - 1 + self.months, 12)
        year, month = starts.year + years, month + 1
        return starts.replace(year=year, month=month, day=min(billing_day, monthrange(year, month)[1]))


MONTHLY = Product("phone.us.monthly", 1, 6_990_000)
YEARLY = Product("phone.us.yearly", 12, 59_990_000)
PRODUCTS = {product.id: product for product in (MONTHLY, YEARLY)}
