"""The reactions of billing to the events of numbers."""

from contracts.numbers import (
    NumberActivated,
    NumberAssigned,
    NumberCancelled,
    NumberHandedOver,
    NumberKept,
    NumberMoved,
    NumberOrderFailed,
    NumberRequested,
    NumberUnassigned,
)
from contracts.port_outs import NumberPortedOut
from contracts.registrations import RegistrationFeeDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import product_wiring, wiring
from services.billing.use_cases.plans import follow_number_events, follow_number_users

reactions = Reactions()

reactions.on(NumberCancelled)(follow_number_events.cancel_plan_of_number)
reactions.on(NumberKept)(follow_number_events.resume_plan_of_number)
reactions.on(NumberHandedOver)(follow_number_events.hand_over_plan)
reactions.on(NumberActivated)(follow_number_users.follow_user)
reactions.on(NumberAssigned)(follow_number_users.follow_user)
reactions.on(NumberMoved)(follow_number_users.follow_user)
reactions.on(NumberUnassigned)(follow_number_users.follow_user)


@reactions.on(NumberRequested, has_external_effect=True)
def number_requested(work: UnitOfWork, event: NumberRequested) -> None:
    """Charge the first period of the number's plan, unless a subscription in an app store pays for it."""
    if event.store_subscription_id:
        from services.billing.use_cases.store_plans.open_store_plan import open_store_plan

        open_store_plan(work, products=product_wiring.products(), event=event)
        return
    from services.billing.use_cases.renewals.open_plan import open_plan

    open_plan(work, paypal=wiring.paypal(), event=event, wallet_cap=wiring.wallet_cap())


@reactions.on(NumberOrderFailed)
def number_order_failed(work: UnitOfWork, event: NumberOrderFailed) -> None:
    """End the plan of the number and refund its payment, if it was paid to us."""
    from services.billing.use_cases.renewals.end_failed_order import end_failed_order

    end_failed_order(work, event, product_wiring.products())


@reactions.on(NumberPortedOut)
def number_ported_out(work: UnitOfWork, event: NumberPortedOut) -> None:
    """End the plan of a number that has left, and credit its paid days (N13)."""
    from services.billing.use_cases.renewals.end_ported_plan import end_ported_plan

    end_ported_plan(work, event, product_wiring.products())


@reactions.on(RegistrationFeeDue)
def registration_fee_due(work: UnitOfWork, event: RegistrationFeeDue) -> None:
    """Debit the fee of a registration of texts (N14)."""
    from services.billing.use_cases.registrations.charge_registration import charge_registration

    charge_registration(work, event)
