"""The reactions to events, by the event's name; those to the events of one source have a module of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from contracts.event import Event
from kernel.dynamodb.unit_of_work import UnitOfWork

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Reaction:
    """What a service does when an event of this class arrives."""

    event: type[Event]
    react: Callable[[UnitOfWork, Any], None]
    has_external_effect: bool


class Reactions:
    """Reactions by the name of their event. A consumer loads them when the first event of their source arrives."""

    def __init__(self) -> None:
        self._by_name: dict[str, Reaction] = {}

    @property
    def events(self) -> list[type[Event]]:
        """The event classes that are reacted to, in the order of registration."""
        return [reaction.event for reaction in self._by_name.values()]

    def to(self, name: str) -> Reaction:
        """Return the reaction to the event of this name. Raise KeyError if there is none."""
        return self._by_name[name]

    def on(
        self, event: type[E], *, has_external_effect: bool = False
    ) -> Callable[[Callable[[UnitOfWork, E], None]], Callable[[UnitOfWork, E], None]]:
        """Register the reaction to an event. Raise ValueError if there is one.

        `has_external_effect` marks an effect that no transaction can undo, such as a text: whether it happened is
        then looked up before and recorded after, so that it happens at least once, and only once unless the
        function dies between the two.
        """
        if event.__name__ in self._by_name:
            raise ValueError(f"there is a reaction to {event.__name__} already")

        def register(react: Callable[[UnitOfWork, E], None]) -> Callable[[UnitOfWork, E], None]:
            self._by_name[event.__name__] = Reaction(event, react, has_external_effect)
            return react

        return register
