"""Asking a provider over HTTP: time limits, bounded retries, and every fault as one of `provider_errors`."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError, ProviderUntouchedError

if TYPE_CHECKING:
    import requests

TIMEOUT = (2.0, 5.0)  # seconds to connect, and between two bytes


class Provider:
    """One provider's HTTP API. Only GET is tried again by itself; everything else once."""

    def __init__(self, name: str, base_url: str, headers: dict[str, str]) -> None:
        import requests  # noqa: PLC0415 (cold start: most functions know the errors and ask nobody)
        from requests.adapters import HTTPAdapter  # noqa: PLC0415
        from urllib3.exceptions import ConnectTimeoutError, NewConnectionError  # noqa: PLC0415
        from urllib3.util.retry import Retry  # noqa: PLC0415

        self.name = name
        self._base = base_url.rstrip("/") + "/"
        self._session = requests.Session()
        self._no_answer = requests.RequestException
        self._not_reached = (ConnectTimeoutError, NewConnectionError)
        self._session.headers.update(headers)
        retry = Retry(total=1, connect=1, read=0, status=1, allowed_methods=["GET"], status_forcelist=[502, 503],
                      backoff_factor=0.1, raise_on_status=False)  # fmt: skip
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def ask(self, method: str, path: str, **how: Any) -> dict[str, Any]:
        """The JSON object that the provider answers.

        `how` is passed to requests (`json`, `params`, `headers`, and another `timeout` for what takes long).
        Raises ProviderDownError and ProviderRefusedError.
        """
        try:
            answer = self._session.request(method, urljoin(self._base, path), **({"timeout": TIMEOUT} | how))
        except self._no_answer as error:
            log().warning("provider down", extra={"provider": self.name, "path": path, "fault": type(error).__name__})
            kind = ProviderUntouchedError if self._was_not_reached(error) else ProviderDownError
            raise kind(f"{self.name} does not answer") from error
        body = {} if answer.status_code == 204 else _object(answer)
        if answer.status_code >= 500 or answer.status_code == 429 or (answer.ok and body is None):
            log().warning("provider down", extra={"provider": self.name, "path": path, "status": answer.status_code})
            kind = ProviderUntouchedError if answer.status_code == 429 else ProviderDownError
            raise kind(f"{self.name} answered {answer.status_code}")
        if not answer.ok:
            raise ProviderRefusedError(f"{self.name} refused: {answer.status_code}", answer.status_code, body or {})
        return body or {}

    def _was_not_reached(self, error: Exception) -> bool:
        cause = error.args[0] if error.args else None
        return isinstance(getattr(cause, "reason", None), self._not_reached)


def _object(answer: "requests.Response") -> dict[str, Any] | None:
    try:
        body = answer.json()
    except ValueError:  # requests raises one, whichever JSON library it uses
        return None
    return body if isinstance(body, dict) else None
