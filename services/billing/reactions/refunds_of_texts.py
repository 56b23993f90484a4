"""The reaction of billing to a paid text that was not sent: its price goes back to who paid."""

from contracts.messages import MessageFailed
from kernel.bus.reactions import Reactions
from services.billing.use_cases.usage.refund_text import refund_text

reactions = Reactions()

reactions.on(MessageFailed)(refund_text)
