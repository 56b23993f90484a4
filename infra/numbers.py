"""The stack of numbers: it calls the carrier, receives its webhooks, stores documents and voicemails, sends notices."""

from aws_cdk import App

from infra.service import Service
from infra.service_config import ServiceConfig
from infra.shared import Shared


def numbers(app: App, shared: Shared) -> Service:
    """Create the stack of numbers."""
    config = shared.config
    return Service(
        app,
        shared,
        "numbers",
        ServiceConfig(
            environment={
                "CARRIER_URL": config.carrier.url,
                "CARRIER_PUBLIC_KEY": config.carrier.public_keys,
                "CARRIER_VERIFY_PROFILE_ID": config.carrier.verify_profile_id,
                "CARRIER_MESSAGING_PROFILE_ID": config.carrier.messaging_profile_id,
                "CARRIER_CREDENTIAL_CONNECTION_ID": config.carrier.credential_connection_id,
                "CARRIER_CONNECTION_ID": config.carrier.connection_id,
                "CARRIER_SIP_DOMAIN": config.carrier.sip_domain,
                "PORTAL_URL": config.portal_url,
            },
            secret=config.secrets.numbers,
            secret_readers=(
                "api",
                "calling",
                "calls",
                "carrier_events",
                "comparing",
                "consumer",
                "inventory",
                "leaving",
                "letters",
                "port_ins",
                "port_outs",
                "porting",
                "registering",
                "texting",
                "voice",
                "voicemail",
            ),
            seals=True,
            unseals=("porting",),
            takes_documents=True,
            packages={"letters": "documents"},
            keeps_voicemail=True,
            keeps_media=True,
            sends_texts=True,
            sends_mails=True,
            senders=("leaving", "porting", "registering", "voicemail"),
            alarms={
                "CarrierRefusesUs": "the carrier refuses our key, our account or our limits; see the codes in the log",
                "CarrierAccountFault": "our account at the carrier has a fault: texts or orders are paused, and no "
                "user is blamed; see what to do in the report `carrier_pauses`",
                "CarrierBusy": "the carrier takes no more requests for a moment; if it stays, have it raise the limit",
                "TextingNotSetUp": "a text was not sent because of how a number is set up at the carrier: see the code "
                "in the log, and docs/texting-codes.md",
                "CarrierChannelsFull": "the carrier has no channel left for a call; have it raise the limit, now",
                "CallForNobody": "the carrier has a call for a number without settings; connect it, or release it",
                "CallCostUnknown": "the carrier does not say what a call cost us; compare its records with our prices",
                "CallUnclear": "the carrier does not say how a call ended; its credits are held until it does",
                "CallRunsLong": "a call without an end must have ended: see the report `lost_calls`, and close it",
                "CallDifference": "a call and the carrier's records differ (N9): see the report `calls`",
                "CallComparisonLate": "calls were not compared with the carrier's; see the dead letters CallsToCompare",
                "InventoryDifference": "we and the carrier differ about a number (N16): see the report `inventory`",
                "InventoryLate": "an inventory has not come to its end; see the dead letters NumbersToCompare",
                "CarrierNumberNotOurs": "the carrier has a number under another id than ours; it was not given back",
                "MessageMediaLost": "the carrier did not give a file of a text for three days: see the log for why",
                "CarrierFileElsewhere": "the carrier names an address of a file not known as its own: see the log",
                "CarrierRecordUnreadable": "the carrier records calls in an unknown form; see the members in the log",
                "PortInNotTakenOut": "a canceled number moves, as no one took it out of its order: see the log",
                "NumberForNobody": "the carrier delivered a number that is no longer wanted; release it at the carrier",
            },
        ),
    )
