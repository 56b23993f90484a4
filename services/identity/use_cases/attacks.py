"""What an attacker does: counted for the alarms, and logged with the account and the caller's address."""

from kernel.log import count, log


def report_wrong_password(phone_number: str, address: str) -> None:
    """Report a wrong password for a number, which the log masks; there may be no account."""
    log().warning("identity.password.wrong", extra={"phone_number": phone_number, "address": address})
    count("WrongPassword")


def report_lockout(phone_number: str, address: str, scope: str) -> None:
    """Report a sign-in refused after too many wrong passwords. `scope` is what is locked: pair, address or number."""
    extra = {"phone_number": phone_number, "address": address, "scope": scope}
    log().warning("identity.password.locked", extra=extra)
    count("Lockout")


def report_wrong_code(phone_number: str, address: str, purpose: str, attempts_left: int) -> None:
    """Report a wrong code that was typed for a number, and how many attempts it has left."""
    extra = {"phone_number": phone_number, "address": address, "purpose": purpose, "attempts_left": attempts_left}
    log().warning("identity.code.wrong", extra=extra)
    count("WrongCode")


def report_token_reuse(account_id: str, session_id: str, address: str) -> None:
    """Report an old refresh token, after which its session ends."""
    extra = {"account": account_id, "session": session_id, "address": address}
    log().warning("identity.session.token_reused", extra=extra)
    count("TokenReused")


def report_code_limit(phone_number: str, address: str, scope: str) -> None:
    """Report a code that was refused by a limit. `scope` is the limit's: number, pair, network, country or day."""
    extra = {"phone_number": phone_number, "address": address, "scope": scope}
    log().warning("identity.code.refused", extra=extra)
    count("CodeRefused")
