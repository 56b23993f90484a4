"""Codes of authenticator apps (TOTP, RFC 6238): six digits, a new one every 30 seconds (I11)."""

from datetime import datetime

from services.identity.domain.codes import hashes_match

ISSUER = "Teamline"
STEP_SECONDS = 30
_WINDOW = (0, -1, 1)  # the code of this step, of the one before, and of the next: phones' clocks differ


def generate_secret() -> str:
    """Return a new random secret of 160 bits, in base32."""
    import pyotp

    return pyotp.random_base32()


def setup_link(secret: str, login_id: str) -> str:
    """Return the `otpauth://` link that an authenticator app opens or scans."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=login_id, issuer_name=ISSUER)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step whose code this is, at most one step from now, or None."""
    import pyotp

    at, otp = int(now.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    matches = [at + step for step in _WINDOW if hashes_match(otp.at((at + step) * STEP_SECONDS), code)]
    return matches[0] if matches else None
