"""Why a request is refused, in the form of RFC 9457.

    Problem
    ├── Malformed              400  the request cannot be read
    ├── Unauthenticated        401  the caller is not signed in
    │   └── StepUpRequired          the caller must prove anew who they are
    ├── Forbidden              403  the caller's role does not allow it
    │   └── SecondFactorSetupRequired   the team requires a second factor, and the caller has none (I11)
    ├── NotFound               404  there is none, or it belongs to another tenant
    ├── Conflict               409  what is there already conflicts with it
    │   └── Stale                   it changed after it was read: load and decide again
    ├── Gone                   410  it has expired
    ├── TooLarge               413
    ├── WrongMediaType         415
    │   └── WrongCharset            it is JSON, but not in UTF-8
    ├── Invalid                422  a field is not acceptable; `errors` names it
    │   └── CannotQuote             `dry_run` was asked of what cannot quote (E6)
    ├── TooManyRequests        429  with Retry-After
    └── Unavailable            503  a dependency does not answer; with Retry-After
        └── Busy                    others keep changing the same items; `keys` are those

A service's own problems are subclasses with a `code` and a `title`.
"""

from typing import Any, ClassVar

from contracts.languages import DEFAULT, Language
from kernel.languages import in_language


class Problem(Exception):  # noqa: N818 (the field's word, RFC 9457)
    """A refusal that the caller sees; nothing was changed.

    `field` names the input at fault. `extra` members are added to the body as they are.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Something went wrong on our side."

    def __init__(
        self,
        detail: str | None = None,
        *,
        field: str | None = None,
        errors: list[dict[str, str]] | None = None,
        retry_after: int | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = errors or ([{"field": field, "code": self.code, "message": self.detail}] if field else [])
        self.retry_after = retry_after
        self.extra = extra

    def body(self, language: Language = DEFAULT) -> dict[str, Any]:
        """Return the members of `application/problem+json` in a language, without the request id."""
        members: dict[str, Any] = {
            "type": f"urn:teamline:problem:{self.code}",
            "title": in_language(self.title, language),
            "status": self.status,
            "detail": in_language(self.detail, language),
            "code": self.code,
        }
        if self.errors:
            members["errors"] = [it | {"message": in_language(it["message"], language)} for it in self.errors]
        return members | self.extra

    def headers(self) -> dict[str, str]:
        """Return the headers of the refusal."""
        return {"retry-after": str(max(1, self.retry_after))} if self.retry_after is not None else {}


class Malformed(Problem):
    status, code, title = 400, "malformed_request", "The request cannot be read."


class Unauthenticated(Problem):
    status, code, title = 401, "unauthenticated", "Sign in first, or refresh the access token."


class StepUpRequired(Unauthenticated):
    code, title = "step_up_required", "Confirm that it's you, then try again."


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "Your role does not allow this."


class SecondFactorSetupRequired(Forbidden):
    code = "second_factor_setup_required"
    title = "Your team requires two-step sign-in. Set it up, then go on."


class NotFound(Problem):
    status, code, title = 404, "not_found", "We could not find this."


class Conflict(Problem):
    status, code, title = 409, "conflict", "This conflicts with what is there already."


class Stale(Conflict):
    code, title = "changed_meanwhile", "It changed at the same time. Please try again."


class Gone(Problem):
    status, code, title = 410, "gone", "This has expired."


class TooLarge(Problem):
    status, code, title = 413, "too_large", "The request is too large."


class WrongMediaType(Problem):
    status, code, title = 415, "unsupported_media_type", "Send JSON, with Content-Type: application/json."


class WrongCharset(WrongMediaType):
    code, title = "unsupported_charset", "Send JSON in UTF-8."


class Invalid(Problem):
    status, code, title = 422, "invalid_request", "Some fields are not valid."


class CannotQuote(Invalid):
    code, title = "dry_run_not_supported", "This request has no quote; nothing was done."


class TooManyRequests(Problem):
    status, code, title = 429, "too_many_requests", "Too many attempts. Please wait."


class Unavailable(Problem):
    status, code, title = 503, "temporarily_unavailable", "This is temporarily unavailable. Please try again."

    def __init__(self, detail: str | None = None, *, retry_after: int = 10, **extra: Any) -> None:
        super().__init__(detail, retry_after=retry_after, **extra)


class Busy(Unavailable):
    def __init__(self, keys: frozenset[tuple[str, str]]) -> None:
        super().__init__("Too many changes at the same time. Please try again.", retry_after=1)
        self.keys = keys
