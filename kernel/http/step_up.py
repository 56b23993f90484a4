"""Step-up: what a stolen session must not do needs a proof of who calls, not older than 10 minutes (I12).

Identity writes into the access token when the person last proved who they are; the authorizer passes it to every
service. A route declares that it needs a fresh proof, always or for some bodies.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from kernel import clock
from kernel.http.request import Request
from kernel.problems import StepUpRequired

PROOF_LIFETIME = timedelta(minutes=10)
ACCEPTS = ("passkey", "totp", "recovery_code", "password")  # identity says which of them the account has
StepUp = bool | Callable[[Any, Any], bool]  # always, or for some bodies and queries


def require_fresh_proof(request: Request, needed: StepUp, now: datetime, *, body: Any, query: Any) -> None:
    """Raise StepUpRequired if this request needs a fresh proof and the caller has none."""
    if not (needed(body, query) if callable(needed) else needed):
        return
    if request.proved_at <= clock.to_epoch(now - PROOF_LIFETIME):
        raise StepUpRequired(accepts=list(ACCEPTS))
