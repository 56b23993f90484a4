"""Every reaction and job with a conflict, or a lost answer, at each of its transactions: the same result as without.

The messages are those that the rows and the stories of the cast put on the bus, each with the table as it was before.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest

from contracts.public_events import PUBLIC_EVENTS
from infra.doors import Doors
from tests.carrier import RunningCarrier, one_carrier
from tests.in_process import door, forget_what_is_cached
from tests.paypal import RunningPayPal, one_paypal
from tests.services.conflicts import FAULTS, Change, Made, content
from tests.services.recorded import Key, Recorded, RecordingServices
from tests.services.rights import Play
from tests.services.rows import Row
from tests.services.stage import Stage
from tests.services.stories import STORIES
from tests.services.test_conflicts import let_time_pass
from tests.services.test_rights import CHANGING, PLAYERS, play_of, plays

__all__ = ["one_carrier", "one_paypal", "plays"]

SERVICES = ("identity", "teams", "billing", "numbers")
REACTIONS = [(service, event.__name__) for service in SERVICES
             for consumer in Doors.of(service).consumers.values() for event in consumer.events]  # fmt: skip
JOBS = [(service, job.name) for service in SERVICES if service != "identity"
        for job in door(service, "schedule").schedule.jobs]  # fmt: skip

# Why some are not played here.
LEFT_OUT: dict[Key, str] = {
    (
        "identity",
        "AccountClosed",
    ): "deletes sessions that no one can use: tests/services/identity/test_closing.py",
    (
        "numbers",
        "InventoryDue",
    ): "compares lists, and has laws of its own: tests/services/numbers/test_inventory.py",
    ("numbers", "compare_inventory"): "publishes the inventory's first step: tests/services/numbers/test_inventory.py",
    ("numbers", "look_again_at_inventory"): "publishes its second look: tests/services/numbers/test_inventory.py",
    ("billing", "reconcile"): "its summary counts what the run found, and a disturbed run has mended some of it before",
    ("billing", "watch_reconciliation"): "writes nothing: it counts",
    ("billing", "watch_call_holds"): "writes nothing: it counts",
    ("billing", "DeferredCheckDue"): "writes nothing: it compares",
    ("billing", "PlanLinesDue"): "of a payment for more plans than fit: tests/services/billing/test_plan_crashes.py",
    ("billing", "look_at_stores"): "publishes looks: tests/services/billing/test_google_look.py",
    ("billing", "StoreLooksDue"): "publishes looks: tests/services/billing/test_google_look.py",
    ("billing", "StoreShardDue"): "publishes looks: tests/services/billing/test_google_look.py",
    ("billing", "PlayVoidsDue"): "publishes refunds: tests/services/billing/test_google_look.py",
    ("billing", "PlayOrderVoided"): "killed at each call: tests/services/billing/test_google_crashes.py",
    ("billing", "PlayPurchaseUnconfirmed"): "killed at each call: tests/services/billing/test_google_crashes.py",
    ("billing", "AppStoreHistoryDue"): "stores what came before or not: tests/services/billing/test_apple_look.py",
    ("numbers", "PortOutDue"): "the carrier's order goes on meanwhile: tests/services/numbers/test_port_outs.py",
    ("numbers", "RegistrationDue"): "the carrier's reviews go on: tests/services/numbers/test_registrations.py",
    ("numbers", "CampaignEndDue"): "ends it at the carrier: tests/services/numbers/test_registration_ends.py",
    ("numbers", "RegistrationFeeRefused"): "as RegistrationFeePaid: tests/services/numbers/test_registrations.py",
    ("numbers", "NumberTextingDue"): "the carrier's campaign goes on: tests/services/numbers/test_texting.py",
    ("numbers", "TextingNumbersDue"): "publishes NumberTextingDue of a page: tests/services/numbers/test_texting.py",
    ("numbers", "RegistrationNoticeDue"): "writes nothing: it sends, tests/services/numbers/test_notices.py",
    ("numbers", "check_registrations"): "publishes RegistrationDue: tests/services/numbers/test_registrations.py",
    ("numbers", "check_texting"): "publishes NumberTextingDue: tests/services/numbers/test_texting.py",
    ("numbers", "PortOutPinDue"): "writes nothing: it sets a PIN, tests/services/numbers/test_port_out_pins.py",
    ("numbers", "TeamPinsDue"): "publishes PortOutPinDue of a page: tests/services/numbers/test_port_out_pins.py",
    ("numbers", "PortInCompleted"): "tests/services/numbers/test_port_faults.py: the simulated carrier has to go on",
    ("numbers", "CallDue"): "the carrier's call goes on meanwhile: tests/services/numbers/test_call_crashes.py",
    (
        "numbers",
        "CallFactsFound",
    ): "the carrier's call goes on: tests/services/numbers/test_call_comparison.py",
    ("numbers", "CallFunded"): "the carrier's call goes on meanwhile: tests/services/numbers/test_call_crashes.py",
    ("numbers", "CallUnfunded"): "the carrier's call goes on meanwhile: tests/services/numbers/test_call_crashes.py",
    ("numbers", "remind_of_numbers"): "publishes notices once: tests/services/numbers/test_reminders.py",
    ("numbers", "look_at_calls"): "publishes CallDue of running calls: tests/services/numbers/test_call_crashes.py",
    **{
        (
            service,
            f"{service.capitalize()}PartDue",
        ): "of more than one run: tests/kernel/test_exports.py"
        for service in SERVICES
    },
    **{
        (service, f"{service.capitalize()}ErasureLookDue"): "looks, and publishes: tests/services/test_erasures.py"
        for service in SERVICES
    },
    ("numbers", "TextNoticeDue"): "no one of the cast chose it: tests/services/numbers/test_text_notices.py",
    **{
        ("numbers", event): "by the same function as NumberAssigned: tests/services/numbers/test_waiting_texts.py"
        for event in ("NumberPortedOut", "WaitingTextsDue")
    },
    ("numbers", "NumberHandedOver"): "as NumberMoved, by the same function: test_voicemail_retention.py",
    ("numbers", "watch_lost_calls"): "writes nothing: it counts",
    **{
        ("teams", it.of.__name__): "adds deliveries: tests/services/teams/test_webhook_crashes.py"
        for it in PUBLIC_EVENTS
        if it.of.__name__ not in {event.__name__ for event in Doors.of("teams").consumers["consumer"].events}
    },
    ("teams", "WebhookDue"): "sends, at least once: tests/services/teams/test_webhook_crashes.py",
    ("teams", "MissedWebhooksDue"): "requests a page of deliveries: tests/services/teams/test_webhook_crashes.py",
    ("teams", "retry_webhooks"): "requests deliveries: tests/services/teams/test_webhook_crashes.py",
    ("teams", "PortInCompleted"): "logs the port-in as PortInSubmitted is logged, by the same function",
}

# What is not finished by the same message: the job that finds it, which has run in the undisturbed play too. A refund
# is asked for again after a pause, which begins at the instant as of which the job runs: started again as of the same
# instant, the job leaves it, and a later run has it.
FINISHED_BY: dict[Key, tuple[str, timedelta]] = {
    ("billing", "CreditRefundDue"): ("resolve_refunds", timedelta(hours=1)),
    ("billing", "resolve_refunds"): ("resolve_refunds", timedelta(hours=2)),
}

# Those that note that they ask the carrier, so that it is asked once: what became of a try that ended there is found
# out by a job, as of later than the simulated carrier's clock; other tests kill them at each call, and run it.
ENDED_ELSEWHERE: dict[Key, str] = {
    ("numbers", "MessagePaid"): "tests/services/numbers/test_text_crashes.py",
    ("numbers", "NumberOrderDue"): "tests/services/numbers/test_crashes.py",
    ("numbers", "PortInDue"): "tests/services/numbers/test_port_faults.py",
    ("numbers", "TextProfileDue"): "tests/services/numbers/test_text_profiles.py",
}

# What each try makes anew, and why that harms nothing.
MADE_ANEW: dict[Key, str] = {
    ("billing", "WalletAttached"): "DISCONNECT#",  # each mail has a link of its own, which leads to the same wallet
}

# Those that announce a state with its revision before they send: announced again, it is the same state.
ANNOUNCED_AGAIN = {("teams", "InvitationSent")}


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pauses between two tries, which are drawn, be none."""
    monkeypatch.setattr(random, "uniform", lambda low, high: 0.0)


@pytest.fixture(scope="module")
def recorded(plays: dict[str, Play], one_paypal: RunningPayPal, one_carrier: RunningCarrier) -> dict[Key, Recorded]:
    """Return the delivery of each kind of message that was recorded while all was played."""
    first = plays[""]
    world = first.cast.world = RecordingServices(**vars(first.cast.world))
    world.surroundings["numbers"]["PORTAL_URL"] = one_carrier.origin  # where the reports on texts go
    forget_what_is_cached("numbers")
    with world.recording():
        for row in CHANGING:
            _play_row(plays, row)
        for story in STORIES.values():
            first.put_back(first.before)
            story(Stage(first.cast, one_paypal, one_carrier, first.before))
    return world.found


def _play_row(plays: dict[str, Play], row: Row) -> None:
    play = play_of(plays, row)
    for caller in PLAYERS:
        if play.succeeds(caller, row):
            play.cast.world.settle()
            return


def test_none_is_left_out(recorded: dict[Key, Recorded]) -> None:
    """Each reaction and job was recorded while it wrote something, but for those of which is said why not."""
    assert {*REACTIONS, *JOBS} - recorded.keys() == LEFT_OUT.keys() - recorded.keys()
    assert LEFT_OUT.keys() <= {*REACTIONS, *JOBS}


@pytest.mark.parametrize("key", [key for key in (*REACTIONS, *JOBS) if key not in LEFT_OUT], ids=" on ".join)
def test_a_message_has_its_effect_once_whatever_happens_to_its_transactions(
    recorded: dict[Key, Recorded], plays: dict[str, Play], key: Key
) -> None:
    """Conflicts that pass are hidden; after those that last, or a lost answer, the queue delivers it again."""
    faults = FAULTS[:1] if key in ENDED_ELSEWHERE else FAULTS
    found = list(_change(plays[""], recorded[key], key).differences(faults))
    assert not found, "\n".join(found)


def _change(play: Play, message: Recorded, key: Key) -> Change:
    charges = 0

    def restore() -> None:
        nonlocal charges
        message.restore()
        play.restore_providers()
        charges = play.count_charges()

    def deliver() -> bool:
        is_done = message.deliver()
        if not is_done:
            let_time_pass(play.cast)
        return is_done

    def made() -> Made:
        if key in FINISHED_BY:
            message.run(*FINISHED_BY[key])
        found = content([message.table], but=(MADE_ANEW[key],) if key in MADE_ANEW else ())
        return _without_doubles(found, key), play.count_charges() - charges

    return Change(restore, deliver, made)


def _without_doubles(found: Counter[str], key: Key) -> Counter[str]:
    """Return what was made, without how often the same was published where that may be more than once.

    A job that starts again publishes what is due again: the reactions to it find it done.
    """
    if key in JOBS or key in ANNOUNCED_AGAIN:
        return Counter({it: 1 if '"EVENT#' in it else count for it, count in found.items()})
    return found
