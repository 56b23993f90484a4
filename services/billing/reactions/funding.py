"""The reactions of billing to the calls of numbers: callers wait for what is held, so they have a door of their own."""

from contracts.calls import CallArrived, CallEnded, CallSliceDue
from kernel.bus.reactions import Reactions
from services.billing.use_cases.calls import hold_call, settle_call

reactions = Reactions()

reactions.on(CallArrived)(hold_call.hold_call)
reactions.on(CallSliceDue)(hold_call.extend_call)
reactions.on(CallEnded)(settle_call.settle_ended_call)
