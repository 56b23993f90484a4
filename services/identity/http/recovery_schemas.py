"""The request bodies of recoveries (I13)."""

from kernel.http.fields import Code, Email
from kernel.http.models import RequestBody
from services.identity.http.schemas import NewLoginId, NewPassword, PhoneNumber, Proof, Token


class NewRecovery(RequestBody):
    """The Login ID of the account, and its confirmed email."""

    phone_number: PhoneNumber
    email: Email


class RecoveryToken(RequestBody):
    """The token that the starter of a recovery holds."""

    token: Token


class RecoveryCode(RecoveryToken):
    """The code that was mailed."""

    code: Code


class RecoveryProof(Proof):
    """The proof of a second factor; `challenge` is that of the options, for a passkey."""

    token: Token
    challenge: Token | None = None


class RecoveryNumber(NewLoginId):
    """The phone number to sign in with from now on; a mobile phone can be called instead of texted."""

    token: Token


class RecoveredLogin(RecoveryToken):
    """The code that was sent to the new number, by its `change_id`, and the new password."""

    change_id: Token
    code: Code
    new_password: NewPassword


class StopLink(RequestBody):
    """The token of the link that stops a recovery."""

    token: Token
