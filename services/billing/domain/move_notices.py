"""What people are notified of when they move from an app store to the web (B21, E1)."""

from kernel.notices import Notice
from services.billing.domain.store_move import REMINDED_BEFORE

_BEFORE = f"{' and '.join(str(before.days) for before in REMINDED_BEFORE)} days"

MOVE_NOTICES: dict[str, Notice] = {
    "store_moved": Notice(
        "A person's subscription in an app store moves to the web",
        "the person",
        "You moved to the web",
        "Your subscription in {store} has moved to the web, for good. Every day that you paid for there stays yours. "
        "After that, your team pays for a number's plan, or your PayPal wallet; without a wallet the plan ends. {how}, "
        "unless its renewal is off already. Dates and prices: {portal}/billing",
    ),
    "store_renews": Notice(
        f"A store will renew a subscription that has moved to the web: {_BEFORE} before, until its renewal is off",
        "the person",
        "Cancel your subscription in the app store",
        "You moved to the web, but {store} will charge you again {when} unless you cancel. {how}. If it charges you, "
        "nothing is lost: its time is added to what you've paid. Details: {portal}/billing",
    ),
    "store_renewed": Notice(
        "A store renews a subscription that has moved to the web",
        "the person",
        "The app store charged you again",
        "You were charged again by {store} after you moved to the web. Its time is added to what you've paid: you're "
        "paid up until {paid_through}. To stop it: {how}. Details: {portal}/billing",
    ),
}
