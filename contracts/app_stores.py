"""The app stores in words for people: their names, and where a subscription is managed (B9)."""

_NAMES = {"app_store": "the App Store", "google_play": "Google Play"}
_MANAGED_AT = {
    "app_store": "https://apps.apple.com/account/subscriptions",
    "google_play": "https://play.google.com/store/account/subscriptions",
}
_WAYS = {
    "app_store": "On your iPhone or iPad, open Settings > your name > Subscriptions and cancel it there, or here",
    "google_play": "In Google Play, open your profile > Payments & subscriptions and cancel it there, or here",
}


def name_store(store: str) -> str:
    """Return the store's name as it is written in a sentence."""
    return _NAMES.get(store, "an app store")


def link_to_store(store: str) -> str:
    """Return where its customers manage their subscriptions, or nothing for no store of these."""
    return _MANAGED_AT.get(store, "")


def explain_paid_in(store: str) -> str:
    """Say that a plan is paid in a store, and where it is managed."""
    return f"This plan is paid in {name_store(store)}. Change or cancel it there: {link_to_store(store)}"


def explain_cancelling(store: str) -> str:
    """Say how a renewal is canceled in a store."""
    return f"{_WAYS[store]}: {link_to_store(store)}" if store in _WAYS else "Cancel it in the app store"
