"""The HTTP door of endpoints: where a team's own systems receive webhooks, their secrets, and what was sent (E8)."""

from contracts.public_event_types import WHEN
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.teams import endpoint_wiring, wiring
from services.teams.domain import problems
from services.teams.http.endpoint_schemas import DeliveriesQuery, EndpointChange, NewEndpoint, moves_webhooks
from services.teams.http.endpoint_views import DeliveryView, EndpointView, EndpointWithSecret, EventTypeView

endpoints = Api("teams-endpoints", wiring.table)
handler = snapshot.handler_of(endpoints, wiring.table)

_OWNER = (problems.NoTeam, problems.MembershipSuspended)
_ONE = (*_OWNER, NotFound)
_SENDS = (*_ONE, problems.EndpointPaused, problems.TooManyWebhooks)


@endpoints.get("/v1/webhook-events", open=True)
def list_event_types() -> Page[EventTypeView]:
    """List the events that an endpoint can choose; docs/webhooks.md has what each carries."""
    items = [EventTypeView(type=kind, description=when) for kind, when in WHEN.items()]
    return Page[EventTypeView](items=items, next_cursor=None)


@endpoints.get("/v1/team/webhooks", refusals=_OWNER)
def list_endpoints(work: UnitOfWork) -> Page[EndpointView]:
    """List the team's endpoints; its owner only."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.list_endpoints(work)


@endpoints.post(
    "/v1/team/webhooks",
    status=201,
    keyed=False,
    step_up=True,
    refusals=(*_OWNER, problems.EndpointNotAllowed, problems.TooManyEndpoints),
)
def add_endpoint(work: UnitOfWork, body: NewEndpoint) -> EndpointWithSecret:
    """Add an endpoint, and show its secret once; no response with it is stored."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.add_endpoint(work, body=body, to_loopback=endpoint_wiring.to_loopback())


@endpoints.get("/v1/team/webhooks/{id}", refusals=_ONE)
def get_endpoint(work: UnitOfWork, id: str) -> EndpointView:
    """Return an endpoint."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.view_endpoint(work, endpoint_id=id)


@endpoints.patch("/v1/team/webhooks/{id}", step_up=moves_webhooks, refusals=(*_ONE, problems.EndpointNotAllowed))
def change_endpoint(work: UnitOfWork, id: str, body: EndpointChange) -> EndpointView:
    """Change an endpoint, pause it, or resume it."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.change_endpoint(work, endpoint_id=id, change=body, to_loopback=endpoint_wiring.to_loopback())


@endpoints.delete("/v1/team/webhooks/{id}", status=204, refusals=_ONE)
def delete_endpoint(work: UnitOfWork, id: str) -> None:
    """Delete an endpoint; what waits for it is not sent."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    managing.remove_endpoint(work, endpoint_id=id)


@endpoints.post("/v1/team/webhooks/{id}/secret", keyed=False, step_up=True, refusals=_ONE)
def rotate_secret(work: UnitOfWork, id: str) -> EndpointWithSecret:
    """Set a new secret, and show it once; for 24 hours webhooks are signed with the former one as well."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.rotate_secret(work, endpoint_id=id)


@endpoints.post("/v1/team/webhooks/{id}/test", status=202, refusals=_SENDS)
def test_endpoint(work: UnitOfWork, id: str) -> DeliveryView:
    """Send a test to an endpoint."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.send_test(work, endpoint_id=id)


@endpoints.get("/v1/team/webhooks/{id}/deliveries", refusals=_ONE)
def list_deliveries(work: UnitOfWork, id: str, query: DeliveriesQuery) -> Page[DeliveryView]:
    """List what was sent to an endpoint in the last 30 days, newest first, with each attempt."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.list_deliveries(work, endpoint_id=id, query=query)


@endpoints.post("/v1/team/webhooks/{id}/deliveries/{delivery_id}/resend", status=202, refusals=_SENDS)
def resend_delivery(work: UnitOfWork, id: str, delivery_id: str) -> DeliveryView:
    """Send an event again, under the same `webhook-id`."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    return managing.resend(work, endpoint_id=id, delivery_id=delivery_id)


@endpoints.post("/v1/team/webhooks/{id}/resend-missed", status=204, refusals=_SENDS)
def resend_missed(work: UnitOfWork, id: str) -> None:
    """Send everything again that an endpoint missed while it was paused, or failed to take."""
    from services.teams.use_cases.endpoints import manage_endpoints as managing

    managing.resend_missed(work, endpoint_id=id)
