"""Manage the endpoints of a team: its owner only, as an endpoint goes on receiving after who added it is gone (E8)."""

from contracts.webhooks import MissedWebhooksDue
from kernel import ids
from kernel.bus.sealing import seal
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.teams.domain.account import Account
from services.teams.domain.endpoint import Endpoint
from services.teams.domain.limits import WEBHOOKS_BY_HAND
from services.teams.domain.problems import EndpointNotAllowed, EndpointPaused
from services.teams.http.endpoint_schemas import DeliveriesQuery, EndpointChange, NewEndpoint
from services.teams.http.endpoint_views import DeliveryView, EndpointView, EndpointWithSecret
from services.teams.receivers.addresses import accepts
from services.teams.receivers.signing import new_secret
from services.teams.stores import activity, deliveries, endpoints
from services.teams.use_cases import access
from services.teams.use_cases.endpoints import announce


def list_endpoints(work: UnitOfWork) -> Page[EndpointView]:
    """Return all endpoints of the team, the oldest first."""
    owner = access.require_owner(work)
    items = [EndpointView.of(it, work.now) for it in endpoints.read_all(work.table, owner.team_id)]
    return Page[EndpointView](items=items, next_cursor=None)


def view_endpoint(work: UnitOfWork, *, endpoint_id: str) -> EndpointView:
    """Return an endpoint. Raises NotFound."""
    return EndpointView.of(_require(work, endpoint_id)[1], work.now)


def add_endpoint(work: UnitOfWork, *, body: NewEndpoint, to_loopback: bool) -> EndpointWithSecret:
    """Add an endpoint, and return it with its secret, once. Raises EndpointNotAllowed or TooManyEndpoints."""
    owner = access.require_owner(work)
    _require_allowed(body.url, to_loopback=to_loopback)
    secret = new_secret()
    endpoint = Endpoint(
        endpoint_id=ids.new_id("whk"),
        team_id=owner.team_id,
        url=body.url,
        events=tuple(dict.fromkeys(body.events)),
        description=body.description,
        sealed_secret=seal(secret),
        created_at=work.now,
        created_by=owner.account_id,
    )
    work.save(endpoints.add(endpoint))
    _log(work, owner, endpoint, "endpoint_added")
    return EndpointWithSecret.with_secret(endpoint, secret, work.now)


def change_endpoint(work: UnitOfWork, *, endpoint_id: str, change: EndpointChange, to_loopback: bool) -> EndpointView:
    """Change an endpoint, pause or resume it. Raises NotFound or EndpointNotAllowed."""
    owner, before = _require(work, endpoint_id)
    after = before
    if change.url is not None or change.events is not None or change.description is not None:
        url = change.url or before.url
        _require_allowed(url, to_loopback=to_loopback)
        events = before.events if change.events is None else tuple(dict.fromkeys(change.events))
        text = before.description if change.description is None else change.description
        after = before.changed(url=url, events=events, description=text)
        _log(work, owner, after, "endpoint_changed")
    if change.status == "paused" and after.is_active:
        after = after.paused("by_hand", work.now)
        _log(work, owner, after, "endpoint_paused")
    if change.status == "active" and not after.is_active:
        after = after.resumed()
        _log(work, owner, after, "endpoint_resumed")
    if after != before:
        work.save(endpoints.change(after, before))
    return EndpointView.of(after, work.now)


def rotate_secret(work: UnitOfWork, *, endpoint_id: str) -> EndpointWithSecret:
    """Give an endpoint a new secret, and return it, once; both sign for 24 hours. Raises NotFound."""
    owner, before = _require(work, endpoint_id)
    secret = new_secret()
    after = before.with_secret(seal(secret), work.now)
    work.save(endpoints.change(after, before))
    _log(work, owner, after, "endpoint_secret_rotated")
    return EndpointWithSecret.with_secret(after, secret, work.now)


def remove_endpoint(work: UnitOfWork, *, endpoint_id: str) -> None:
    """Delete an endpoint; what waits for it is not sent. Raises NotFound."""
    owner, endpoint = _require(work, endpoint_id)
    work.save(endpoints.remove(endpoint))
    _log(work, owner, endpoint, "endpoint_removed")


def send_test(work: UnitOfWork, *, endpoint_id: str) -> DeliveryView:
    """Have a test sent to an endpoint. Raises NotFound, EndpointPaused or TooManyWebhooks."""
    endpoint = _require_active(work, endpoint_id)
    return DeliveryView.of(announce.send_test(work, endpoint))


def list_deliveries(work: UnitOfWork, *, endpoint_id: str, query: DeliveriesQuery) -> Page[DeliveryView]:
    """Return a page of the log of an endpoint, newest first. Raises NotFound."""
    _require(work, endpoint_id)
    page = deliveries.read_page(work.table, endpoint_id, status=query.status, limit=query.limit, cursor=query.cursor)
    return Page[DeliveryView](items=[DeliveryView.from_stored(it) for it in page.items], next_cursor=page.next_cursor)


def resend(work: UnitOfWork, *, endpoint_id: str, delivery_id: str) -> DeliveryView:
    """Have a delivery sent again, under its id. Raises NotFound, EndpointPaused or TooManyWebhooks."""
    _require_active(work, endpoint_id)
    delivery = deliveries.read(work.table, endpoint_id, delivery_id)
    if delivery is None:
        raise NotFound
    return DeliveryView.of(announce.send_again(work, delivery))


def resend_missed(work: UnitOfWork, *, endpoint_id: str) -> None:
    """Have all sent again that an endpoint missed or failed to take. Raises as `resend` does."""
    endpoint = _require_active(work, endpoint_id)
    work.publish(MissedWebhooksDue(team_id=endpoint.team_id, endpoint_id=endpoint_id))


def _require(work: UnitOfWork, endpoint_id: str) -> tuple[Account, Endpoint]:
    """Return the owner who asks and their endpoint. Raises NotFound and what `require_owner` raises."""
    owner = access.require_owner(work)
    endpoint = endpoints.read(work.table, owner.team_id, endpoint_id)
    if endpoint is None:
        raise NotFound
    return owner, endpoint


def _require_active(work: UnitOfWork, endpoint_id: str) -> Endpoint:
    """Return an endpoint that webhooks are sent to by hand, and count the use. Raises EndpointPaused."""
    _, endpoint = _require(work, endpoint_id)
    if not endpoint.is_active:
        raise EndpointPaused
    work.save(count_uses(work, WEBHOOKS_BY_HAND))
    return endpoint


def _require_allowed(url: str, *, to_loopback: bool) -> None:
    if not accepts(url, to_loopback=to_loopback):
        raise EndpointNotAllowed(field="url")


def _log(work: UnitOfWork, owner: Account, endpoint: Endpoint, action: str) -> None:
    subject = activity.endpoint_subject(endpoint.endpoint_id, endpoint.host)
    work.save(activity.add_line(work, endpoint.team_id, owner, action, subject))
