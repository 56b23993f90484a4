"""The terms of service that the portal states in words before it asks the API, from where the services keep them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from contracts.money_lock import MONEY_LOCK
from contracts.registrations import BUSINESS_FEE, MESSAGES_FEE, REGISTRATION_FEE, REVIEW_DAYS
from kernel.http.step_up import PROOF_LIFETIME
from services.billing.domain.alert import LOW_TEAM
from services.billing.domain.approval_request import LIFETIME as APPROVAL_LIFETIME
from services.billing.domain.credit_purchase import LEAST_PURCHASE, MOST_PURCHASE
from services.billing.domain.plan import TRIED_AFTER
from services.billing.domain.plans_ahead import MONTHS_AHEAD
from services.billing.domain.store_move import REMINDED_BEFORE
from services.billing.http.schemas import CHARGES_AHEAD
from services.identity.domain.export import LINK_SECONDS
from services.identity.domain.login_id_change import UNDO_LIFETIME
from services.numbers.domain.number import RESERVE
from services.numbers.domain.port_in_terms import (
    BILL_MAX_AGE,
    CANCELLABLE_BEFORE,
    DRAFT_KEPT,
    EARLIEST_DATE,
    LATEST_DATE,
    MOST_NUMBERS,
)
from services.numbers.stores.documents import FORM_SECONDS
from services.numbers.stores.documents import LINK_SECONDS as LETTER_LINK_SECONDS
from services.teams.domain.delivery import KEPT
from services.teams.domain.departure import UNDO_WITHIN
from services.teams.domain.endpoint_terms import FAILING_FOR, OVERLAP
from services.teams.domain.transfer_code import TRANSFER_CODE_LIFETIME

FILE = Path(__file__).parent / "src/api/terms.ts"
_MICROS = 1_000_000
_LETTER_LINK_RENEWED = LETTER_LINK_SECONDS * 1_000 * 4 // 5
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_RETRIES = [after.days for after in TRIED_AFTER if after]

# The name of each constant, what it says, and its value.
_TERMS: tuple[tuple[str, str, Any], ...] = (
    ("RESERVE_DAYS", "How many days a number is reserved for its owner after its plan has ended.", RESERVE.days),
    ("RETRY_DAYS", "On which days after the due date a failed renewal is charged again.", _RETRIES),
    ("LAST_RETRY_DAY", "After which of them the plan ends.", max(_RETRIES)),
    ("PROOF_MINUTES", "How many minutes a proof of who you are counts.", PROOF_LIFETIME // _MINUTE),
    ("MONEY_LOCK_HOURS", 'For how many hours "It wasn\'t me" stops payments.', MONEY_LOCK // _HOUR),
    ("UNDO_HOURS", "For how many hours a change of the Login ID can be undone.", UNDO_LIFETIME // _HOUR),
    ("UNDO_DAYS", "For how many days a removal, or leaving a team, can be undone.", UNDO_WITHIN.days),
    ("EXPORT_LINK_MINUTES", "How many minutes a link to an export works.", LINK_SECONDS // 60),
    ("MONTHS_AHEAD", "For how many months a team sees what a new member's plans cost.", MONTHS_AHEAD),
    (
        "REMINDER_DAYS",
        "How many days before a store's renewal who has moved to the web is reminded.",
        [before.days for before in REMINDED_BEFORE],
    ),
    ("APPROVAL_DAYS", "For how many days an owner can approve a purchase.", APPROVAL_LIFETIME.days),
    ("WEBHOOK_LOG_DAYS", "How many days the log of webhooks goes back.", KEPT.days),
    ("FAILING_DAYS", "After how many days without one success an endpoint is paused.", FAILING_FOR.days),
    ("OVERLAP_HOURS", "For how many hours a former secret of webhooks signs as well.", OVERLAP // _HOUR),
    ("INVITATION_DAYS", "How many days an invitation can be accepted.", TRANSFER_CODE_LIFETIME.days),
    ("LEAST_PURCHASE", "How many US dollars of credits one purchase buys at least.", LEAST_PURCHASE // _MICROS),
    ("MOST_PURCHASE", "And at most.", MOST_PURCHASE // _MICROS),
    ("LOW_BALANCE", "Below this, in US dollars, a team's balance is low.", f"{LOW_TEAM / _MICROS:.2f}"),
    (
        "CHARGES_MAX_DAYS",
        "How many days ahead the charges to come can be listed, to a day's end.",
        CHARGES_AHEAD.days - 1,
    ),
    ("PORT_IN_FIRST_DAY", "How many days ahead the preferred date of a port-in may be at least.", EARLIEST_DATE.days),
    ("PORT_IN_LAST_DAY", "How many days ahead it may be at most.", LATEST_DATE.days),
    ("DRAFT_DAYS", "How many days a draft of a port-in is kept.", DRAFT_KEPT.days),
    ("DOCUMENT_MAX_AGE_DAYS", "How many days old its documents may be.", BILL_MAX_AGE.days),
    ("LETTER_LINK_FRESH_MS", "After how many milliseconds a link to a signed letter is renewed.", _LETTER_LINK_RENEWED),
    ("MOST_PORT_IN_NUMBERS", "How many numbers a request for port-ins may have.", MOST_NUMBERS),
    (
        "CANCEL_DAYS_BEFORE",
        "How many days before a port-in's date it can be canceled for the last time.",
        CANCELLABLE_BEFORE.days,
    ),
    ("BUSINESS_FEE", "What registering a business for texting costs, in US dollars.", f"{BUSINESS_FEE / _MICROS:.2f}"),
    ("MESSAGES_FEE", "And what it texts.", f"{MESSAGES_FEE / _MICROS:.2f}"),
    ("REGISTRATION_FEE", "Both together.", f"{REGISTRATION_FEE / _MICROS:.2f}"),
    ("REVIEW_DAYS", "How many business days the reviews of a registration take at most, as a rule.", REVIEW_DAYS),
    (
        "UPLOAD_FORM_FRESH_MS",
        "For how many milliseconds a form for uploading a document is reused: two thirds of its validity.",
        FORM_SECONDS * 1000 * 2 // 3,
    ),
)


def terms() -> str:
    """Return a TypeScript module of them."""
    lines = ["/** Made from the services' own rules by `make client`: do not edit. */"]
    for name, meaning, value in _TERMS:
        lines += ["", f"/** {meaning} */", f"export const {name} = {json.dumps(value)};"]
    return "\n".join([*lines, ""])
