"""What all of the carrier's answers have in common: their envelope, and the codes of a refusal."""

from typing import Any

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError


def rows_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The members of a list."""
    data = answer.get("data")
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


def errors_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The errors of a refusal."""
    errors = body.get("errors")
    return [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []


def codes_of(body: dict[str, Any]) -> list[str]:
    """The codes of a refusal."""
    return [str(error.get("code")) for error in errors_of(body)]


def broken(refusal: ProviderRefusedError) -> ProviderDownError:
    """It is us that the carrier refuses: our key, our account, our limits. An operator must look."""
    log().error("the carrier refuses us", extra={"status": refusal.status, "errors": codes_of(refusal.body)})
    count("CarrierRefusesUs")
    return ProviderDownError("the carrier refuses us")
