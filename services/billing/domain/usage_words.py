"""What the kinds of usage are called in files and mails. Pure."""

from services.billing.domain.usage import UsageKind
from services.billing.domain.usage_summary import PLAN

_WORDS = {
    UsageKind.CALL: "Call",
    UsageKind.FORWARDING: "Forwarded call",
    UsageKind.CALL_RECEIVED: "Received call",
    UsageKind.VOICEMAIL: "Voicemail",
    UsageKind.TEXT: "Text",
    UsageKind.TEXT_RECEIVED: "Received text",
    PLAN: "Number plan",
}


def kind_in_words(kind: str) -> str:
    """Return what a kind is called."""
    return _WORDS.get(kind, kind)
