"""The door to the bus for registrations of texts and their numbers, with a queue of its own (N14)."""

from contracts.numbers import NumberActivated, NumberHandedOver, NumberReleased, NumberRestored
from contracts.registrations import (
    CampaignEndDue,
    NumberTextingDue,
    RegistrationDue,
    RegistrationFeePaid,
    RegistrationFeeRefused,
    RegistrationNoticeDue,
    TextingNumbersDue,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import registration_wiring, wiring
from services.numbers.use_cases.registrations import (
    advance_registration,
    end_campaign,
    follow_fee,
    send_registration_notice,
    settle_texting,
)

registering = Consumer("numbers-registering", wiring.table)
handler = registering.handler


@registering.on(RegistrationDue, has_external_effect=True)
def advance_due_registration(work: UnitOfWork, event: RegistrationDue) -> None:
    """Send what is new of a registration, and apply what the reviewers say."""
    advance_registration.advance_registration(work, carrier=registration_wiring.registrations(), event=event)


@registering.on(RegistrationFeePaid)
def send_paid_registration(work: UnitOfWork, event: RegistrationFeePaid) -> None:
    """Have the form of a registration sent whose fee is paid."""
    follow_fee.send_paid_registration(work, event)


@registering.on(RegistrationFeeRefused)
def return_unpaid_registration(work: UnitOfWork, event: RegistrationFeeRefused) -> None:
    """Make a registration a draft again whose fee is not paid."""
    follow_fee.return_unpaid_registration(work, event)


@registering.on(CampaignEndDue, has_external_effect=True)
def end_due_campaign(work: UnitOfWork, event: CampaignEndDue) -> None:
    """End the campaign of a team that is dissolved, or of a closed account."""
    end_campaign.end_campaign(carrier=registration_wiring.registrations(), event=event)


@registering.on(NumberTextingDue, has_external_effect=True)
def settle_due_number(work: UnitOfWork, event: NumberTextingDue) -> None:
    """Settle whether a number can text."""
    settle_texting.settle_number(work, carrier=registration_wiring.registrations(), number_id=event.number_id)


@registering.on(TextingNumbersDue)
def settle_due_list(work: UnitOfWork, event: TextingNumbersDue) -> None:
    """Have the numbers of a list settled, page by page."""
    settle_texting.settle_list(work, event=event)


@registering.on(NumberActivated, has_external_effect=True)
def settle_active_number(work: UnitOfWork, event: NumberActivated) -> None:
    """Have the campaign of its team have a number that has become active."""
    settle_texting.settle_number(work, carrier=registration_wiring.registrations(), number_id=event.number_id)


@registering.on(NumberRestored, has_external_effect=True)
def settle_restored_number(work: UnitOfWork, event: NumberRestored) -> None:
    """Have the campaign of its team have a number that is active again."""
    settle_texting.settle_number(work, carrier=registration_wiring.registrations(), number_id=event.number_id)


@registering.on(NumberHandedOver, has_external_effect=True)
def settle_moved_number(work: UnitOfWork, event: NumberHandedOver) -> None:
    """Move a number that has another holder to that holder's campaign, or to none."""
    settle_texting.settle_number(work, carrier=registration_wiring.registrations(), number_id=event.number_id)


@registering.on(NumberReleased, has_external_effect=True)
def settle_released_number(work: UnitOfWork, event: NumberReleased) -> None:
    """Take a number that is given back out of its campaign."""
    settle_texting.settle_number(work, carrier=registration_wiring.registrations(), number_id=event.number_id)


@registering.on(RegistrationNoticeDue, has_external_effect=True)
def send_due_registration_notice(work: UnitOfWork, event: RegistrationNoticeDue) -> None:
    """Notify the owner of a registration."""
    send_registration_notice.send_registration_notice(work, event=event, portal=wiring.portal_url())
