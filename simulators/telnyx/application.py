"""Our voice application at the simulated carrier, and the connection that the apps register with: by their ids."""

CONNECTION_ID = "1494404757140276705"  # the voice application: webhooks of version 2, costs in them, 15 s for a command
CREDENTIAL_CONNECTION_ID = "1494404757140276706"  # what telephony credentials are created for
MESSAGING_PROFILE_ID = "40000000-0000-4000-8000-000000000001"  # what the operator made by hand; numbers start with it
SIP_DOMAIN = "sip.telnyx.com"
FIRST_COMMAND_SECONDS = 15
VOICE_WEBHOOKS = "/webhooks/carrier/voice"


def is_connection(connection_id: object) -> bool:
    """Return whether a number can be connected to it; "" disconnects."""
    return connection_id in {"", CONNECTION_ID}
