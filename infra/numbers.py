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
                "port_outs",
                "porting",
                "registering",
                "voice",
                "voicemail",
            ),
            seals=True,
            unseals="porting",
            takes_documents=True,
            keeps_voicemail=True,
            sends_texts=True,
            sends_mails=True,
            senders=("consumer", "leaving", "porting", "registering", "voicemail"),
            alarms={
                "CarrierRefusesUs": "the carrier refuses our key, our account or our limits; see the codes in the log",
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
                "CarrierRecordUnreadable": "the carrier records calls in an unknown form; see the members in the log",
                "NumberForNobody": "the carrier delivered a number that is no longer wanted; release it at the carrier",
            },
        ),
    )
