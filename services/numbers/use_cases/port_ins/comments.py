"""The carrier's staff comment on a port-in: its holder is notified, reads them, and answers (N7)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from contracts.port_ins import PortInDue
from kernel import ids
from kernel.dynamodb.counters import count_uses, count_uses_now
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.porting import FormRefusedError, Porting
from services.numbers.carrier.porting_orders import PortingOrder
from services.numbers.domain.limits import PORT_ANSWERS, PORT_COMMENT_READS
from services.numbers.domain.port_in_problems import NotWithCarrier
from services.numbers.domain.port_in_status import Answer, Comment, PortStatus
from services.numbers.domain.port_request import with_number
from services.numbers.domain.problems import CarrierUnavailable
from services.numbers.http.port_in_views import PortComment
from services.numbers.stores import port_ins
from services.numbers.use_cases.port_ins.changes import Request, publish_notice
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in

_STAFF = "admin"
_CLOCKS_DIFFER = timedelta(minutes=5)
_SHOWN_IN_NOTICE = 300


def list_comments(work: UnitOfWork, *, porting: Callable[[], Porting], port_id: str) -> Page[PortComment]:
    """Return the comments as the carrier has them, oldest first, and the answers that are on their way.

    Raises NotFound, TooManySearches and CarrierUnavailable.
    """
    _, port = find_visible_port_in(work, port_id)
    if port.status is PortStatus.DRAFT:
        return Page(items=[], next_cursor=None)
    count_uses_now(work, PORT_COMMENT_READS)
    try:
        order = porting().find(port.reference, port.phone_number)
        found = porting().list_comments(order) if order else []
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    waiting = [PortComment.of_answer(it) for it in port.answers if not _is_there(it, found)]
    return Page(items=[*map(PortComment.of, found), *waiting], next_cursor=None)


def answer_comment(work: UnitOfWork, *, port_id: str, body: str) -> PortComment:
    """Have an answer sent to the carrier's staff, once. Raises NotFound, NotWithCarrier and TooManyPortAnswers."""
    _, before = find_visible_port_in(work, port_id)
    if before.status is PortStatus.DRAFT or not before.is_open:
        raise NotWithCarrier
    answer = Answer(ids.new_id("ans"), body, work.now)
    after = replace(before, answers=(*before.answers, answer))
    work.save(port_ins.save(after, before), count_uses(work, PORT_ANSWERS))
    work.publish(PortInDue(port_id=port_id))
    return PortComment.of_answer(answer)


def follow_comments(request: Request, porting: Porting, order: PortingOrder) -> None:
    """Send the answers that the carrier does not have, and have the holder notified of new comments of its staff.

    An order may have several numbers of the request: its comments are about all of them, and notified of once. An
    answer that an earlier try has sent is found among the comments. Raises ProviderDownError.
    """
    parts, found = with_number(request.under_way(), order.phone_numbers), porting.list_comments(order)
    for answer in [it for port in parts for it in port.answers]:
        if not _is_there(answer, found):
            _send_answer(porting, order, answer)
    seen = max((it.commented_at for it in parts if it.commented_at), default=None)
    fresh = [it for it in found if it.by == _STAFF and (seen is None or it.at > seen)]
    if fresh:
        publish_notice(request.work, parts[0], "comment", reason=fresh[-1].body[:_SHOWN_IN_NOTICE], others=parts[1:])
    after = [replace(it, answers=(), commented_at=fresh[-1].at if fresh else it.commented_at) for it in parts]
    changed = [it for it, before in zip(after, parts, strict=True) if it != before]
    if changed:
        request.commit(*changed)


def _send_answer(porting: Porting, order: PortingOrder, answer: Answer) -> None:
    try:
        porting.add_comment(order, answer.body)
    except FormRefusedError:
        return  # reported there; the same words would be refused again


def _is_there(answer: Answer, comments: list[Comment]) -> bool:
    """Return whether the carrier has an answer: a comment of ours with its words, not older than it."""
    return any(it.by == "user" and it.body == answer.body and it.at >= answer.at - _CLOCKS_DIFFER for it in comments)
