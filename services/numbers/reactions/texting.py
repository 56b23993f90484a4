"""The reactions of numbers to its own events about texts, and about the profiles that numbers send them with."""

from contracts.messages import MessageDue
from contracts.numbers import NumberActivated, NumberHandedOver
from contracts.texting import TextProfileDue, TextProfilesDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import texting_wiring

reactions = Reactions()


@reactions.on(MessageDue, has_external_effect=True)
def recheck_message(work: UnitOfWork, event: MessageDue) -> None:
    """Send a message that could not be sent before, or settle it."""
    from services.numbers.use_cases.messages import deliver_message as delivery

    delivery.recheck_message(work, texting_wiring.texting(), event)


@reactions.on(NumberActivated)
def give_new_number_its_profile(work: UnitOfWork, event: NumberActivated) -> None:
    """Have a number that has become active given the messaging profile of its holder."""
    work.publish(TextProfileDue(number_id=event.number_id))


@reactions.on(NumberHandedOver)
def give_handed_number_its_profile(work: UnitOfWork, event: NumberHandedOver) -> None:
    """Have a number that has another holder given that one's messaging profile."""
    work.publish(TextProfileDue(number_id=event.number_id))


@reactions.on(TextProfileDue)
def give_due_profile(work: UnitOfWork, event: TextProfileDue) -> None:
    """Give a number the messaging profile of its holder."""
    from services.numbers.use_cases.texting.give_profiles import give_profile

    give_profile(work, texting_wiring.text_profiles(), event)


@reactions.on(TextProfilesDue)
def look_for_due_profiles(work: UnitOfWork, event: TextProfilesDue) -> None:
    """Look through a page of our numbers for those with another's profile."""
    from services.numbers.use_cases.texting.give_profiles import look_for_profiles

    look_for_profiles(work, texting_wiring.text_profiles(), event)
