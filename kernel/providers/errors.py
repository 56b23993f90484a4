"""The errors of requests to providers.

ProviderError
├── ProviderDownError      no answer, a 5xx, a 429, or an unreadable answer: try again later
│   └── ProviderUntouchedError  it was not reached, or refused to read: certainly nothing was done
│       └── ProviderBusyError   a 429: we ask too often
└── ProviderRefusedError   a 4xx: trying again will not help; `status` and `body` say why

ForgedError is of the other direction: what came to us is not from the provider.
"""

from typing import Any


class ProviderError(Exception):
    """A provider did not do what it was asked to do."""


class ProviderDownError(ProviderError):
    """There is no usable answer; unless the request only read, it may or may not have been carried out."""


class ProviderUntouchedError(ProviderDownError):
    """The provider has done nothing: any request may be sent again."""


class ProviderBusyError(ProviderUntouchedError):
    """We ask the provider more often than it lets us."""


class ProviderRefusedError(ProviderError):
    """The provider refused; `body` is its JSON, or empty."""

    def __init__(self, message: str, status: int, body: dict[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class ForgedError(Exception):
    """A webhook is not signed by its provider, was altered, or was signed too long ago: respond 401."""
