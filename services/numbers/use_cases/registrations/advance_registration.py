"""Advance a registration at the carrier: send what is new of it, then apply what the reviewers say (N14).

A webhook, the job or a person's submission may start it, any number of times: what the carrier says now decides. That
it is about to be asked to make something is committed before; a try that finds that looks for it first.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from contracts.registrations import RegistrationDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.numbers.carrier.registrations import RefusedFormError, Registrations
from services.numbers.domain.registration import Registration, RegistrationStatus, Verdict
from services.numbers.stores import registrations
from services.numbers.use_cases.registrations.changes import change_registration


def advance_registration(work: UnitOfWork, *, carrier: Registrations, event: RegistrationDue) -> None:
    """Advance it as far as the carrier's answers go now. Raises ProviderDownError, and Stale if it has changed."""
    registration = registrations.find(work.table, event.registration_id)
    if registration and registration.status is RegistrationStatus.CHECKING_BUSINESS:
        registration = _advance_business(work, carrier, registration)
    if registration and registration.is_known_to_carrier:
        _advance_messages(work, carrier, registration)


def _advance_business(work: UnitOfWork, carrier: Registrations, registration: Registration) -> Registration:
    try:
        if registration.to_send and registration.brand_id:
            carrier.update_brand(registration)
        elif registration.to_send:
            found = carrier.find_brand(registration) if registration.brand_asked else ""
            registration = _commit(work, registration, brand_asked=True)
            registration = _commit(work, registration, brand_id=found or carrier.create_brand(registration))
        registration = _commit(work, registration, to_send=False)
        verdict = carrier.judge_brand(registration.brand_id)
    except RefusedFormError as refused:
        verdict = refused.verdict
    return _judge(work, registration, lambda it: it.judge_business(verdict, work.now))


def _advance_messages(work: UnitOfWork, carrier: Registrations, registration: Registration) -> None:
    try:
        if registration.to_send and registration.campaign_id:
            carrier.appeal(registration)
        elif registration.to_send:
            registration = _make_campaign(work, carrier, registration)
        registration = _commit(work, registration, to_send=False)
        verdict = carrier.judge_campaign(registration.campaign_id) if registration.campaign_id else Verdict("waits")
    except RefusedFormError as refused:
        verdict = refused.verdict
    _judge(work, registration, lambda it: it.judge_messages(verdict, work.now))


def _make_campaign(work: UnitOfWork, carrier: Registrations, registration: Registration) -> Registration:
    """Have the carrier make the campaign, unless it has; end it if the registration has been ended meanwhile."""
    asked = registration.campaign_asked
    found = carrier.find_campaign(registration.brand_id, registration.reference) if asked else ""
    registration = _commit(work, registration, campaign_asked=True)
    campaign_id = found or carrier.create_campaign(registration)
    try:
        return _commit(work, registration, campaign_id=campaign_id)
    except Stale:
        if registrations.find(work.table, registration.registration_id) is None:
            carrier.end_campaign(campaign_id)
        raise


def _judge(
    work: UnitOfWork, registration: Registration, decide: Callable[[Registration], Registration]
) -> Registration:
    after = decide(registration)
    change_registration(work, after, registration)
    work.commit()
    return replace(after, version=registration.version + 1)


def _commit(work: UnitOfWork, before: Registration, **changed: Any) -> Registration:
    after = replace(before, **changed)
    if after == before:
        return before
    work.save(registrations.save(after, before))
    work.commit()
    return replace(after, version=before.version + 1)
