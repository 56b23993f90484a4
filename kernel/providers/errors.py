"""What can become of asking a provider, for whoever asks and whoever only hears of it.

ProviderError
├── ProviderDownError      no answer, a 5xx, a 429, or an answer that makes no sense: ask again later
│   └── ProviderUntouchedError  it was not reached, or took nothing in (429): surely nothing was done
└── ProviderRefusedError   a 4xx: asking again will not help; `status` and `body` say why
"""

from typing import Any


class ProviderError(Exception):
    """A provider did not do what it was asked."""


class ProviderDownError(ProviderError):
    """There is no usable answer; whether the provider did it is unknown unless the request only read."""


class ProviderUntouchedError(ProviderDownError):
    """The provider has done nothing: even what it would do twice may be asked again."""


class ProviderRefusedError(ProviderError):
    """The provider refused; `body` is its JSON, or empty."""

    def __init__(self, message: str, status: int, body: dict[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.body = body
