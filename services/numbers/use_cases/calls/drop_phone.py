"""Drop a person's app as all their sessions end: a phone that is lost is not rung any more (I8, I10, N10)."""

from contracts.calls import PhoneCredentialDropped
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import phone_apps


def drop_phone(work: UnitOfWork, *, account_id: str) -> None:
    """Drop the person's app, if there is one, and have its credential deleted at the carrier.

    Apps that are signed in register anew, with another credential. One that registers meanwhile is seen: Stale.
    """
    app = phone_apps.find(work.table, account_id)
    work.save([phone_apps.remove(account_id, app)])
    if app:
        work.publish(PhoneCredentialDropped(credential_id=app.credential_id))
