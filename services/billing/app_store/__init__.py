"""The App Store: the only package that knows what Apple signs and answers. Its own library verifies (decision 069)."""

from services.billing.app_store.gateway import AppStore
from services.billing.app_store.signed_data import SignedData, UnreadableError

__all__ = ["AppStore", "SignedData", "UnreadableError"]
