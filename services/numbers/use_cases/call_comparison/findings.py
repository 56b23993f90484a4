"""What a comparison of calls finds: each difference is counted and written once, with what follows from it."""

from contracts.calls import CallFactsFound, FoundFact
from contracts.event import Event
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.domain.call import Call
from services.numbers.domain.call_comparison import Difference
from services.numbers.domain.call_leg import Fact
from services.numbers.stores import call_comparisons


def differs(work: UnitOfWork, day: str, session_id: str, call: Call | None, found: Difference, *causes: Event) -> None:
    """Write a line into the report of a day and publish what it causes, together; count it, unless it is there."""
    about = call.call_id if call else session_id
    if call_comparisons.has_line(work.table, day, about, found.what):
        return
    extra = {"what": found.what, "call_id": about, "session_id": session_id}
    log().error("carrier.calls.difference", extra=extra)
    count("CallDifference")
    own = work.afresh()
    own.save([call_comparisons.save_line(day, about, found, session_id)])
    own.publish(*causes)
    own.commit()


def found_facts(call: Call, facts: list[Fact], *, is_over: bool) -> CallFactsFound:
    """Return the event by which facts of the carrier's records are applied to a call."""
    found = [FoundFact(**{name: getattr(fact, name) for name in FoundFact.model_fields}) for fact in facts]
    return CallFactsFound(call_id=call.call_id, facts=found, is_over=is_over)
