"""Step-up: what a stolen session must not do needs a proof of who calls, not older than 10 minutes (I12).

Identity writes into the access token when the person last proved who they are; the authorizer passes it to every
service. A route declares that it needs a fresh proof, always or for some bodies, or that its handler decides, where
that depends on what is stored, as an amount that the owner has set.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal

from kernel import clock
from kernel.http.request import Request
from kernel.problems import StepUpRequired

PROOF_LIFETIME = timedelta(minutes=10)
ACCEPTS = ("passkey", "totp", "recovery_code", "password")  # identity says which of them the account has
StepUp = bool | Callable[[Any, Any], bool] | Literal["by_handler"]  # always, for some bodies and queries, or it decides


def require_fresh_proof(request: Request, needed: StepUp, now: datetime, *, body: Any, query: Any) -> None:
    """Raise StepUpRequired if this request needs a fresh proof and the caller has none."""
    if needed == "by_handler" or not (needed(body, query) if callable(needed) else needed):
        return
    require_proof(has_proof=has_fresh_proof(request, now))


def has_fresh_proof(request: Request, now: datetime) -> bool:
    """Return whether the caller has proved who they are in the last 10 minutes."""
    return request.proved_at > clock.to_epoch(now - PROOF_LIFETIME)


def require_proof(*, has_proof: bool) -> None:
    """Raise StepUpRequired, which says what is accepted, if there is no fresh proof."""
    if not has_proof:
        raise StepUpRequired(accepts=list(ACCEPTS))
