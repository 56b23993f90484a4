"""Billing's calls over the table."""

from contracts.call_prices import Rounding
from contracts.calls import CallArrived, CallEnded, CallSliceDue
from kernel.dynamodb.table import Table
from services.billing.use_cases.calls import hold_call, settle_call
from tests.services.billing.laws.grants_in_table import GrantsInTable
from tests.services.billing.laws.world import BEGINNING


class CallsInTable(GrantsInTable):
    """What happens to calls."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.consumer.on(CallArrived)(hold_call.hold_call)
        self.consumer.on(CallSliceDue)(hold_call.extend_call)
        self.consumer.on(CallEnded)(settle_call.settle_ended_call)

    def call_arrived(self, call_id: str, account: str, rate: int, rounding: Rounding) -> None:
        about = {"call_id": call_id, "number_id": "num", "user_id": account, "kind": "call", "place": "", "deck": ""}
        said = CallArrived.model_validate(about | {"rate": rate, "rounding": rounding})
        self._hear(said, f"arrived-{call_id}", self.today)

    def slice_due(self, call_id: str, account: str, number: int) -> None:
        said = CallSliceDue(call_id=call_id, user_id=account, slice=number)
        self._hear(said, f"slice-{call_id}-{number}", self.today)

    def call_ended(self, call_id: str, account: str, rate: int, rounding: Rounding, seconds: int) -> None:
        about = {"call_id": call_id, "number_id": "num", "user_id": account, "kind": "call", "direction": "in"}
        times = {"started_at": BEGINNING, "ended_at": BEGINNING, "seconds": seconds}
        said = CallEnded.model_validate(about | times | {"rate": rate, "rounding": rounding})
        self._hear(said, f"ended-{call_id}", self.today)
