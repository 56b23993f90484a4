"""The door to HTTP of what protects an account: second factors, step-ups, Login IDs and recoveries.

It is apart from `api`, for the packages of its own.
"""

from kernel import snapshot
from services.identity import wiring
from services.identity.domain.account import Account
from services.identity.domain.second_factors import SecondFactors
from services.identity.domain.session import Session
from services.identity.security import factors, login_ids
from services.identity.security.door import security

__all__ = ["factors", "handler", "login_ids", "security"]

handler = snapshot.handler_of(security, wiring.table, records=(Account, Session, SecondFactors))
