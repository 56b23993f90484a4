"""Send a webhook to its endpoint, and record what became of it (E8).

It arrives at least once: a function that dies after the endpoint has taken it sends it again, under the same id.
"""

import random
from collections.abc import Callable
from datetime import timedelta

from contracts.teams import TeamNoticeDue
from contracts.webhooks import WebhookDue
from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.teams.domain.delivery import Attempt, Delivery
from services.teams.domain.endpoint import Endpoint, PauseReason
from services.teams.receivers.receivers import Receivers
from services.teams.receivers.signing import headers_of
from services.teams.stores import deliveries, endpoints
from services.teams.use_cases.endpoints.pause_endpoints import log_pause


def deliver(work: UnitOfWork, event: WebhookDue, *, receivers: Receivers, opened: Callable[[str], str]) -> None:
    """Send a delivery that waits; one that was sent or requested again since, or whose endpoint is gone, is not.

    `opened` unseals a secret.
    """
    delivery = deliveries.read(work.table, event.endpoint_id, event.delivery_id)
    if delivery is None or delivery.status != "waiting" or delivery.revision != event.revision:
        return
    endpoint = endpoints.read(work.table, event.team_id, event.endpoint_id)
    if endpoint is None or not endpoint.is_active:
        work.save(deliveries.change(delivery.missed(), delivery))
        return
    secrets = [opened(sealed) for sealed in endpoint.secrets_at(work.now)]
    headers = headers_of(delivery.delivery_id, delivery.body, work.now, secrets)
    is_short = endpoint.is_hurried(delivery.tries)
    answer = receivers.post(endpoint.url, headers, delivery.body.encode(), is_short=is_short)
    wait = timedelta(seconds=answer.retry_after) if answer.retry_after is not None else None
    attempt = Attempt(clock.now(), answer.ms, answer.code, answer.fault)
    log().info("webhook.sent", extra={"code": answer.code, "fault": answer.fault, "ms": answer.ms})
    after = delivery.after(attempt, jitter=random.random(), retry_after=wait)  # noqa: S311 (spreads retries)
    _record(work, endpoint, attempt, after, delivery)


def _record(work: UnitOfWork, endpoint: Endpoint, attempt: Attempt, after: Delivery, before: Delivery) -> None:
    """Write the attempt, and what it says of the endpoint."""
    reason = None if attempt.succeeded else endpoint.reason_to_pause(attempt.code, work.now)
    if reason:
        _pause(work, endpoint, reason)
        after = after.missed()
    elif attempt.succeeded and endpoint.failing_since:
        work.save(endpoints.mark_well(endpoint))
    elif not attempt.succeeded and not endpoint.failing_since:
        work.save(endpoints.mark_failing(endpoint, clock.to_text(attempt.at)))
    work.save(deliveries.change(after, before))


def _pause(work: UnitOfWork, endpoint: Endpoint, reason: PauseReason) -> None:
    """Pause an endpoint, write it to the log, and have the owner notified."""
    write = endpoints.pause_failing if reason == "failing" else endpoints.change
    work.save(write(endpoint.paused(reason, work.now), endpoint))
    log_pause(work, endpoint)
    work.publish(
        TeamNoticeDue(
            team_id=endpoint.team_id, kind="webhooks_paused", account_id=endpoint.created_by, host=endpoint.host
        )
    )
