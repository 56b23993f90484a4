"""Reads the parts that all of the carrier's responses share: the envelope, and the errors of a refusal."""

from typing import Any

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError, ProviderUntouchedError
from services.numbers.domain.account_faults import find_fault_code


def read_rows(response: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a list, or [] if it is none."""
    data = response.get("data")
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


def read_errors(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the errors of a refusal."""
    errors = body.get("errors")
    return [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []


def read_error_codes(body: dict[str, Any]) -> list[str]:
    """Return the error codes of a refusal."""
    return [str(error.get("code")) for error in read_errors(body)]


class RefusedError(Exception):
    """The carrier works, and refuses this one request."""


class AccountFaultError(ProviderUntouchedError):
    """The carrier refuses our account, by this code: nothing was done, and no user is to blame."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the carrier refuses our account: {code}")
        self.code = code


def check_account(refusal: ProviderRefusedError) -> None:
    """Raise AccountFaultError if a refusal is about our account, and not about what was asked for."""
    if code := find_fault_code(read_error_codes(refusal.body)):
        raise AccountFaultError(code) from refusal


def report_refusal(refusal: ProviderRefusedError) -> ProviderDownError:
    """Log and count that the carrier refuses us (key, account, limits), for an operator. Return the error to raise."""
    if code := find_fault_code(read_error_codes(refusal.body)):
        log().error("carrier.account.refused", extra={"status": refusal.status, "code": code})
        count("CarrierRefusesUs")
        return AccountFaultError(code)
    log().error("carrier.request.refused", extra={"status": refusal.status, "errors": read_error_codes(refusal.body)})
    count("CarrierRefusesUs")
    return ProviderDownError("the carrier refuses us")
