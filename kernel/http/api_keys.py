"""What the door asks of a caller with an API key, before anything of the request is read (decision 093).

The authorizer looks a key up, and API Gateway keeps its answer for a minute. So the authorizer says what the key may,
and each request is judged here: whether the key has expired, where the request is from, how many came in this
minute, and whether the key's scopes open the route. A key that was revoked meanwhile is refused as
an ended session is (I8).

| question | key |
|---|---|
| how many requests of a key in this minute | PACE#key / minute |
"""

from datetime import datetime, timedelta
from typing import ClassVar

from contracts.key_scopes import scopes_that_open
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.http.request import Request
from kernel.http.routes import Route
from kernel.problems import Forbidden, Problem, StepUpRequired, TooManyRequests, Unauthenticated

_MINUTE = timedelta(minutes=1)


class InvalidApiKey(Unauthenticated):
    code: ClassVar[str] = "invalid_api_key"
    title: ClassVar[str] = "This isn't an API key of ours."


class ApiKeyExpired(Unauthenticated):
    code: ClassVar[str] = "api_key_expired"
    title: ClassVar[str] = "This API key has expired. The team's owner can rotate it."


class ApiKeyRevoked(Unauthenticated):
    code: ClassVar[str] = "api_key_revoked"
    title: ClassVar[str] = "This API key was revoked, or who made it no longer owns the team."


class AddressNotAllowed(Forbidden):
    code: ClassVar[str] = "address_not_allowed"
    title: ClassVar[str] = "This API key can't be used from this network address."


class ScopeMissing(Forbidden):
    code: ClassVar[str] = "scope_missing"
    title: ClassVar[str] = "This API key doesn't have the scope for this."


class ClosedToApiKeys(Forbidden):
    code: ClassVar[str] = "closed_to_api_keys"
    title: ClassVar[str] = "API keys can't do this. The team's owner can, in the portal."


class ApiKeyTooFast(TooManyRequests):
    code: ClassVar[str] = "api_key_too_fast"
    title: ClassVar[str] = "This API key has made all the requests of this minute. Please wait."


_UNKNOWN: dict[str, type[Unauthenticated]] = {it.code: it for it in (InvalidApiKey, ApiKeyExpired, ApiKeyRevoked)}
OF_KEYS = (*_UNKNOWN.values(), AddressNotAllowed, ScopeMissing, ClosedToApiKeys, ApiKeyTooFast)


def refusal_of_unknown(request: Request) -> Unauthenticated:
    """Return why the authorizer knows no caller."""
    return _UNKNOWN.get(request.key_refusal, Unauthenticated)()


def require_opened(request: Request, route: Route, table: Table) -> None:
    """Raise unless the caller's key opens this route now, from this address. Each request counts in its minute.

    Raise ApiKeyExpired, AddressNotAllowed, ApiKeyTooFast, ClosedToApiKeys or ScopeMissing, in this order: a request
    from elsewhere uses up nothing of the team's pace, and one that is refused for its scope or its body does.
    """
    now = clock.now()
    if clock.to_epoch(now) >= request.key_until:
        raise ApiKeyExpired
    if request.key_ranges and not _is_within(request.address, request.key_ranges):
        raise AddressNotAllowed
    _count(table, request, now)
    is_quote = request.query.get("dry_run") == "true"
    needed = scopes_that_open(route.key, is_quote=is_quote)
    if not needed:
        raise ClosedToApiKeys
    if needed.isdisjoint(request.key_scopes):
        raise ScopeMissing(scopes=sorted(needed))


def as_refused_to_key(problem: Problem) -> Problem:
    """Return a refusal as who holds a key understands it: they cannot sign in, and prove nothing."""
    if isinstance(problem, StepUpRequired):
        return ClosedToApiKeys()
    return ApiKeyRevoked() if type(problem) is Unauthenticated else problem


def _count(table: Table, request: Request, now: datetime) -> None:
    begin = now.replace(second=0, microsecond=0)
    ttl = clock.to_epoch(begin + 10 * _MINUTE)
    if table.count(f"PACE#{request.by_key}", clock.to_text(begin), ttl=ttl) > request.key_pace:
        raise ApiKeyTooFast(retry_after=int((begin + _MINUTE - now).total_seconds()) + 1)


def _is_within(address: str, ranges: list[str]) -> bool:
    import ipaddress

    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = read.ipv4_mapped if isinstance(read, ipaddress.IPv6Address) else None
    return any((mapped or read) in ipaddress.ip_network(it) for it in ranges)
