"""Handles the requests about the PayPal wallet that pays: attach, detach, and from which amount it needs a proof."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.request import Request
from services.billing import wiring
from services.billing.domain import problems
from services.billing.domain.person import Person
from services.billing.http import schemas, views

wallet = Api("billing", wiring.table)
handler = snapshot.handler_of(wallet, wiring.table, records=(Person,))


@wallet.post(
    "/v1/billing/payment-method",
    status=201,
    step_up=True,
    refusals=(problems.TeamNeeded, problems.ForeignReturnUrl, problems.TooManySetups),
)
def start_attaching_wallet(work: UnitOfWork, request: Request, body: schemas.NewSetup) -> views.Setup:
    """Start to attach a PayPal wallet: send the browser to `approve_url`; it comes back with a `state`."""
    from services.billing.use_cases.wallet import attach_wallet as attaching

    return attaching.start_attaching_wallet(
        work,
        paypal=wiring.paypal(),
        wanted=body,
        targets=wiring.return_targets(),
        key=wiring.approval_key(),
        request_id=request.derived_id("vlt", "setup"),
    )


@wallet.post(
    "/v1/billing/payment-method/{setup_id}/confirm", refusals=(problems.NotApproved, problems.ApprovedElsewhere)
)
def attach_wallet(work: UnitOfWork, setup_id: str, body: schemas.ApprovedSetup) -> views.PaymentMethod:
    """Attach the approved PayPal wallet; it pays for every purchase from then on."""
    from services.billing.use_cases.wallet import attach_wallet as attaching

    return attaching.attach_wallet(
        work, paypal=wiring.paypal(), setup_id=setup_id, state=body.state, key=wiring.approval_key()
    )


@wallet.post(
    "/v1/billing/payment-method/disconnect", status=204, open=True, keyed=False, refusals=(problems.UnknownLink,)
)
def disconnect_wallet(work: UnitOfWork, body: schemas.DisconnectLink) -> None:
    """Detach a PayPal wallet by the link that its payer was mailed."""
    from services.billing.use_cases.wallet import disconnect_wallet as disconnecting

    disconnecting.disconnect_wallet(work, token=body.token)


@wallet.delete("/v1/billing/payment-method", step_up=True, refusals=(problems.TeamNeeded, problems.PlansRunning))
def detach_wallet(work: UnitOfWork, query: schemas.Confirmed) -> None:
    """Detach the PayPal wallet; while plans run, only with `?confirm=true`."""
    from services.billing.use_cases.wallet import attach_wallet as attaching

    attaching.detach_wallet(work, asked=query)


@wallet.patch("/v1/billing/payment-method", step_up=True, refusals=(problems.PaymentMethodRequired,))
def set_step_up(work: UnitOfWork, body: schemas.StepUpAmount) -> views.PaymentMethod:
    """Set above which amount a purchase with the caller's wallet asks for a proof, also an admin's purchase."""
    from services.billing.use_cases.wallet import attach_wallet as attaching

    return attaching.set_step_up(work, wanted=body)
