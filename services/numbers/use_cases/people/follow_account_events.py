"""Follow the events of identity, teams and billing: who there is, on which team, as what, and who can pay."""

from dataclasses import replace

from contracts.admin_spending import AdminSpending
from contracts.approvals import AdminSpendingChanged
from contracts.billing import PaymentMethodChanged, WalletApprovalUsed
from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    MoneyLocked,
    ProfileChanged,
    SecondFactorChanged,
    SessionsEnded,
)
from contracts.plan_events import BillingDaySet
from contracts.port_outs import TeamPinsDue
from contracts.sessions import with_sessions_ended
from contracts.teams import MembershipChange, TeamDissolved, TeamHandedOver, TeamOpened, membership_after
from contracts.voicemail import CallErasureDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.person import Person
from services.numbers.stores import admin_spending, billing_days, people, port_ins


def account_registered(work: UnitOfWork, event: AccountRegistered) -> None:
    """Know how to reach them; a profile that overtook its account is the later one, and who is gone is not known."""
    known = people.find(work.table, event.account_id)
    if known.closed:
        return
    person = replace(known, phone_number=known.phone_number or event.phone_number)
    if person.profile < event.revision:
        person = replace(person, email=event.email, profile=event.revision)
    _save(work, person)


def profile_changed(work: UnitOfWork, event: ProfileChanged) -> None:
    """Know the newest profile: the one of the highest revision."""
    person = people.find(work.table, event.account_id)
    if person.profile < event.revision and not person.closed:
        known = replace(person, email=event.email, notices=tuple(event.notices), profile=event.revision)
        known = replace(known, text_notices=event.text_notices, language=event.language)
        known = replace(known, email_state=event.email_state, email_revision=event.email_revision)
        _save(work, replace(known, phone_number=event.phone_number or person.phone_number))


def sessions_ended(work: UnitOfWork, event: SessionsEnded) -> None:
    """Know which sessions of the account have ended: their tokens are refused from now on (I8).

    Where all have, its app is dropped too. An event that comes again drops no app that has registered since.
    """
    person = people.find(work.table, event.account_id)
    _save(work, with_sessions_ended(person, event, work.now))
    if event.valid_from > person.valid_from:
        from services.numbers.use_cases.calls.drop_phone import drop_phone

        drop_phone(work, account_id=event.account_id)


def second_factor_changed(work: UnitOfWork, event: SecondFactorChanged) -> None:
    """Know whether the account has a second factor (I11)."""
    person = people.find(work.table, event.account_id)
    _save(work, person.given_second_factor(event.has_second_factor, event.revision))


def money_locked(work: UnitOfWork, event: MoneyLocked) -> None:
    """Refuse what moves the person's money until then; of two denials, the later end counts (I14)."""
    person = people.find(work.table, event.account_id)
    locked = person.with_money_locked(event.locked_until)
    if locked != person:
        _save(work, locked)


def account_closed(work: UnitOfWork, event: AccountClosed) -> None:
    """Forget how to reach them, what they wrote and set, and leave what they are bringing along where it is (I10)."""
    from services.numbers.use_cases.calls.drop_phone import drop_phone
    from services.numbers.use_cases.calls.erase_call_settings import erase_call_settings
    from services.numbers.use_cases.messages.erase_messages import erase_messages
    from services.numbers.use_cases.people.follow_store_subscriptions import forget_store_subscriptions
    from services.numbers.use_cases.port_ins.request_cancellation import request_cancellation
    from services.numbers.use_cases.registrations.end_registration import end_registration

    for port in port_ins.load_all_of_holder(work.table, event.account_id):
        if port.is_open and not port.is_cancelling:
            request_cancellation(work, port)
            work.commit()
    person = people.find(work.table, event.account_id)
    _save(work, replace(person, email="", phone_number="", notices=(), closed=True))
    drop_phone(work, account_id=event.account_id)
    work.commit()  # from now on no text and no voicemail is kept for them
    erase_call_settings(work, account_id=event.account_id)
    erase_messages(work, account_id=event.account_id)
    end_registration(work, event.account_id)
    forget_store_subscriptions(work, account_id=event.account_id)
    work.publish(CallErasureDue(account_id=event.account_id))


def payment_method_changed(work: UnitOfWork, event: PaymentMethodChanged) -> None:
    """Know whether their wallet pays; of two that cross, the later one counts."""
    person = people.find(work.table, event.account_id)
    if event.revision > person.pays_since:
        _save(work, replace(person, pays=event.works, pays_since=event.revision))


def wallet_approval_used(work: UnitOfWork, event: WalletApprovalUsed) -> None:
    """Know that a wallet of theirs may be attached in a moment."""
    person = people.find(work.table, event.account_id)
    if person.approval_used_at is None or event.at > person.approval_used_at:
        _save(work, replace(person, approval_used_at=event.at))


def billing_day_set(work: UnitOfWork, event: BillingDaySet) -> None:
    """Know from which day on a payer's months are counted."""
    work.save([billing_days.save(event.payer, event.at)])


def admin_spending_changed(work: UnitOfWork, event: AdminSpendingChanged) -> None:
    """Know what an admin may spend; of two events that cross, the later one counts (T11)."""
    before = admin_spending.find(work.table, event.team_id, event.account_id)
    if event.revision > before.version:
        after = AdminSpending(
            event.team_id, event.account_id, event.limit, event.term, event.month, event.used, event.revision
        )
        work.save([admin_spending.save(after, before)])


def team_opened(work: UnitOfWork, event: TeamOpened) -> None:
    """Record the team's owner, unless a later event has arrived."""
    work.save([people.note_owner(event.team_id, event.owner_id)])


def membership_changed(work: UnitOfWork, event: MembershipChange) -> None:
    """Know the team, the role and the status of an account, and the team's rule on second factors."""
    account_id = event.owner_id if isinstance(event, TeamDissolved) else event.account_id
    _save(work, membership_after(event, people.find(work.table, account_id)))


def handed_over(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Have the wallet of another owner pay from now on, and the PINs replaced that the owner before knows."""
    before = people.find_team(work.table, event.team_id)
    after = before.handed_over(event.to_account_id, event.revision)
    if after != before:
        work.save([people.hand_over(after, before)])
    if after.owner_id != before.owner_id:
        work.publish(TeamPinsDue(team_id=event.team_id))


def _save(work: UnitOfWork, person: Person) -> None:
    work.save([people.save(person)])
