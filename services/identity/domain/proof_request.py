"""Proof requests: a proof that one account was asked for, which is given once, within minutes (I11, I12). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Purpose = Literal["sign_in", "step_up", "setup", "recovery"]
REQUEST_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class ProofRequest:
    """A question whose answer completes a sign-in, refreshes a session's proof, or sets a second factor up.

    Or it ends the wait of a recovery.

    `secret` is the hash of what only the asker of a sign-in has. `challenge` (base64url) is what a passkey signs.
    `sealed_secret` is that of the authenticator that is being set up. A sign-in is valid for the password's generation
    that it began with, a step-up for one session, a recovery's for that recovery.
    """

    id: str
    purpose: Purpose
    account_id: str
    expires_at: datetime
    secret: str | None = None
    challenge: str | None = None
    sealed_secret: str | None = None
    session_id: str | None = None
    recovery_id: str | None = None
    generation: int = 0
    is_new_network: bool = False

    def is_for(self, purpose: Purpose, account_id: str, now: datetime) -> bool:
        """Return whether it is of this purpose and account, and still open."""
        return self.purpose == purpose and self.account_id == account_id and now < self.expires_at
