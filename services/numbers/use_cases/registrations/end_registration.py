"""End the registration of an owner that is no more: a dissolved team, or a closed account without one (N14, I10)."""

from contracts.registrations import CampaignEndDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.stores import registrations


def end_registration(work: UnitOfWork, owner_id: str) -> None:
    """Delete it, which names people, and have its campaign ended; its numbers leave the campaign as they move."""
    registration = registrations.find_of(work.table, owner_id)
    if registration:
        work.save(registrations.delete_all(registration))
        ids = {"brand_id": registration.brand_id, "campaign_id": registration.campaign_id}
        if registration.campaign_asked or registration.campaign_id:
            work.publish(CampaignEndDue(**ids, reference=registration.reference))
        log().info("numbers.registration.ended", extra=ids)
