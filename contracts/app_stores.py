"""The app stores in words for people: their names, and where a subscription is managed (B9)."""

from contracts.sentences import say

_NAMES = {"app_store": say("the App Store"), "google_play": say("Google Play")}
_MANAGED_AT = {
    "app_store": "https://apps.apple.com/account/subscriptions",
    "google_play": "https://play.google.com/store/account/subscriptions",
}
_WAYS = {
    "app_store": say("On your iPhone or iPad, open Settings > your name > Subscriptions and cancel it there, or here"),
    "google_play": say("In Google Play, open your profile > Payments & subscriptions and cancel it there, or here"),
}


def name_store(store: str) -> str:
    """Return the store's name as it is written in a sentence."""
    return _NAMES.get(store) or say("an app store")


def link_to_store(store: str) -> str:
    """Return where its customers manage their subscriptions, or nothing for no store of these."""
    return _MANAGED_AT.get(store, "")


def explain_paid_in(store: str) -> str:
    """Say that a plan is paid in a store, and where it is managed."""
    link = link_to_store(store)
    return say("This plan is paid in {store}. Change or cancel it there: {link}", store=name_store(store), link=link)


def explain_cancelling(store: str) -> str:
    """Say how a renewal is canceled in a store."""
    if store not in _WAYS:
        return say("Cancel it in the app store")
    return say("{way}: {link}", way=_WAYS[store], link=link_to_store(store))
