"""What identity exports of a person; of a team it stores nothing.

Passwords, codes, keys and links are in no export: they prove who a person is, and say nothing of them.
"""

from collections.abc import Iterable

from kernel.dynamodb.transact_items import Item
from kernel.exports.kinds import Exported, Kind, Row, Source, of_me

_MEANINGS = {
    "id": "the id of the account, session, or second factor",
    "phone_number": "the Login ID",
    "line": "the kind of line that the Login ID is",
    "name": "the name",
    "email": "the email",
    "email_confirmed": "whether a link mailed to it was opened",
    "email_state": "whether mails reach it: ok, bounced, or complained",
    "new_email": "an email that waits for its link",
    "former_emails": "emails of before, for as long as a security notice can restore them",
    "former_phone_number": "the Login ID of before, while its change can be undone",
    "time_zone": "the time zone that dates are shown in",
    "language": "the language that we write to the person in",
    "notices": "the channels of notices",
    "text_notices": "whether new texts are mailed: off, by their sender, or with their words",
    "manages_team": 'whether "Manage other users in this account" is on',
    "created_at": "when the account was opened",
    "device": "the browser or app, as it names itself",
    "address": "the network address that was signed in from",
    "signed_in_at": "when the session began",
    "last_used_at": "when it was used last",
    "expires_at": "when it ends by itself, or until when it can be used",
    "kind": "what it is: totp for an authenticator app, or passkey",
    "label": "the name that the person gave it",
    "added_at": "when it was added",
    "team_id": "the id of the team",
    "role": "the role on it",
    "status": "whether the place on it is active or suspended",
    "export_id": "the id of the export",
    "of": "whose data it has: me or team",
    "scopes": "what it opens",
    "ranges": "the networks that it can be used from",
    "pace": "how many requests a minute it may make",
    "asked_at": "when it was asked for",
    "ready_at": "when it was ready",
    "linked_at": "when links to its files were given last",
}


def _factors(items: list[Item]) -> Iterable[Row]:
    return [factor for item in items for factor in item["factors"]]


def _keys(items: list[Item]) -> Iterable[Row]:
    return [key for item in items for key in item["keys"]]


def _account(name: str, what: str, columns: str, begins: str) -> Kind:
    """Return a kind of what is stored with the account."""
    sources = of_me(lambda subject: Source(f"ACCOUNT#{subject.account_id}", begins))
    return Kind(name, what, tuple(columns.split()), sources, keys=(f"ACCOUNT {begins.rstrip('#')}",))


_FACTORS = Kind(
    "second_factors",
    "Passkeys and authenticator apps, without their secrets.",
    ("id", "kind", "label", "added_at", "last_used_at"),
    of_me(lambda subject: Source(f"ACCOUNT#{subject.account_id}", "FACTORS")),
    keys=("ACCOUNT FACTORS",),
    rows=_factors,
)
_EXPORTS = Kind(
    "exports",
    "Exports that were asked for.",
    ("export_id", "of", "asked_at", "ready_at", "linked_at"),
    of_me(lambda subject: Source(f"EXPORTS#{subject.account_id}", "EXPORT#")),
    keys=("EXPORTS EXPORT", "EXPORTS ASKED"),
)
_API_KEYS = Kind(
    "api_keys",
    "API keys that the person made, without their secrets.",
    ("id", "name", "scopes", "ranges", "pace", "created_at", "expires_at"),
    of_me(lambda subject: Source(f"API_KEYS#{subject.account_id}", "KEYS")),
    keys=("API_KEYS KEYS",),
    rows=_keys,
)
EXPORTED = Exported(
    service="identity",
    kinds=(
        _account(
            "account",
            "The account and its profile.",
            "id phone_number line name email email_confirmed email_state new_email former_emails former_phone_number "
            "time_zone language notices text_notices manages_team created_at",
            "PROFILE",
        ),
        _account(
            "sessions",
            "Where the person is signed in.",
            "id device address signed_in_at last_used_at expires_at",
            "SESSION#",
        ),
        _FACTORS,
        _account("place_on_team", "The team that the person is on.", "team_id role status", "MEMBERSHIP"),
        _EXPORTS,
        _API_KEYS,
    ),
    meanings=_MEANINGS,
    left_out={
        "API_KEY SECRET": "a hash of the secret of an API key",
        "API_KEYS USED": "when and from which address of a system an API key was used last; the portal shows it",
        "PACE": "how many requests of an API key came in a minute, gone within minutes",
        "PHONE LOGIN": "a hash of the password; the rest is in account",
        "PHONE LINE": "what the carrier says of any number that is typed, kept for a time; the account has its own",
        "SIGN_UP CODE": "a hash of a code that is over within minutes",
        "PASSWORD_RESET CODE": "a hash of a code that is over within minutes",
        "LOGIN_CHANGE CHANGE": "a hash of a link that is over within days",
        "LOGIN_ID CODE": "a hash of a code that is over within minutes",
        "RECOVERY RECOVERY": "hashes of the codes of a recovery that may be anyone's",
        "PROOF PROOF": "a challenge that is over within minutes",
        "ERASURE ERASURE": "what is left of a closed account, by id only",
        "DENIAL DENIAL": "a hash of the link of a notice that was sent",
        "LIMIT": "counts of tries by keyed hashes, gone within a day",
        "BUDGET BUDGET": "counts of the whole service's codes",
        "ATTEMPTS ATTEMPTS": "counts of passwords by keyed hashes of networks",
    },
)
