"""The unit of work: all that one request, event or job changes, committed in one transaction by the door."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from contracts.event import Envelope, Event
from contracts.languages import DEFAULT, Language
from kernel import clock, ids
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.outbox import outbox_items
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put_new
from kernel.problems import Problem

SYSTEM = "system"


@dataclass(frozen=True)
class RequestContext:
    """Who causes a change, when and from where; `correlation_id` follows the first request through every event.

    `session_id` and `generation` are those of the access token: a session's generation is that of its password.
    `language` is the one that the request asks to be answered in.
    `by_key` is the API key of the team `key_team` by which the actor, its owner, asks; empty for a person. What an
    event of a key causes has no `key_scopes`: they are asked for where the request is decided on.
    `event_id` and `event_at` are of the event that causes it, if one does.
    """

    actor: str
    at: datetime
    correlation_id: str
    address: str = ""
    session_id: str = ""
    generation: int = 0
    language: Language = DEFAULT
    by_key: str = ""
    key_team: str = ""
    key_scopes: tuple[str, ...] = ()
    event_id: str = ""
    event_at: datetime | None = None


def context_of(envelope: Envelope) -> RequestContext:
    """Return the context of what an event causes, now: by who caused the event."""
    return RequestContext(
        envelope.actor,
        clock.now(),
        envelope.correlation_id,
        envelope.address,
        by_key=envelope.by_key,
        event_id=envelope.id,
        event_at=envelope.time,
    )


@dataclass(frozen=True)
class IdempotencyRecord:
    """The item that makes an effect happen once: an idempotency key of a caller, or an event that was handled."""

    pk: str
    sk: str
    expires_at: datetime
    members: Item = field(default_factory=dict)

    def item(self) -> TransactItem:
        """Return the item to write with the effect; it raises AlreadyDone if the effect is there."""
        item = {"pk": self.pk, "sk": self.sk, "ttl": clock.to_epoch(self.expires_at)}
        return put_new(item | self.members, on_conflict=AlreadyDone)


def is_signed_in(context: RequestContext) -> Condition:
    """Return the condition that the caller's session has not ended, on a service's own record of an account (I8)."""
    newest = Attr("valid_from").not_exists() | Attr("valid_from").lte(context.generation)
    return newest & Attr(f"ended_sessions.{context.session_id}").not_exists()


def is_of_lost_team(context: RequestContext, owned_team: str | None) -> bool:
    """Return whether the request is by an API key whose maker does not own its team any more: it is dead at once."""
    return bool(context.by_key) and context.key_team != owned_team


class AlreadyDone(Exception):  # noqa: N818 (not an error: the effect is there)
    """This effect was committed before; `record` is the stored idempotency record."""

    def __init__(self, record: Item) -> None:
        super().__init__("already done")
        self.record = record


class UnauthorizedError(Exception):
    """A route that is not open changes something without having authorized its caller: a fault of its handler."""

    def __init__(self) -> None:
        super().__init__("the handler never called work.authorize")


class UnitOfWork:
    """Collect what a use case changes and publishes. Nothing is written until `commit`.

    A use case loads, decides and calls `save` and `publish`; the door commits once it knows the response, in one
    transaction with the idempotency record. A use case that must be safe between two steps (money) may commit in
    the middle.

    With `needs_authorization`, that the caller still has the right by which it was decided is part of the first
    transaction (E6), and a change without `authorize` is an error of ours. What is committed after that one follows
    from it and is not refused; a use case whose later commits are new decisions authorizes again before each.
    """

    def __init__(self, table: Table, context: RequestContext, *, needs_authorization: bool = False) -> None:
        self.table = table
        self.context = context
        self._lacks_authorization = needs_authorization
        self._checks: list[TransactItem] = []
        self._items: list[TransactItem] = []
        self._events: list[Envelope] = []
        self.restriction: Problem | None = None

    @property
    def now(self) -> datetime:
        """The instant of this unit of work, the same for all of its parts."""
        return self.context.at

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to commit."""
        return not self._items and not self._events

    def authorize(self, check: TransactItem, *more: TransactItem) -> None:
        """Have the next commit refused unless these checks hold: the caller is still what the decision was made by.

        A check is of the caller's own record, and refuses with Stale, so that the door decides anew; what is lost for
        good may be refused at once.
        """
        self._checks += [check, *more]
        self._lacks_authorization = False

    def restrict(self, reason: Problem) -> None:
        """Have the door answer with this reason where the caller's right is not enough, or what is asked is hidden.

        It is for a caller who has fewer rights than their role gives, and can mend that.
        """
        self.restriction = reason

    def save(self, *items: TransactItem | Iterable[TransactItem]) -> None:
        """Add transact items to write at the commit."""
        for item in items:
            self._items += [item] if isinstance(item, TransactItem) else item

    def publish(self, *events: Event, caused_by: RequestContext | None = None) -> None:
        """Add events to publish, in the same transaction as the change; `caused_by` is whose they are, if not its."""
        context = caused_by or self.context
        self._events += [
            Envelope.around(
                event,
                event_id=ids.new_id("evt"),
                at=self.now,
                correlation_id=context.correlation_id,
                actor=context.actor,
                address=context.address,
                by_key=context.by_key,
            )
            for event in events
        ]

    def publish_again(self, envelope: Envelope) -> None:
        """Add an event that was published before, as it was."""
        self._events.append(envelope)

    def commit(self, record: IdempotencyRecord | None = None) -> None:
        """Write everything in one transaction, after which this unit of work is empty again.

        Raise the refusal of the authorization if the right is lost, AlreadyDone if `record` is there already, else the
        refusal of the first item whose condition fails; UnauthorizedError if the caller was never authorized.
        """
        items = [record.item()] if record else []
        items += self._items
        items += outbox_items(self._events)
        checks = self._checks
        self._items, self._events, self._checks = [], [], []
        if not items:
            return
        if self._lacks_authorization:
            raise UnauthorizedError
        self.table.commit(_with_checks(checks, items))

    def afresh(self) -> "UnitOfWork":
        """Return an empty unit of work for the same cause, at this moment.

        It is for facts that follow from what was committed: they are written whatever the caller may do by now.
        """
        return UnitOfWork(
            self.table, replace(self.context, at=clock.now()), needs_authorization=self._lacks_authorization
        )


def _with_checks(checks: list[TransactItem], items: list[TransactItem]) -> list[TransactItem]:
    """Return the items under these checks, which come first or join the item that writes the same key."""
    places = {item.key: place for place, item in enumerate(items)}
    first: dict[tuple[str, str], TransactItem] = {}
    for check in checks:
        place = places.get(check.key)
        if place is not None:
            items[place] = items[place].with_check(check)
        else:
            first[check.key] = first[check.key].with_check(check) if check.key in first else check
    return [*first.values(), *items]
