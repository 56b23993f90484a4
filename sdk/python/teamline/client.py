"""The client: sends each request with a token that works, once more when it may, and never twice what it changes."""

import random
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, Self
from uuid import uuid4

import httpx

from .methods import Operations
from .models import StepUpProof
from .problems import NoAnswerError, Problem
from .puzzle import HEADER, solve
from .tokens import MemoryStore, Tokens, TokenStore

_REFRESH = "/v1/sessions/refresh"
_STEP_UP = "/v1/sessions/step-up"
_SIGNING_IN = ("/v1/accounts", "/v1/sessions", "/v1/sessions/second-factor")
_TRANSIENT = (502, 503, 504)
_READS = ("GET", "HEAD")
_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 4, 0.2, 10.0


class Client(Operations):
    """The API of one server, for one person or one API key.

    Threads may share a client; processes share a session by the same `FileStore`. `prove` is called when a change needs
    a fresh proof of who is there (`step_up_required`): it returns what `create_step_up` takes.
    """

    def __init__(
        self,
        base_url: str,
        *,
        store: TokenStore | None = None,
        prove: Callable[[Problem], StepUpProof] | None = None,
        timeout: float = 35,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.store: TokenStore = store or MemoryStore()
        self._prove = prove
        self._sleep = sleep
        self._http = httpx.Client(
            base_url=base_url, timeout=timeout, transport=transport, headers={"User-Agent": "teamline-python/1"}
        )

    @classmethod
    def with_key(cls, base_url: str, api_key: str, **options: Any) -> Self:
        """Return a client that sends an API key."""
        return cls(base_url, store=MemoryStore(Tokens(api_key)), **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the session goes on."""
        self._http.close()

    def sign_out(self) -> None:
        """End the session at the API, and forget its tokens."""
        current = next((one for one in self.each_sessions() if one["current"]), None)
        if current:
            self.delete_session(current["session_id"])
        self.store.write(None)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Send any request, and return its answer, refused or not. Raises NoAnswerError, and Problem of the refresh.

        A change without an Idempotency-Key among the headers is tried once.
        """
        tokens = self.store.read()
        answer = self._try(method, path, query, body, headers or {}, tokens)
        code = _code(answer)
        if code == "unauthenticated" and tokens and tokens.refresh_token:
            tokens = self._renewed(tokens)
            answer = self._try(method, path, query, body, headers or {}, tokens)
            code = _code(answer)
        if code == "step_up_required" and self._prove and path != _STEP_UP:
            self._step_up(self._prove(_problem(answer)))
            answer = self._try(method, path, query, body, headers or {}, self.store.read())
            code = _code(answer)
        if code == "challenge_required" and HEADER not in (headers or {}):
            puzzle = answer.json()
            proof = solve(puzzle["puzzle"], puzzle["zero_bits"])
            return self.request(method, path, query=query, body=body, headers={**(headers or {}), HEADER: proof})
        return answer

    def _send(
        self, method: str, path: str, query: dict[str, Any], body: Any = None, *, keyed: bool = False, key: str = ""
    ) -> Any:
        """Return the body of a success. Raises Problem."""
        key = key or (str(uuid4()) if keyed else "")
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.request(method, path, query=query, body=body, headers=headers)
        if not answer.is_success:
            raise _problem(answer)
        if path in _SIGNING_IN:
            self._keep(answer.json())
        if answer.status_code == httpx.codes.NO_CONTENT:
            return None
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer.content

    def _download(self, path: str, query: dict[str, Any], accept: str) -> bytes:
        """Return a file, with all its parts: those after the first begin at a cursor. Raises Problem."""
        parts: list[bytes] = []
        cursor: str | None = None
        while True:
            answer = self.request("GET", path, query={**query, "cursor": cursor}, headers={"Accept": accept})
            if not answer.is_success:
                raise _problem(answer)
            parts.append(answer.content)
            cursor = _next_part(answer)
            if cursor is None:
                return b"".join(parts)

    def _each(self, path: str, query: dict[str, Any]) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            page = self._send("GET", path, {**query, "limit": 100, "cursor": cursor})
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def _step_up(self, proof: StepUpProof) -> None:
        """Keep the token of a proof beside the newest refresh token: meanwhile another may have refreshed (I8)."""
        proved = self.create_step_up(proof)
        with self.store.lock():
            tokens = self.store.read()
            if tokens:
                self.store.write(Tokens(proved["access_token"], tokens.refresh_token))

    def _keep(self, answered: dict[str, Any]) -> Tokens:
        tokens = Tokens(answered["access_token"], answered["refresh_token"])
        self.store.write(tokens)
        return tokens

    def _renewed(self, refused: Tokens) -> Tokens:
        """Return tokens other than the refused ones: one refreshes, all others wait and take what it got (I8)."""
        with self.store.lock():
            tokens = self.store.read()
            if tokens and tokens != refused:
                return tokens
            headers = {"Idempotency-Key": refused.refresh_key}
            answer = self._try("POST", _REFRESH, None, {"refresh_token": refused.refresh_token}, headers, None)
            if answer.is_success:
                return self._keep(answer.json())
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                self.store.write(None)
            raise _problem(answer)

    def _try(
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None,
        body: Any,
        headers: dict[str, str],
        tokens: Tokens | None,
    ) -> httpx.Response:
        """Send one request, and the very same again after a bad connection or a fault that passes.

        What changes something without a key is sent once, as it may have happened (E6).
        """
        key = httpx.Headers(headers).get("Idempotency-Key")
        tries = _TRIES if key or method.upper() in _READS else 1
        authorized = {"Authorization": f"Bearer {tokens.access_token}"} if tokens else {}
        params = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        for tried in count(1):
            try:
                answer = self._http.request(method, path, params=params, json=body, headers={**headers, **authorized})
            except httpx.TransportError as error:
                if tried >= tries:
                    raise NoAnswerError(method, path, key) from error
                self._sleep(_wait(tried))
            else:
                if answer.status_code not in _TRANSIENT or tried >= tries:
                    break
                self._sleep(_retry_after(answer) or _wait(tried))
        return answer


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wait(tried: int) -> float:
    return min(_FIRST_WAIT * 2.0**tried, _LONGEST_WAIT) * random.uniform(0.5, 1)  # noqa: S311 (no secret)


def _retry_after(answer: httpx.Response) -> int | None:
    said = answer.headers.get("retry-after", "")
    return min(int(said), int(_LONGEST_WAIT)) if said.isdecimal() else None


def _next_part(answer: httpx.Response) -> str | None:
    """Return the cursor of a file's next part, by its header or its link."""
    link = answer.links.get("next", {}).get("url")
    return answer.headers.get("teamline-next-cursor") or (httpx.URL(link).params.get("cursor") if link else None)


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _code(answer: httpx.Response) -> str:
    return "" if answer.is_success else str(_body(answer).get("code", ""))


def _problem(answer: httpx.Response) -> Problem:
    said = answer.headers.get("retry-after", "")
    return Problem(answer.status_code, _body(answer), int(said) if said.isdecimal() else None)
