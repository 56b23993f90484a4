"""The scheduled jobs of numbers, in UTC."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.schedule import Run, Schedule
from services.numbers import wiring
from services.numbers.stores.due_dates import list_due

schedule = Schedule("numbers", wiring.table)
handler = schedule.handler


@schedule.job(every="rate(5 minutes)")
def recheck_orders(run: Run) -> None:
    """Check orders whose webhook has not come (N2)."""
    from services.numbers.use_cases.numbers import release_number

    run.each(list_due(run.table, "order", run.as_of), release_number.recheck_order)


@schedule.job(every="rate(1 hour)")
def release_numbers(run: Run) -> None:
    """Release the numbers whose reserve is over (N5)."""
    from services.numbers.use_cases.numbers import release_number

    run.each(list_due(run.table, "release", run.as_of), release_number.release_number)


@schedule.job(every="rate(1 hour)")
def remind_of_numbers(run: Run) -> None:
    """Remind of yearly renewals and of reserves that end (N5)."""
    from services.numbers.use_cases.numbers import remind

    run.each(list_due(run.table, "reminder", run.as_of), remind.remind)


@schedule.job(every="rate(5 minutes)")
def recheck_port_ins(run: Run) -> None:
    """Have the carrier asked about port-ins without a recent webhook, or with a pending action (N7)."""
    from contracts.port_ins import PortInDue

    def publish_due(work: UnitOfWork, port_id: str) -> None:
        work.publish(PortInDue(port_id=port_id))

    run.each(list_due(run.table, "port", run.as_of), publish_due)


@schedule.job(every="rate(1 hour)")
def discard_drafts(run: Run) -> None:
    """Cancel the drafts of port-ins that were not submitted within 30 days (N7)."""
    from services.numbers.use_cases.port_ins.request_cancellation import discard_draft

    run.each(list_due(run.table, "draft", run.as_of), discard_draft)


@schedule.job(every="rate(1 minute)")
def notify_of_voicemails(run: Run) -> None:
    """Have the users of voicemails notified whose transcript has not come (N9)."""
    from services.numbers.use_cases.voicemails.request_notice import request_notice

    run.each(list_due(run.table, "voicemail_notice", run.as_of), request_notice)


@schedule.job(every="rate(1 hour)")
def discard_voicemails(run: Run) -> None:
    """Have the voicemails erased that were kept for the days of their number's setting (N9)."""
    from services.numbers.use_cases.voicemails import erase_voicemails

    run.each(list_due(run.table, "voicemail", run.as_of), erase_voicemails.discard_old)


@schedule.job(every="rate(1 minute)")
def recheck_messages(run: Run) -> None:
    """Send messages that could not be sent yet, and settle those without a final report of the carrier (N8)."""
    from contracts.messages import MessageDue

    def publish_due(work: UnitOfWork, message_id: str) -> None:
        work.publish(MessageDue(message_id=message_id, as_of=work.now))

    run.each(list_due(run.table, "message", run.as_of), publish_due)


@schedule.job(every="rate(5 minutes)")
def fetch_media(run: Run) -> None:
    """Have the files of texts fetched that the carrier did not give at first (N15)."""
    from services.numbers.use_cases.messages.request_media import request_media

    run.each(list_due(run.table, "media", run.as_of), request_media)


@schedule.job(every="rate(1 hour)")
def discard_waiting_texts(run: Run) -> None:
    """Erase the texts that have waited for a user of their number for 90 days (N15)."""
    from services.numbers.use_cases.messages.settle_waiting_texts import settle_waiting_text

    run.each(list_due(run.table, "waiting_text", run.as_of), settle_waiting_text)


@schedule.job(every="rate(1 minute)")
def look_at_calls(run: Run) -> None:
    """Ask for more money, hang up where there is none, and ask the carrier about calls that no report has ended."""
    from contracts.calls import CallDue

    def publish_due(work: UnitOfWork, call_id: str) -> None:
        work.publish(CallDue(call_id=call_id, as_of=work.now))

    run.each(list_due(run.table, "call", run.as_of), publish_due)


@schedule.job(every="cron(10 3 * * ? *)")
def watch_lost_calls(run: Run) -> None:
    """Raise the alarm for each call that must have ended long ago: it counts as running for its number (N9)."""
    from services.numbers.domain.call import Call
    from services.numbers.use_cases.calls import lost_calls

    def warn(work: UnitOfWork, call: Call) -> None:
        lost_calls.warn_of_call(call)

    run.each(lost_calls.find_lost(run.table, run.as_of), warn)


@schedule.job(every="rate(1 day)")
def connect_numbers(run: Run) -> None:
    """Have numbers that cannot be called yet connected to the voice application (N6)."""
    from contracts.numbers import NumberConnectionsDue

    def publish_due(work: UnitOfWork, page: int) -> None:
        work.publish(NumberConnectionsDue(page=page))

    run.each([1], publish_due)


@schedule.job(every="rate(1 hour)")
def look_at_port_outs(run: Run) -> None:
    """Have the carrier's port-outs looked through for what no webhook has said (N13)."""
    from contracts.port_outs import PortOutsDue

    run.each([1], lambda work, page: work.publish(PortOutsDue(page=page)))


@schedule.job(every="rate(1 day)")
def set_missing_pins(run: Run) -> None:
    """Have a PIN set for each number that has none (N13)."""
    from contracts.port_outs import PortOutPinsDue

    run.each([1], lambda work, page: work.publish(PortOutPinsDue(page=page)))


@schedule.job(every="rate(1 day)")
def look_for_text_profiles(run: Run) -> None:
    """Have numbers given the messaging profile of their holder that have another one (N14)."""
    from contracts.texting import TextProfilesDue

    run.each([1], lambda work, page: work.publish(TextProfilesDue(page=page)))


@schedule.job(every="cron(20 4 * * ? *)")
def compare_inventory(run: Run) -> None:
    """Start to compare our numbers, orders and port-ins with the carrier's (N16)."""
    from services.numbers.use_cases.inventory.start_inventory import start_inventory

    run.each([run.as_of], start_inventory)


@schedule.job(every="rate(1 hour)")
def look_again_at_inventory(run: Run) -> None:
    """Have what differed an hour ago or longer looked at again, and reported (N16)."""
    from services.numbers.use_cases.inventory.start_inventory import look_again

    run.each([run.as_of], look_again)


@schedule.job(every="cron(15 5 * * ? *)")
def compare_calls(run: Run) -> None:
    """Start to compare the carrier's records with our calls, from the day after the last that was compared (N9).

    By then the longest call of the day before has ended.
    """
    from services.numbers.use_cases.call_comparison.start_comparison import start_comparison

    run.each([run.as_of], start_comparison)


@schedule.job(every="rate(15 minutes)")
def check_registrations(run: Run) -> None:
    """Have the carrier asked about registrations of which no webhook has come (N14)."""
    from contracts.registrations import RegistrationDue

    def publish_due(work: UnitOfWork, registration_id: str) -> None:
        work.publish(RegistrationDue(registration_id=registration_id))

    run.each(list_due(run.table, "registration", run.as_of), publish_due)


@schedule.job(every="rate(5 minutes)")
def check_texting(run: Run) -> None:
    """Have numbers looked at that are new, have moved, or wait for their campaign (N14)."""
    from contracts.registrations import NumberTextingDue

    def publish_due(work: UnitOfWork, number_id: str) -> None:
        work.publish(NumberTextingDue(number_id=number_id))

    run.each(list_due(run.table, "texting", run.as_of), publish_due)
