"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is right (I11). The library is py_webauthn."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.identity.domain.problems import WrongProof
from services.identity.domain.second_factors import Factor

_TIMEOUT_MS = 120_000
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)  # what the library raises for what no browser sends


@dataclass(frozen=True)
class Site:
    """The portal as browsers know it: its origin, and the host name that passkeys belong to."""

    origin: str
    host: str
    name: str = "Teamline"


@dataclass(frozen=True)
class NewPasskey:
    """The credential that a browser has made: its id and public key in base64url, and the count of its signatures."""

    credential_id: str
    public_key: str
    sign_count: int


def generate_challenge() -> str:
    """Return a random challenge of 256 bits, in base64url."""
    return secrets.token_urlsafe(32)


def registration_options(
    site: Site, *, account_id: str, login_id: str, challenge: str, there: Sequence[Factor]
) -> dict[str, Any]:
    """Return the options of `navigator.credentials.create`, as JSON-ready data."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, structs

    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=account_id.encode(),
        user_name=login_id,
        challenge=base64url_to_bytes(challenge),
        timeout=_TIMEOUT_MS,
        exclude_credentials=[_descriptor(factor) for factor in there],
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.PREFERRED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    return dict(json.loads(webauthn.options_to_json(options)))


def authentication_options(site: Site, *, challenge: str, allowed: Sequence[Factor]) -> dict[str, Any]:
    """Return the options of `navigator.credentials.get`, as JSON-ready data."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes

    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=base64url_to_bytes(challenge),
        timeout=_TIMEOUT_MS,
        allow_credentials=[_descriptor(factor) for factor in allowed],
    )
    return dict(json.loads(webauthn.options_to_json(options)))


def read_new_passkey(site: Site, credential: dict[str, Any], challenge: str) -> NewPasskey:
    """Return the passkey of a browser's answer. Raises WrongProof for another origin, challenge or form."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, exceptions

    try:
        read = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (exceptions.WebAuthnException, *_UNREADABLE) as error:
        raise WrongProof(field="credential") from error
    return NewPasskey(
        bytes_to_base64url(read.credential_id), bytes_to_base64url(read.credential_public_key), read.sign_count
    )


def verify_signature(site: Site, credential: dict[str, Any], challenge: str, factor: Factor) -> int:
    """Return the count of a passkey's signatures. Raises WrongProof, also for a count that does not grow (a copy)."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, exceptions

    try:
        read = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(factor.public_key or ""),
            credential_current_sign_count=factor.sign_count,
        )
    except (exceptions.WebAuthnException, *_UNREADABLE) as error:
        raise WrongProof(field="credential") from error
    return read.new_sign_count


def _descriptor(factor: Factor) -> Any:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(factor.credential_id or ""))
