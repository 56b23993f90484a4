"""What numbers exports of a person or a team: numbers and their settings, calls, texts, voicemails, ports.

What was written and said is exported to the person alone, as a manager sees none of it (N9, N10).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from kernel.exports.kinds import Exported, Kind, Row, Source, Subject, of_holder, of_me, of_team
from services.numbers.domain.person import is_team
from services.numbers.stores import call_settings, letter_signatures, registrations, shared_notes
from services.numbers.stores.exported_columns import CLEARED, KEPT, LEFT_OUT, MEANINGS


def _of_team(name: str, index: str = "gsi1") -> Callable[[Subject], Sequence[Source]]:
    return of_team(lambda it: Source(f"{name}#{it.team_id}", index=index))


def _own(items: list[Item]) -> Iterable[Row]:
    """Return the records without the notes of what colleagues got: it is exported to them."""
    return [item for item in items if not shared_notes.is_note(item)]


def _settings_of(table: Table, items: list[Item]) -> list[Item]:
    """Return the settings of these numbers; a phone number that is another number's by now has that one's settings."""
    known = {item["number_id"]: call_settings.key(item["phone_number"]) for item in items if "phone_number" in item}
    found = table.get_many((key["pk"], key["sk"]) for key in known.values())
    return [settings for settings in found.values() if settings.get("number_id") in known]


def _settings_of_the_team(table: Table, items: list[Item]) -> list[Item]:
    """Return the settings of the team's numbers: those of members' own are for their users alone."""
    return _settings_of(table, [item for item in items if is_team(item["holder"])])


def _ports(items: list[Item]) -> Iterable[Row]:
    for item in items:
        bill = item["bill"]
        yield item | {name: bill.get(name) for name in ("name", "authorized_person", "address", "account_number_ends")}


def _signatures_of(table: Table, items: list[Item]) -> list[Item]:
    return letter_signatures.load_all(table, [item["port_id"] for item in items])


def _mine(name: str, index: str = "gsi1") -> Callable[[str], Source]:
    return lambda holder: Source(f"{name}#{holder}", index=index)


_CALLS = Kind(
    "calls",
    "The call log: of a person the calls of the numbers that they used, of a team those of its numbers.",
    ("call_id", "number_id", "phone_number", "other_number", "direction", "started_at", "answered_at", "ended_at",
     "seconds", "answered_by", "forwarded_to", "reason", "price", "place", "user_id"),
    of_me(lambda it: _mine("CALLS")(it.account_id)),
    keys=("CALLS",),
    money=frozenset({"price"}),
    rows=_own,
)  # fmt: skip
_USED = Kind(
    "used_numbers",
    "The numbers that the person uses.",
    ("number_id", "phone_number", "kind", "status", "label", "holder", "user_id", "plan_id", "created_at",
     "paid_through", "reserved_until", "ends", "shared_with"),
    of_me(lambda it: _mine("USER", "gsi2")(it.account_id)),
    keys=(),
)  # fmt: skip
_SETTINGS = Kind(
    "call_settings",
    "What happens to calls of the numbers: forwarding, business hours, voicemail, who rings, who is blocked.",
    ("number_id", "phone_number", "forwarding", "hours", "voicemail", "ring", "blocked"),
    of_me(lambda it: _mine("USER", "gsi2")(it.account_id)),
    keys=("CALLED SETTINGS",),
    load=_settings_of,
)
EXPORTED = Exported(
    service="numbers",
    kinds=(
        Kind(
            "account",
            "What numbers knows of the account.",
            ("account_id", "email", "phone_number", "language", "notices", "text_notices", "team_id", "role", "status"),
            of_me(lambda it: Source(f"ACCOUNT#{it.account_id}", "ACCOUNT")),
            keys=("ACCOUNT ACCOUNT",),
        ),
        replace(_USED, name="numbers", what="The numbers that it has.", sources=of_holder(_mine("LIST")),
                keys=("NUMBER NUMBER",)),
        _USED,
        _SETTINGS,
        replace(
            _SETTINGS,
            name="call_settings_of_the_team",
            keys=(),
            sources=_of_team("LIST"),
            load=_settings_of_the_team,
        ),
        Kind(
            "texts",
            "Texts that the person wrote or received.",
            ("message_id", "number_id", "phone_number", "other_number", "direction", "text", "parts", "at", "status",
             "price", "reason", "pictures", "keyword"),
            of_me(lambda it: _mine("TEXTS")(it.account_id)),
            keys=("MESSAGE MESSAGE",),
            money=frozenset({"price"}),
            rows=_own,
        ),
        _CALLS,
        replace(_CALLS, name="calls_of_the_team", keys=(), sources=_of_team("CALLLIST", "gsi2")),
        Kind(
            "voicemails",
            "Voicemails of the person, with what was said. The portal plays and saves the recordings.",
            ("voicemail_id", "call_id", "number_id", "phone_number", "other_number", "at", "seconds", "transcript",
             "is_new", "erase_at"),
            of_me(lambda it: _mine("VOICEMAILS")(it.account_id)),
            keys=("VOICEMAIL VOICEMAIL",),
            rows=_own,
        ),
        Kind(
            "emergency",
            "What the person said for emergencies.",
            ("address", "acknowledged_at"),
            of_me(lambda it: Source(f"EMERGENCY#{it.account_id}")),
            keys=("EMERGENCY EMERGENCY",),
        ),
        Kind(
            "calling_countries",
            "Which countries its numbers may call.",
            ("countries",),
            of_holder(lambda holder: Source(f"COUNTRIES#{holder}")),
            keys=("COUNTRIES COUNTRIES",),
        ),
        Kind(
            "port_ins",
            "Numbers that were brought, or are on their way, without account numbers and PINs.",
            ("port_id", "phone_number", "kind", "status", "plan_id", "name", "authorized_person", "address",
             "account_number_ends", "wanted_on", "scheduled_for", "created_at", "asked_by", "user_id", "history"),
            of_holder(_mine("PORTS")),
            keys=("PORT PORT",),
            rows=_ports,
        ),
        Kind(
            "letter_signatures",
            "Letters of authorization that were signed on the screen: who, when, and which words.",
            ("port_id", "account_id", "name", "current_carrier", "signed_at", "time_zone", "statement", "is_drawn",
             "document"),
            of_holder(_mine("PORTS")),
            keys=("PORT SIGNATURE",),
            load=_signatures_of,
        ),
        Kind(
            "port_outs",
            "Numbers that left, or are asked for by another carrier.",
            ("port_out_id", "phone_number", "number_id", "status", "carrier_name", "on", "created_at", "object_until",
             "objected_at", "objected_by", "ended_at"),
            of_holder(_mine("PORT_OUTS")),
            keys=("PORT_OUT PORT_OUT",),
        ),
        Kind(
            "texting_registration",
            "The registration of the business and of what it texts.",
            ("registration_id", "owner_id", "status", "business", "messages", "fee", "created_at", "created_by",
             "submitted_at", "submitted_by", "decided_at", "reason"),
            of_holder(lambda holder: Source(f"REGISTRATION#{registrations.id_of(holder)}", "REGISTRATION")),
            keys=("REGISTRATION REGISTRATION",),
            money=frozenset({"fee"}),
        ),
    ),
    meanings=MEANINGS,
    left_out=LEFT_OUT,
    kept=KEPT,
    cleared=CLEARED,
)  # fmt: skip
