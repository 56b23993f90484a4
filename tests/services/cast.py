"""Two teams and every kind of caller: created once through the doors, restored before each request."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pyotp

from kernel import aws
from kernel.dynamodb.table import Table
from services.teams.domain.consent import VERSION
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from simulators.telnyx import API_KEY
from simulators.telnyx.application import CONNECTION_ID, CREDENTIAL_CONNECTION_ID
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.app_store import app_store_of_the_run
from tests.carrier import RunningCarrier
from tests.in_process import InProcessServices, Reply, build_services, texts
from tests.moto_tables import Kept, items_to_change, kept, moto_table, put_back
from tests.paypal import RunningPayPal
from tests.services.identity.carrier import FakeCarrier
from tests.services.media import MEDIA_BUCKET, receive_picture
from tests.services.numbers.registrations_harness import plant_approval
from tests.services.ports_out import ask_port_out
from tests.services.rows import PORT, REGISTRATION, Row
from tests.services.voicemails import VOICEMAIL_BUCKET, leave_voicemail

PASSWORD = "seven brown horses"
PORTAL = "https://portal.teamline.example"
DOCUMENTS_BUCKET = "documents-of-the-cast"
EXPORTS_BUCKET = "exports-of-the-cast"
NEXT_LOGIN_ID = "+14155550197"
_TRANSFER_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")
_PHONES = {
    "owner": "+14155550100",
    "admin": "+14155550101",
    "member": "+14155550102",
    "suspended": "+14155550103",
    "other": "+14155550104",
    "stranger": "+14155550105",
    "invited": "+14155550106",
    "closed": "+14155550107",
}


@dataclass
class Cast:
    """The owner's team: admin, member, suspended, another member, an open invitation. And a stranger with a team."""

    world: InProcessServices
    ids: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Kept] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)  # of callers with another than their own

    def send(self, caller: str, row: Row, *, key: str | None = None) -> Reply:
        """Send the request of a row as this caller, under an Idempotency-Key if one is given."""
        as_ = None if caller == "anonymous" else self.ids[caller]
        token = self.tokens.get(caller, {})
        path = {name: self.resolve(value) for name, value in (row.path or {}).items()} or None
        body, query = self.resolve(row.body), self.resolve(row.query)
        headers = {"idempotency-key": key} if key else None
        return self.world.call(row.key, as_=as_, path=path, body=body, query=query, headers=headers, **token)

    def start_authenticator(self, caller: str) -> None:
        """Begin to set an authenticator app up; its setup and first code are `{factor_setup}` and `{factor_code}`."""
        setup = _expect(
            self.world.call("POST /v1/factors/options", as_=self.ids[caller], body={"kind": "totp"}), 200
        ).body
        self.ids["factor_setup"] = setup["setup_id"]
        self.ids["factor_code"] = pyotp.TOTP(setup["authenticator"]["secret"]).now()

    def add_authenticator(self, caller: str) -> None:
        """Give a caller an authenticator app; it is `{factor}`."""
        self.start_authenticator(caller)
        given = {"setup_id": self.ids["factor_setup"], "code": self.ids["factor_code"]}
        added = _expect(self.world.call("POST /v1/factors", as_=self.ids[caller], body=given), 201).body
        self.ids["factor"] = added["factor"]["factor_id"]

    def start_login_id_change(self, caller: str) -> None:
        """Have a code sent to a caller's next Login ID; the change is `{login_change}`, the code `{login_code}`."""
        body = {"phone_number": NEXT_LOGIN_ID}
        begun = _expect(self.world.call("POST /v1/profile/login-id", as_=self.ids[caller], body=body), 202).body
        self.world.settle()
        self.ids["login_change"] = begun["change_id"]
        self.ids["login_code"] = re.findall(r"\b[0-9]{6}\b", texts(NEXT_LOGIN_ID)[-1])[0]

    def sign_up(self, name: str) -> str:
        """Return the account id of a person who signs up now."""
        return _sign_up(self.world, name)

    def secrets_of_the_team(self) -> list[str]:
        """Return what no one outside of the owner's team may ever read in a response."""
        people = [name for name in _PHONES if name != "stranger"]
        return [
            self.ids["team"],
            self.ids["invitation"],
            *(self.ids[name] for name in people if name in self.ids),
            *(_PHONES[name] for name in people),
        ]

    def remember(self) -> None:
        """Save everything as it is now."""
        self.tables = {name: kept(name) for name in self.world.tables}

    def restore(self) -> None:
        """Restore everything that was saved."""
        for name, items in self.tables.items():
            put_back(name, items)

    def is_unchanged(self) -> bool:
        """Return whether no event was published since."""
        return _events(self.tables) == _events({name: moto_table(name).items for name in self.world.tables})

    def resolve(self, value: Any) -> Any:
        """Return a value of a row, with `{name}` replaced by the id of that name."""
        if isinstance(value, str):
            return self.ids[value[1:-1]] if value.startswith("{") else value
        if isinstance(value, dict):
            return {name: self.resolve(member) for name, member in value.items()}
        return [self.resolve(member) for member in value] if isinstance(value, list) else value


def _events(tables: dict[str, Kept]) -> set[str]:
    return {key.value for items in tables.values() for key in items if key.value.startswith("EVENT#")}


def phone_of(name: str) -> str:
    """Return the Login ID of a person of the cast."""
    return _PHONES[name]


def build_cast(carrier: FakeCarrier, paypal: RunningPayPal, telnyx: RunningCarrier) -> Cast:
    """Return the cast, in a world of its own; the owner has a wallet, credits, and a number for another member."""
    settings = _settings(carrier, paypal) | {"numbers": _telnyx_settings(telnyx)}
    secrets = _SECRETS | {"billing": _SECRETS["billing"] | app_store_of_the_run().secrets}
    cast = Cast(build_services(("identity", "teams", "billing", "numbers"), settings, secrets))
    for name in ("owner", "stranger", "admin", "member", "suspended", "other"):
        cast.ids[name] = _sign_up(cast.world, name)
    for name in ("owner", "stranger"):
        _expect(cast.world.call("PATCH /v1/profile", as_=cast.ids[name], body={"manages_team": True}), 200)
    cast.world.settle()
    cast.ids["team"] = cast.world.call("GET /v1/team", as_=cast.ids["owner"]).body["team_id"]
    for name in ("admin", "member", "suspended", "other"):
        _join_team(cast, name)
    cast.ids["invitation"] = _invite(cast, "invited").body["invitation_id"]
    path = {"user_id": cast.ids["suspended"]}
    suspended = cast.world.call(
        "PATCH /v1/team/users/{user_id}", as_=cast.ids["owner"], path=path, body={"status": "suspended"}
    )
    _expect(suspended, 200)
    cast.world.settle()
    cast.ids["payment"] = _buy_credits(cast, paypal)
    invoiced = cast.world.call("GET /v1/invoices", as_=cast.ids["owner"]).body["items"]
    cast.ids["invoice"] = invoiced[0]["invoice_id"]
    cast.ids["number"], cast.ids["plan"] = _buy_number(cast, telnyx)
    cast.ids["port"] = _start_port_in(cast)
    cast.ids["port_out"] = ask_port_out(cast.world, cast.ids)
    started = cast.world.call("POST /v1/texting/registrations", as_=cast.ids["owner"], body=REGISTRATION)
    cast.ids["registration"] = _expect(started, 201).body["registration_id"]
    plant_approval(Table(cast.world.surroundings["numbers"]["TABLE_NAME"]), cast.ids["number"], cast.ids["team"])
    _expect(cast.world.call("POST /v1/calls/registration", as_=cast.ids["other"]), 200)
    cast.ids["voicemail"] = leave_voicemail(cast.world, cast.ids)
    cast.ids["picture"], cast.ids["conversation"] = receive_picture(cast.world, cast.ids)
    cast.ids["approval"] = _ask_approval(cast)
    cast.ids["receipt"] = str(app_store_of_the_run().happen("subscribed", account_id=uuid4().hex)["receipt"])
    _sign_out(cast)
    cast.remember()
    return cast


_SECRETS = {
    "identity": {"carrier_api_key": "the carrier's key", "code_key": "a key of the tests"},
    "teams": {"code_key": "another key of the tests"},
    "billing": {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET},
    "numbers": {"carrier_api_key": API_KEY, "code_key": "a third key of the tests"},
}


def _settings(carrier: FakeCarrier, paypal: RunningPayPal) -> dict[str, dict[str, str]]:
    identity = {
        "PORTAL_URL": PORTAL,
        "TOKEN_ISSUER": PORTAL,
        "CARRIER_URL": carrier.url,
        "CARRIER_VERIFY_PROFILE_ID": "a profile",
        "SERVED_COUNTRIES": "US",
        "SIGNUPS_PER_NUMBER_HOUR": "1000",
        "SIGNUPS_PER_ADDRESS_HOUR": "1000",
        "TEXTS_PER_DAY": "100000",
        "TEXTS_PER_COUNTRY_DAY": "100000",
    }
    teams = {
        "PORTAL_URL": PORTAL,
        "APP_DOWNLOAD_LINK": f"{PORTAL}/app",
        "APP_OPEN_LINK": "teamline://business/transfer",
        "INVITATIONS_PER_TEAM_DAY": "4000",
        "INVITATION_PAUSE_SECONDS": "0",
        "WEBHOOKS_TO_LOOPBACK": "yes",
        "INVITATIONS_PER_RECIPIENT_HOUR": "1000",
        "INVITATIONS_PER_RECIPIENT_DAY": "1000",
        "SERVED_COUNTRIES": "US",
    }
    billing = {
        "PAYPAL_URL": paypal.url,
        "PAYPAL_WEBHOOK_ID": WEBHOOK_ID,
        "PAYPAL_CERT_HOSTS": "127.0.0.1",
        "PAYPAL_ROOTS": paypal.simulator.certificates.trusted_root(),
        "NEW_WALLET_USD": "100000",
        "PORTAL_URL": PORTAL,
        "APP_OPEN_LINK": "teamline://business/transfer",
        "SELLER": '{"name": "Teamline, Inc.", "address_lines": ["1 Market Street"], "city": "Reno", "country": "US"}',
    } | app_store_of_the_run().settings
    aws.client("s3").create_bucket(Bucket=EXPORTS_BUCKET)
    exporting = {"EXPORTS_BUCKET": EXPORTS_BUCKET}
    return {"identity": identity | exporting, "teams": teams | exporting, "billing": billing | exporting}


def _buy_credits(cast: Cast, paypal: RunningPayPal) -> str:
    owner, urls = cast.ids["owner"], {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no"}
    setup = _expect(cast.world.call("POST /v1/billing/payment-method", as_=owner, body=urls), 201).body["setup_id"]
    approved = paypal.approve(setup)
    confirm = "POST /v1/billing/payment-method/{setup_id}/confirm"
    _expect(cast.world.call(confirm, as_=owner, path={"setup_id": setup}, body=approved), 200)
    bought = cast.world.call("POST /v1/billing/credits", as_=owner, body={"amount": {"amount": "50.00"}})
    cast.world.settle()
    return str(_expect(bought, 201).body["payment_id"])


def _telnyx_settings(telnyx: RunningCarrier) -> dict[str, str]:
    for bucket in (DOCUMENTS_BUCKET, VOICEMAIL_BUCKET, MEDIA_BUCKET):
        aws.client("s3").create_bucket(Bucket=bucket)
    return {
        "CARRIER_URL": telnyx.url,
        "CARRIER_PUBLIC_KEY": PUBLIC_KEY,
        "CARRIER_CONNECTION_ID": CONNECTION_ID,
        "CARRIER_CREDENTIAL_CONNECTION_ID": CREDENTIAL_CONNECTION_ID,
        "PORTAL_URL": PORTAL,
        "DOCUMENTS_BUCKET": DOCUMENTS_BUCKET,
        "VOICEMAIL_BUCKET": VOICEMAIL_BUCKET,
        "MEDIA_BUCKET": MEDIA_BUCKET,
        "EXPORTS_BUCKET": EXPORTS_BUCKET,
    }


def _buy_number(cast: Cast, telnyx: RunningCarrier) -> tuple[str, str]:
    """Return a number of the team's for a member, and its plan."""
    telnyx.begin_test()
    owner, body = cast.ids["owner"], {"plan_id": "local_monthly", "user_id": cast.ids["other"]}
    found = cast.world.call("GET /v1/numbers/available", as_=owner, query={"area_code": "415", "contains": "99"})
    body |= {"phone_number": found.body["items"][0]["phone_number"]}
    number_id = _expect(cast.world.call("POST /v1/numbers", as_=owner, body=body), 202).body["number_id"]
    cast.world.settle()
    (delivery,) = telnyx.listener.wait_for(lambda heard: len(heard) == 1)
    cast.world.deliver_events("numbers", "POST /webhooks/carrier", delivery.headers, delivery.body)
    cast.world.settle()
    number = cast.world.call("GET /v1/numbers/{id}", as_=owner, path={"id": number_id}).body
    assert number["status"] == "active"
    return number_id, number["subscription_id"]


def _start_port_in(cast: Cast) -> str:
    """Return the draft of a port-in of the team's; its documents are missing."""
    body = PORT | {"phone_number": "+14155551236"}
    started = _expect(cast.world.call("POST /v1/port-ins", as_=cast.ids["owner"], body=body), 201)
    cast.ids["letter"] = _read_letter(cast, started.body["port_id"])
    return str(started.body["port_id"])


def _read_letter(cast: Cast, port_id: str) -> str:
    """Return the digest of the words of a port-in's letter, which it is signed with."""
    asked = cast.world.call("GET /v1/port-ins/{id}/letter", as_=cast.ids["owner"], path={"id": port_id})
    return str(_expect(asked, 200).body["words"])


def _ask_approval(cast: Cast) -> str:
    """Return what the admin asks the owner to approve."""
    body = {"idempotency_key": "above", "credits": {"amount": "200.01"}}
    asked = _expect(cast.world.call("POST /v1/approvals", as_=cast.ids["admin"], body=body), 201)
    cast.world.settle()
    return str(asked.body["approval_id"])


def _sign_out(cast: Cast) -> None:
    """Add callers with tokens of before: of the owner's ended session and replaced password, and of a closed account.

    The owner signs in anew.
    """
    owner = cast.ids["ended_session"] = cast.ids["reset_password"] = cast.ids["owner"]
    cast.tokens["reset_password"] = cast.world.tokens[owner]
    reset_password(cast, "owner")
    cast.world.tokens[owner] = {"session": _sign_in(cast, "owner"), "generation": 2}
    cast.tokens["ended_session"] = {"session": _sign_in(cast, "owner")}
    path = {"id": cast.tokens["ended_session"]["session"]}
    _expect(cast.world.call("DELETE /v1/sessions/{id}", as_=owner, path=path), 204)
    cast.ids["closed"] = _sign_up(cast.world, "closed")
    _expect(cast.world.call("DELETE /v1/profile", as_=cast.ids["closed"]), 204)
    cast.world.settle()


def _sign_in(cast: Cast, name: str) -> str:
    credentials = {"phone_number": _PHONES[name], "password": PASSWORD}
    return str(_expect(cast.world.call("POST /v1/sessions", body=credentials), 201).body["session_id"])


def reset_password(cast: Cast, name: str) -> None:
    """Have a person set the same password anew, by a code to their phone; the pause between two codes is over."""
    for item in items_to_change(cast.world.surroundings["identity"]["TABLE_NAME"]):
        item.attrs.pop("next_at", None)
    reset = cast.world.call("POST /v1/password-resets", body={"phone_number": _PHONES[name]})
    cast.world.settle()
    body = {"code": re.findall(r"\b[0-9]{6}\b", texts(_PHONES[name])[-1])[-1], "new_password": PASSWORD}
    path = {"id": _expect(reset, 202).body["reset_id"]}
    _expect(cast.world.call("POST /v1/password-resets/{id}", path=path, body=body), 204)


def _sign_up(world: InProcessServices, name: str) -> str:
    number = _PHONES[name]
    started = _expect(world.call("POST /v1/signups", body={"phone_number": number}), 202)
    world.settle()
    code = re.findall(r"\b[0-9]{6}\b", texts(number)[-1])[-1]
    path = {"id": started.body["signup_id"]}
    proved = _expect(world.call("POST /v1/signups/{id}/verify", path=path, body={"code": code}), 200)
    given = {"name": name.title(), "email": f"{name}@example.com", "password": PASSWORD}
    registered = world.call("POST /v1/accounts", body=given | proved.body)
    world.settle()
    account_id = str(_expect(registered, 201).body["account"]["account_id"])
    world.tokens[account_id] = {"session": str(registered.body["session_id"]), "generation": 1}
    return account_id


def _invite(cast: Cast, name: str) -> Reply:
    body = {"phone_number": _PHONES[name], "email": f"{name}@example.com"}
    body |= {"role": "admin"} if name == "admin" else {}
    sent = _expect(cast.world.call("POST /v1/team/invitations", as_=cast.ids["owner"], body=body), 201)
    cast.world.settle()
    return sent


def _join_team(cast: Cast, name: str) -> None:
    _invite(cast, name)
    code = _TRANSFER_CODE.findall(texts(_PHONES[name])[-1])[0]
    _expect(cast.world.call("POST /v1/transfers", as_=cast.ids[name], body={"code": code, "consent": VERSION}), 200)
    cast.world.settle()


def _expect(reply: Reply, status: int) -> Reply:
    assert reply.status == status, reply
    return reply
