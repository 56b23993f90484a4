"""What goes wrong: a refusal of the API (RFC 9457), or no answer at all."""

from typing import Any


class Problem(Exception):  # noqa: N818 (the field's word, RFC 9457)
    """A refusal. `code` never changes and is for programs, the text is for people."""

    def __init__(self, status: int, body: dict[str, Any], retry_after: int | None = None) -> None:
        self.status = status
        self.body = body
        self.retry_after = retry_after
        self.code = str(body.get("code", ""))
        self.errors: list[dict[str, str]] = body.get("errors", [])
        self.request_id = str(body.get("request_id", ""))
        said = str(body.get("detail") or body.get("title") or body.get("message") or f"Refused with {status}.")
        fields = "".join(f"; {error.get('field')}: {error.get('message')}" for error in self.errors)
        super().__init__(f"{said}{fields}")


class NoAnswerError(Exception):
    """The API could not be reached, also after further tries. A change may have happened: repeat it with its key."""

    def __init__(self, method: str, path: str, idempotency_key: str | None) -> None:
        self.idempotency_key = idempotency_key
        super().__init__(f"{method} {path}: no answer")
