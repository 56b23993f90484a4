"""Attach a PayPal wallet, replace it, and let go of it (B1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from contracts.billing import NoticeDue, WalletDetached
from kernel.calls import Call
from kernel.problems import Conflict, NotFound, Unavailable
from kernel.work import Work
from services.billing.bodies import Confirmed, NewSetup
from services.billing.people import Payer, Person
from services.billing.stores import methods, people, plans
from services.billing.stores.methods import Method
from services.billing.use_cases.buy_credits import id_of
from services.billing.use_cases.review_plans import reviews
from services.billing.use_cases.tell_of_wallet import works
from services.billing.views import PaymentMethod, Setup

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


class NotApproved(Conflict):
    code, title = "not_approved", "The payer has not approved this at PayPal."


class PlansRunning(Conflict):
    code = "plans_running"
    title = "Number plans are paid with this wallet and would run out. Say ?confirm=true to remove it all the same."


def start_attaching(work: Work, call: Call, paypal: "PayPal", wanted: NewSetup) -> Setup:
    """Begin an approval; the browser goes to its address. A team's wallet is its owner's (T1)."""
    _allow(work, call, wanted.payer)
    with paypal_asked():
        setup = paypal.start_vaulting(id_of(call, "vlt", "setup"), wanted.return_url, wanted.cancel_url)
    work.save([methods.begin_setup(setup.setup_id, call.caller_id, setup.approve_url, work.now)])
    return Setup(setup_id=setup.setup_id, approve_url=setup.approve_url)


def confirm_attaching(work: Work, call: Call, paypal: "PayPal", setup_id: str) -> PaymentMethod:
    """Take the approved wallet; asked again, it is the same one. Raises NotApproved."""
    if methods.setup_of(work.table, setup_id) != call.caller_id:
        raise NotFound
    before = methods.find(work.table, call.caller_id)
    if methods.setup_done(work.table, setup_id):
        if before is None:
            raise NotApproved("This approval was used, and its wallet removed since. Begin again.")
        return PaymentMethod.of(before)
    with paypal_asked():
        wallet = paypal.finish_vaulting(setup_id, f"attach-{setup_id}"[:108])
    method = Method(call.caller_id, wallet.token, wallet.payer_email, wallet.payer_id, wallet.customer_id)
    work.save([methods.end_setup(setup_id)], methods.attach(method))
    work.publish(works(work, call.caller_id, True), *reviews(work, call.caller_id))
    if before and before.token != method.token:
        work.publish(WalletDetached(account_id=call.caller_id, token=before.token))
    return PaymentMethod.of(method)


def detach_wallet(work: Work, call: Call, asked: Confirmed) -> None:
    """Charge it no more; PayPal forgets it as well. Nothing happens if there is none.

    Plans that run are not renewed without it: raises PlansRunning until the caller says that they know. Then they run
    out at the end of what is paid, unless there is a wallet again by then (B1).
    """
    person = _allow(work, call, asked.payer)
    method = methods.find(work.table, call.caller_id)
    if method:
        if not asked.confirm and _pays_for_plans(work, person):
            raise PlansRunning
        work.save(methods.detach(method))
        work.publish(works(work, call.caller_id, False), *reviews(work, call.caller_id, removed=True))
        work.publish(WalletDetached(account_id=call.caller_id, token=method.token))


def token_deleted(work: Work, token: str) -> None:
    """PayPal says that the payer has withdrawn the approval: the wallet is gone, and its owner is told."""
    account_id = methods.of_token(work.table, token)
    method = methods.find(work.table, account_id) if account_id else None
    if method and method.token == token:
        work.save(methods.detach(method))
        work.publish(works(work, method.account_id, False))
        work.publish(NoticeDue(wallet=method.account_id, kind="wallet_detached"))


def _allow(work: Work, call: Call, payer: Payer | None) -> Person:
    person = people.find(work.table, call.caller_id)
    if (payer or person.usual_payer) == "team":
        person.owns_team()
    return person


def _pays_for_plans(work: Work, person: Person) -> bool:
    team_id = person.team if person.role == "owner" else None
    return any(plans.runs_any(work.table, payer) for payer in (person.account_id, team_id) if payer)


@contextmanager
def paypal_asked() -> Iterator[None]:
    """PayPal's refusals as ours."""
    from services.billing.paypal import DownError, NotApprovedError, UnclearError  # noqa: PLC0415 (cold start)

    try:
        yield
    except NotApprovedError as refusal:
        raise NotApproved from refusal
    except (DownError, UnclearError) as down:
        raise Unavailable("PayPal does not answer just now. Please try again.") from down
