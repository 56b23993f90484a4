"""How much credit one purchase buys (B5). Pure."""

CENT = 10_000  # micro-dollars
LEAST_PURCHASE, MOST_PURCHASE = 1_000_000, 1_000_000_000  # micro-dollars


def is_purchasable(amount: int) -> bool:
    """Return whether one purchase may be of this amount: within the bounds, in whole cents."""
    return LEAST_PURCHASE <= amount <= MOST_PURCHASE and amount % CENT == 0


def describe_bounds() -> str:
    """Return the sentence that refuses any other amount."""
    least, most = LEAST_PURCHASE / 1_000_000, MOST_PURCHASE / 1_000_000
    return f"Buy {least:,.2f} to {most:,.2f} USD at a time, in whole cents."
