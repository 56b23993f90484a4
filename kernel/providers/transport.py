"""Sends HTTP requests to providers: time limits, bounded retries, one JSON reader, one set of faults.

`requests` is imported on first use: most functions know the errors of a provider and never send it anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kernel.log import log
from kernel.providers.errors import (
    ProviderBusyError,
    ProviderDownError,
    ProviderRefusedError,
    ProviderUntouchedError,
)

if TYPE_CHECKING:
    import requests

TIMEOUT = (2.0, 5.0)  # seconds to connect, and between two bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What a provider answered; `body` is its JSON object, or None if it sent anything else, which is in `text`."""

    status: int
    body: dict[str, Any] | None
    headers: "requests.structures.CaseInsensitiveDict[str]"
    text: str = ""


class Transport:
    """The connections to one provider. Only GET is retried automatically, once; everything else is sent once."""

    def __init__(self, name: str, base_url: str, headers: dict[str, str] | None = None) -> None:
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3.util.retry import Retry

        self.name = name
        self._base = base_url.rstrip("/") + "/"
        self._session = requests.Session()
        self._no_answer = requests.RequestException
        self._session.headers.update(headers or {})
        retry = Retry(
            total=1,
            connect=1,
            read=0,
            status=1,
            other=0,
            allowed_methods=["GET"],
            status_forcelist=[502, 503],
            backoff_factor=0.1,
            raise_on_status=False,
            respect_retry_after_header=False,  # a function cannot wait for an hour, nor for Apple's milliseconds
        )
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def send(self, method: str, path: str, *, timeout: tuple[float, float] = TIMEOUT, **options: Any) -> Reply:
        """Send one request and return the reply, whatever its status; `options` are those of requests.

        Raise ProviderUntouchedError if the request certainly never left, ProviderDownError if there is no answer.
        """
        url = urljoin(self._base, path.lstrip("/"))
        try:
            answer = self._session.request(method, url, timeout=timeout, allow_redirects=False, **options)
        except self._no_answer as error:
            kind = ProviderUntouchedError if _was_never_sent(error) else ProviderDownError
            raise kind(f"{self.name} does not answer: {type(error).__name__}") from error
        body = _json_object(answer)
        return Reply(answer.status_code, body, answer.headers, "" if body is not None else answer.text)


class Provider:
    """A provider's JSON API behind an API key."""

    def __init__(self, name: str, base_url: str, headers: dict[str, str]) -> None:
        self._transport = Transport(name, base_url, headers)
        self.name = name

    def ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """Return the JSON object that the provider answers; `options` are those of requests.

        Raise ProviderDownError and ProviderRefusedError.
        """
        body: dict[str, Any] = self._ask(method, path, lambda reply: reply.body, **options)
        return body

    def ask_text(self, method: str, path: str, **options: Any) -> str:
        """Return the text that the provider answers where it is no JSON. Raise as `ask` does."""
        return str(self._ask(method, path, lambda reply: reply.text or None, **options) or "")

    def _ask(self, method: str, path: str, read: Callable[[Reply], Any], **options: Any) -> Any:
        try:
            reply = self._transport.send(method, path, **options)
        except ProviderDownError as down:
            log().warning("provider.unreachable", extra={"provider": self.name, "path": path, "fault": str(down)})
            raise
        is_ok = 200 <= reply.status < 300
        body = {} if reply.status == 204 else read(reply)
        if reply.status >= 500 or reply.status == 429 or 300 <= reply.status < 400 or (is_ok and body is None):
            log().warning("provider.failed", extra={"provider": self.name, "path": path, "status": reply.status})
            kind = ProviderBusyError if reply.status == 429 else ProviderDownError
            raise kind(f"{self.name} answered {reply.status}")
        if not is_ok:
            raise ProviderRefusedError(f"{self.name} refused: {reply.status}", reply.status, reply.body or {})
        return body or {}


def _was_never_sent(error: Exception) -> bool:
    """Return whether no byte of the request reached the provider: no connection could be made."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), (ConnectTimeoutError, NewConnectionError))


def _json_object(answer: "requests.Response") -> dict[str, Any] | None:
    try:
        body = answer.json()
    except ValueError:  # requests raises one, whichever JSON library it uses
        return None
    return body if isinstance(body, dict) else None
