"""The response bodies of recoveries (I13)."""

from datetime import datetime

from kernel.http.models import View
from services.identity.domain.second_factors import Method


class RecoveryStarted(View):
    """A recovery; if there is such an account, a code is on its way. Only the response holds the token: keep it."""

    recovery_id: str
    token: str
    code_expires_at: datetime


class RecoveryState(View):
    """From when a recovery may go on, until when, and which methods of a second factor end the wait at once."""

    recovery_id: str
    is_ready: bool
    ready_at: datetime
    ends_at: datetime
    accepts: list[Method]
