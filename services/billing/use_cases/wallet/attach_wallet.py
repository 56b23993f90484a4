"""Attaches a PayPal wallet, replaces it, and detaches it, as its holder asks (B1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.billing import WalletApprovalUsed, WalletAttached, WalletDetached
from kernel.dynamodb.counters import count_uses_now
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Unavailable
from services.billing.domain import approval
from services.billing.domain.approval import ReturnTargets
from services.billing.domain.limits import SETUPS, STEP_UP_ABOVE
from services.billing.domain.person import Payer, Person
from services.billing.domain.problems import (
    ApprovedElsewhere,
    NotApproved,
    PaymentMethodRequired,
    PlansRunning,
)
from services.billing.http.schemas import Confirmed, NewSetup, StepUpAmount
from services.billing.http.views import PaymentMethod, Setup
from services.billing.stores import payment_methods, people, plans
from services.billing.stores.payment_methods import Method, StartedSetup
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.plans.review_plans import plan_reviews
from services.billing.use_cases.wallet.publish_wallet_change import publish_to_payers_team, publish_wallet_change

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def start_attaching_wallet(
    work: UnitOfWork, *, paypal: "PayPal", wanted: NewSetup, targets: ReturnTargets, key: str, request_id: str
) -> Setup:
    """Start an approval and return its address for the browser. A team's wallet is its owner's (T1).

    PayPal returns to `return_url` with the approval's state, which `key` makes. Raises ForeignReturnUrl, and
    TooManySetups before PayPal is asked.
    """
    targets.check("return_url", wanted.return_url)
    targets.check("cancel_url", wanted.cancel_url)
    _require_allowed(callers.read_spender(work), wanted.payer)
    return_url = approval.with_state(wanted.return_url, approval.state_of(request_id, key))
    count_uses_now(work, SETUPS)
    with translate_paypal_errors():
        setup = paypal.start_vaulting(request_id, return_url, wanted.cancel_url)
    started = StartedSetup(setup.setup_id, work.context.actor, request_id)
    work.save([payment_methods.save_setup(started, work.now)])
    return Setup(setup_id=setup.setup_id, approve_url=setup.approve_url)


def attach_wallet(work: UnitOfWork, *, paypal: "PayPal", setup_id: str, state: str, key: str) -> PaymentMethod:
    """Attach the approved wallet; a repeated request returns the same one.

    That PayPal is asked is written first: a token that is never attached is deleted by `drop_lost_approvals`.

    Raises NotApproved, and ApprovedElsewhere unless `state` came back from PayPal with the payer.
    """
    setup, before, is_done = _read_setup(work, setup_id)
    if not approval.has_state(state, setup.request_id, key):
        raise ApprovedElsewhere
    if is_done:
        if before is None:
            raise NotApproved("This approval was already used, and its wallet removed. Please start again.")
        return PaymentMethod.of(before)
    work.save([payment_methods.mark_setup_asked(setup, work.now)])
    work.publish(WalletApprovalUsed(account_id=work.context.actor, at=work.now))
    work.commit()
    callers.require_unlocked(work, callers.read_caller(work))  # for the second commit, which attaches the wallet
    with translate_paypal_errors():
        wallet = paypal.finish_vaulting(setup_id, exchange_id(setup_id))
    since = payment_methods.find_since(work.table, work.context.actor, wallet.payer_id) or work.now
    method = Method(
        work.context.actor,
        wallet.token,
        wallet.payer_email,
        wallet.payer_id,
        wallet.customer_id,
        since=since,
        step_up_above=before.step_up_above if before else STEP_UP_ABOVE,
    )
    work.save(payment_methods.mark_setup_done(setup_id), payment_methods.attach(method, before))
    work.save([payment_methods.save_since(method)])
    publish_wallet_change(work, work.context.actor, works=True)
    publish_to_payers_team(work, people.find(work.table, work.context.actor), "wallet_attached")
    work.publish(*plan_reviews(work, work.context.actor))
    work.publish(WalletAttached(account_id=method.account_id, token=method.token))
    if before and before.token != method.token:
        work.publish(WalletDetached(account_id=work.context.actor, token=before.token))
    return PaymentMethod.of(method)


def detach_wallet(work: UnitOfWork, *, asked: Confirmed) -> None:
    """Detach the wallet and have PayPal delete its token. It is no error if there is none.

    Running plans are not renewed without it: raises PlansRunning until the caller confirms. Then they run out at the
    end of what is paid, unless a wallet is attached by then (B1).
    """
    caller, item = work.table.get_each([people.key(work.context.actor), payment_methods.key(work.context.actor)])
    person = _require_allowed(callers.load_caller(work, caller), asked.payer)
    if item:
        method = from_item(Method, item)
        if not asked.confirm and _pays_for_plans(work, person):
            raise PlansRunning
        work.save(payment_methods.detach(method))
        publish_wallet_change(work, work.context.actor, works=False)
        publish_to_payers_team(work, person, "wallet_removed")
        work.publish(*plan_reviews(work, work.context.actor, removed=True))
        work.publish(WalletDetached(account_id=work.context.actor, token=method.token))


def set_step_up(work: UnitOfWork, *, wanted: StepUpAmount) -> PaymentMethod:
    """Set above which amount a purchase with the caller's wallet asks for a proof, admins' purchases too (I12).

    Raises PaymentMethodRequired if the caller has no wallet.
    """
    person = callers.read_caller(work)
    method = payment_methods.find(work.table, person.account_id)
    if method is None:
        raise PaymentMethodRequired
    work.save([payment_methods.set_step_up(method, wanted.step_up_above.micros)])
    if person.team and person.role == "owner":
        publish_money_change(work, person.team, "step_up_changed", amount=wanted.step_up_above.micros)
    return PaymentMethod.of(replace(method, step_up_above=wanted.step_up_above.micros))


def exchange_id(setup_id: str) -> str:
    """Return the request id under which PayPal makes the wallet of an approval, once."""
    return f"attach-{setup_id}"[:108]


def _read_setup(work: UnitOfWork, setup_id: str) -> tuple[StartedSetup, Method | None, bool]:
    """Return the caller's approval, their wallet, and whether the approval was used, in one read.

    If the wallet of the approval was dropped, an older one of the caller's does not answer for it: it is None.
    Raises NotFound and MoneyLocked.
    """
    keys = {
        "caller": people.key(work.context.actor),
        "setup": payment_methods.setup_key(setup_id),
        "done": payment_methods.setup_done_key(setup_id),
        "method": payment_methods.key(work.context.actor),
    }
    read = dict(zip(keys, work.table.get_each(keys.values()), strict=True))
    callers.require_unlocked(work, callers.load_caller(work, read["caller"]))
    setup = from_item(StartedSetup, read["setup"]) if read["setup"] else None
    if setup is None or setup.account_id != work.context.actor:
        raise NotFound
    done = read["done"] or {}
    method = from_item(Method, read["method"]) if read["method"] and not done.get("dropped") else None
    return setup, method, bool(done)


def _require_allowed(person: Person, payer: Payer | None) -> Person:
    """Return the caller if they may set up this payer's wallet. Raises Forbidden and TeamNeeded."""
    if (payer or person.usual_payer) == "team":
        person.owns_team()
    return person


def _pays_for_plans(work: UnitOfWork, person: Person) -> bool:
    return any(plans.has_running(work.table, payer) for payer in (person.account_id, person.owns) if payer)


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
