"""What a team's own systems can be informed of: the names of public events, and when each is sent (E8).

The set is version 1. Names stay; others may be added. `contracts.public_events` says which event of ours each comes
from, and what it carries.
"""

VERSION = 1
TEST = "webhook.test"  # sent on request only, so that no endpoint chooses it

WHEN: dict[str, str] = {
    "team.renamed": "The team has a new name.",
    "team.handed_over": "The team has a new owner.",
    "team.dissolved": "The team was dissolved.",
    "invitation.sent": "An invitation was sent, or sent again.",
    "invitation.revoked": "An invitation was revoked.",
    "invitation.expired": "An invitation wasn't used in time.",
    "member.joined": "A person joined the team, or is back on it.",
    "member.role_changed": "A member has another role.",
    "member.suspended": "A member's access was suspended.",
    "member.restored": "A member's access was restored.",
    "member.removed": "A person is no longer on the team.",
    "number.activated": "A new number is ready to use.",
    "number.order_failed": "A number that was ordered couldn't be delivered.",
    "number.assigned": "A number was assigned to a person.",
    "number.moved": "A number was moved from one person to another.",
    "number.unassigned": "A number was taken from a person.",
    "number.suspended": "A number is suspended, because its plan isn't paid.",
    "number.reserved": "A number's plan has ended. It can be restored until the reserve is over.",
    "number.restored": "A number is active again.",
    "number.released": "A number was given back for good.",
    "number.ported_out": "A number was transferred to another carrier.",
    "port_in.completed": "A number was transferred in from another carrier.",
    "port_in.cancelled": "A transfer from another carrier was canceled.",
    "balance.low": "The team's balance is low.",
    "balance.empty": "The team's balance is empty.",
    "balance.refilled": "The team's balance has credits again.",
    "payment.completed": "A payment has arrived.",
    "payment.failed": "A payment failed.",
    "payment.taken_back": "A payment was refunded, reversed, or disputed.",
}
