"""End the campaign of a registration that is no more at the carrier, whose monthly fee would run on (N14)."""

from contracts.registrations import CampaignEndDue
from services.numbers.carrier.registrations import Registrations


def end_campaign(*, carrier: Registrations, event: CampaignEndDue) -> None:
    """End it, if there is one that has not ended. Raises ProviderDownError; the event is then handled again."""
    campaign_id = event.campaign_id or carrier.find_campaign(event.brand_id, event.reference)
    if campaign_id:
        carrier.end_campaign(campaign_id)
