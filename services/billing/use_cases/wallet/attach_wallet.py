"""Attaches a PayPal wallet, replaces it, and detaches it (B1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from contracts.billing import NoticeDue, WalletDetached
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Unavailable
from services.billing.domain.person import Payer, Person
from services.billing.domain.problems import NotApproved, PlansRunning
from services.billing.http.schemas import Confirmed, NewSetup
from services.billing.http.views import PaymentMethod, Setup
from services.billing.stores import payment_methods, people, plans
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.plans.review_plans import plan_reviews
from services.billing.use_cases.wallet.publish_wallet_change import publish_wallet_change

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def start_attaching_wallet(work: UnitOfWork, *, paypal: "PayPal", wanted: NewSetup, request_id: str) -> Setup:
    """Start an approval and return its address for the browser. A team's wallet is its owner's (T1)."""
    _check_allowed(work, wanted.payer)
    with translate_paypal_errors():
        setup = paypal.start_vaulting(request_id, wanted.return_url, wanted.cancel_url)
    work.save([payment_methods.save_setup(setup.setup_id, work.context.actor, setup.approve_url, work.now)])
    return Setup(setup_id=setup.setup_id, approve_url=setup.approve_url)


def attach_wallet(work: UnitOfWork, *, paypal: "PayPal", setup_id: str) -> PaymentMethod:
    """Attach the approved wallet; a repeated request returns the same one. Raises NotApproved."""
    if payment_methods.find_setup_owner(work.table, setup_id) != work.context.actor:
        raise NotFound
    before = payment_methods.find(work.table, work.context.actor)
    if payment_methods.is_setup_done(work.table, setup_id):
        if before is None:
            raise NotApproved("This approval was already used, and its wallet removed. Please start again.")
        return PaymentMethod.of(before)
    with translate_paypal_errors():
        wallet = paypal.finish_vaulting(setup_id, f"attach-{setup_id}"[:108])
    method = Method(work.context.actor, wallet.token, wallet.payer_email, wallet.payer_id, wallet.customer_id)
    work.save([payment_methods.mark_setup_done(setup_id)], payment_methods.attach(method, before))
    publish_wallet_change(work, work.context.actor, works=True)
    _publish_to_team(work, people.find(work.table, work.context.actor), "wallet_attached")
    work.publish(*plan_reviews(work, work.context.actor))
    if before and before.token != method.token:
        work.publish(WalletDetached(account_id=work.context.actor, token=before.token))
    return PaymentMethod.of(method)


def detach_wallet(work: UnitOfWork, *, asked: Confirmed) -> None:
    """Detach the wallet and have PayPal delete its token. It is no error if there is none.

    Running plans are not renewed without it: raises PlansRunning until the caller confirms. Then they run out at the
    end of what is paid, unless a wallet is attached by then (B1).
    """
    person = _check_allowed(work, asked.payer)
    method = payment_methods.find(work.table, work.context.actor)
    if method:
        if not asked.confirm and _pays_for_plans(work, person):
            raise PlansRunning
        work.save(payment_methods.detach(method))
        publish_wallet_change(work, work.context.actor, works=False)
        _publish_to_team(work, person, "wallet_removed")
        work.publish(*plan_reviews(work, work.context.actor, removed=True))
        work.publish(WalletDetached(account_id=work.context.actor, token=method.token))


def forget_wallet(work: UnitOfWork, token: str) -> None:
    """Detach the wallet whose approval the payer has withdrawn at PayPal, and notify its owner."""
    account_id = payment_methods.find_account(work.table, token)
    method = payment_methods.find(work.table, account_id) if account_id else None
    if method and method.token == token:
        work.save(payment_methods.detach(method))
        publish_wallet_change(work, method.account_id, works=False)
        _publish_to_team(work, people.find(work.table, method.account_id), "wallet_removed")
        work.publish(NoticeDue(wallet=method.account_id, kind="wallet_detached"))


def _publish_to_team(work: UnitOfWork, payer: Person, action: str) -> None:
    """Publish the change to the team that the wallet pays for, if its owner has one."""
    if payer.team and payer.role == "owner":
        publish_money_change(work, payer.team, action, by=payer.account_id)


def _check_allowed(work: UnitOfWork, payer: Payer | None) -> Person:
    person = people.find(work.table, work.context.actor)
    if (payer or person.usual_payer) == "team":
        person.owns_team()
    return person


def _pays_for_plans(work: UnitOfWork, person: Person) -> bool:
    team_id = person.team if person.role == "owner" else None
    return any(plans.has_running(work.table, payer) for payer in (person.account_id, team_id) if payer)


@contextmanager
def translate_paypal_errors() -> Iterator[None]:
    """Raise PayPal's errors as problems: NotApproved and Unavailable."""
    from services.billing.paypal import DownError, NotApprovedError, UnclearError

    try:
        yield
    except NotApprovedError as refusal:
        raise NotApproved from refusal
    except (DownError, UnclearError) as down:
        raise Unavailable("We can't reach PayPal right now. Please try again.") from down
