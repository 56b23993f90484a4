"""Batches of queue messages: those that failed are delivered again; if all failed, the function itself fails."""

from collections.abc import Callable
from typing import Any

from kernel.log import log


class BatchFailedError(RuntimeError):
    """Every message of a batch failed: raised, so that the function's error metric and alarm show it."""


def each_message(
    records: list[dict[str, Any]], handle: Callable[[dict[str, Any]], None], *, failure: str
) -> dict[str, Any]:
    """Handle each message, log a `failure` event for each that raises, and return which ones to deliver again.

    Raise BatchFailedError if all failed: the queue then delivers the whole batch again. The rule is that of the batch
    processor of Powertools, whose import costs more than these lines.
    """
    failed: list[str] = []
    for record in records:
        try:
            handle(record)
        except Exception:
            log().exception(failure, extra={"message_id": record["messageId"]})
            failed.append(record["messageId"])
    return deliver_again(failed, of=len(records))


def deliver_again(failed: list[str], *, of: int) -> dict[str, Any]:
    """Return the answer by which the queue delivers these messages again. Raise BatchFailedError if all `of` failed."""
    if failed and len(failed) == of:
        raise BatchFailedError(f"all {of} messages of the batch failed")
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}
