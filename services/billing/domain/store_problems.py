"""The problems that requests about the app stores are refused with: apart, so that no other function carries them."""

from kernel.problems import Conflict, Invalid, Unauthenticated


class NotSignedByStore(Unauthenticated):
    code, title = "bad_signature", "This notification isn't from the store."


class StoreNotServed(Conflict):
    code, title = "store_not_served", "Purchases in this store can't be added here."


class ReceiptNotGenuine(Invalid):
    code, title = (
        "invalid_receipt",
        "The store doesn't know this purchase. Restore it in the app, then try again.",
    )


class UnknownProduct(Invalid):
    code, title = "unknown_product", "This purchase isn't for one of our plans."


class ClaimedByAnotherAccount(Conflict):
    code = "claimed_by_another_account"
    title = "This purchase belongs to another account. Sign in to the account that you made it with."


class MovedToWeb(Conflict):
    code = "moved_to_web"
    title = (
        "You've moved to the web for good, so this purchase isn't needed. Google pays it back in a few days; ask "
        "Apple for a refund at https://reportaproblem.apple.com. While the store keeps the money, its time is yours."
    )
    ON_A_TEAM = (
        "Your team pays for your numbers, so this purchase isn't needed. Google pays it back in a few days; ask Apple "
        "for a refund at https://reportaproblem.apple.com. While the store keeps the money, its time is yours."
    )


class NothingToMove(Conflict):
    code, title = "nothing_to_move", "You don't pay for anything in an app store, so there's nothing to move."
