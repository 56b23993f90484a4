"""Register the caller's app at the carrier: a credential once for each person, a token for each day (N10, N12)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.calling import Calling
from services.numbers.domain.phone_app import PhoneApp
from services.numbers.domain.problems import CarrierUnavailable
from services.numbers.http.placed_calls import PhoneRegistration
from services.numbers.stores import people, phone_apps
from services.numbers.use_cases import callers

_TOKEN_VALID = timedelta(hours=24)


def register_phone(work: UnitOfWork, *, gateway: Callable[[], Calling]) -> PhoneRegistration:
    """Return how the caller's app registers; from now on it is rung. Raises CarrierUnavailable."""
    person = callers.read_caller(work)
    stored = phone_apps.find(work.table, person.account_id)
    try:
        app, token = _with_token(gateway(), stored, person.account_id, work.now)
    except ProviderDownError as down:
        raise CarrierUnavailable from down
    app = replace(app, expires_at=work.now + _TOKEN_VALID)
    work.save([phone_apps.save(app, stored), people.still_there(person.account_id)])
    return PhoneRegistration(sip_username=app.sip_username, token=token, expires_at=app.expires_at)


def _with_token(carrier: Calling, app: PhoneApp | None, account_id: str, now: datetime) -> tuple[PhoneApp, str]:
    """Return the app and a token of its credential; the carrier may have deleted an old one."""
    token = carrier.create_token(app.credential_id) if app else None
    if app and token:
        return app, token
    credential_id, name = carrier.create_credential(account_id)
    made = PhoneApp(account_id, credential_id, name, now)
    token = carrier.create_token(credential_id)
    if token is None:
        raise ProviderDownError("the carrier does not know a credential that it has made")
    return made, token
