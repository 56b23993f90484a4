"""The events by which teams sends webhooks to a team's endpoints (E8)."""

from contracts.event import TeamsEvent


class WebhookDue(TeamsEvent):
    """A delivery is due to be sent to its endpoint; teams' door `delivering` sends it.

    `revision` is the delivery's: one that was sent, or requested again, in between has a higher one.
    """

    team_id: str
    endpoint_id: str
    delivery_id: str
    revision: int


class MissedWebhooksDue(TeamsEvent):
    """What an endpoint missed is due to be sent again; teams' door `announcing` requests it, page by page.

    `cursor` is where to go on, empty for the first page.
    """

    team_id: str
    endpoint_id: str
    cursor: str = ""
