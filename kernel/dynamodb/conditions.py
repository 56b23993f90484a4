"""Conditions on a DynamoDB item's attributes, and the expression that they become.

The words are those of `boto3.dynamodb.conditions`, which cannot be imported without boto3's session, resources and
transfers: a tenth of a cold start. A test holds each expression against boto3's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Place = Callable[[Any], str]  # notes a name or a value, and returns what stands for it in the expression


@dataclass(frozen=True)
class Condition:
    """A condition; `&` and `|` join two."""

    render: Callable[[Place, Place], str]

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(lambda name, value: f"({self.render(name, value)} AND {other.render(name, value)})")

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(lambda name, value: f"({self.render(name, value)} OR {other.render(name, value)})")


@dataclass(frozen=True)
class Attr:
    """An attribute, by its name; a dot in the name goes into a map."""

    name: str

    def _compared(self, sign: str, to: Any) -> Condition:
        return Condition(lambda name, value: f"{name(self.name)} {sign} {value(to)}")

    def _called(self, function: str, *given: Any) -> Condition:
        return Condition(lambda name, value: f"{function}({', '.join([name(self.name), *map(value, given)])})")

    def eq(self, to: Any) -> Condition:
        """Require this value."""
        return self._compared("=", to)

    def ne(self, to: Any) -> Condition:
        """Require another value, or none."""
        return self._compared("<>", to)

    def lt(self, to: Any) -> Condition:
        """Require less."""
        return self._compared("<", to)

    def lte(self, to: Any) -> Condition:
        """Require at most this."""
        return self._compared("<=", to)

    def gt(self, to: Any) -> Condition:
        """Require more."""
        return self._compared(">", to)

    def gte(self, to: Any) -> Condition:
        """Require at least this."""
        return self._compared(">=", to)

    def between(self, low: Any, high: Any) -> Condition:
        """Require a value between these two, or one of them."""
        return Condition(lambda name, value: f"{name(self.name)} BETWEEN {value(low)} AND {value(high)}")

    def begins_with(self, start: str) -> Condition:
        """Require a text that begins so."""
        return self._called("begins_with", start)

    def exists(self) -> Condition:
        """Require the attribute."""
        return self._called("attribute_exists")

    def not_exists(self) -> Condition:
        """Require that there is no such attribute."""
        return self._called("attribute_not_exists")


class Key(Attr):
    """An attribute of the key of a table or an index."""


@dataclass
class Expressions:
    """Expressions of one request: each name and value of theirs has a place of its own."""

    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: Condition) -> str:
        """Render a condition, and note its names and values."""
        return condition.render(self._name, self._value)

    def _name(self, path: str) -> str:
        return ".".join(self._one_name(part) for part in path.split("."))

    def _one_name(self, name: str) -> str:
        self.names[f"#n{len(self.names)}"] = name
        return f"#n{len(self.names) - 1}"

    def _value(self, value: Any) -> str:
        self.values[f":v{len(self.values)}"] = value
        return f":v{len(self.values) - 1}"
