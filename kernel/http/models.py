"""The base classes of request and response bodies: built on first use, so that a start pays for no unused model."""

from pydantic import BaseModel, ConfigDict


class RequestBody(BaseModel):
    """What a caller sends: unknown fields are refused, so that a misspelt one is named."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class NoParameters(RequestBody):
    """The query of a route that has no parameters."""


class AnyParameters(BaseModel):
    """The query of a webhook: what a provider adds to its URL is not read, and no reason to lose an event."""

    model_config = ConfigDict(extra="ignore", defer_build=True)


class View(BaseModel):
    """What a route answers: fields may be added, never removed."""

    model_config = ConfigDict(defer_build=True)


class DryRun(RequestBody):
    """With `?dry_run=true` the response is a quote (B15)."""

    dry_run: bool = False
