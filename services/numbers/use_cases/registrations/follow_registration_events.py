"""Follow the carrier's webhooks about registrations: each has the carrier asked, whatever it says (N8, N14)."""

from contracts.registrations import NumberTextingDue, RegistrationDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.registrations import RegistrationEvent
from services.numbers.stores import numbers, registrations


def follow_registration_event(work: UnitOfWork, event: RegistrationEvent) -> None:
    """Have the carrier asked about the number, campaign or brand that has changed."""
    if event.phone_number:
        number_id = numbers.find_claimant(work.table, event.phone_number)
        if number_id:
            work.publish(NumberTextingDue(number_id=number_id))
        return
    found = (registrations.find_at_carrier(work.table, it) for it in (event.campaign_id, event.brand_id))
    registration_id = next(filter(None, found), "")
    if registration_id:
        work.publish(RegistrationDue(registration_id=registration_id))
    else:
        log().info("carrier.registration.unknown", extra={"brand_id": event.brand_id, "campaign_id": event.campaign_id})
