"""Registrations of texts at the carrier: brands and campaigns of 10DLC, and toll-free verification (N14).

The carrier knows no idempotency keys. A brand is found again by the URL that its webhooks go to, which contains our
id, a campaign by its reference. docs/decisions/081-registered-texts.md names the sources.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.registration_forms import (
    brand_form,
    campaign_form,
    changed_campaign,
    our_fields,
    verification_form,
)
from services.numbers.carrier.responses import read_errors, report_refusal
from services.numbers.domain.registration import Registration, Verdict

_GONE, _REFUSALS = 404, (400, 409, 422)
_PAGE = 500
_VERIFIED = ("VERIFIED", "VETTED_VERIFIED")
_ENDED = "EXPIRED"  # the status of a campaign that was terminated
_ALLOWED = "MNO_PROVISIONED"
_MENDED, _FINAL = ("TELNYX_FAILED", "MNO_REJECTED"), ("TCR_FAILED", "MNO_PROVISIONING_FAILED")
_SUSPENDED = ("TCR_SUSPENDED", "TCR_EXPIRED")


class RefusedFormError(Exception):
    """The carrier does not take a form; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class RegistrationEvent:
    """A webhook about a brand, a campaign or a number of one: that it has changed; the carrier is asked what it is."""

    brand_id: str
    campaign_id: str
    phone_number: str

    @classmethod
    def read(cls, content: dict[str, Any]) -> "RegistrationEvent | None":
        """Read the event of a webhook; None if it is not about a registration."""
        payload = content.get("payload")
        if not str(content.get("event_type")).startswith("10dlc.") or not isinstance(payload, dict):
            return None
        return cls(*(str(payload.get(name) or "")[:100] for name in ("brandId", "campaignId", "phoneNumber")))


class Registrations:
    """Telnyx's API of brands and campaigns. Every method may raise ProviderDownError: the result is unknown."""

    def __init__(self, provider: Provider, webhook_url: str) -> None:
        self._provider = provider
        self._webhook_url = webhook_url

    def find_brand(self, registration: Registration) -> str:
        """Return the id of the brand that was made for a registration, or "" if none was."""
        params = {"displayName": registration.business.name, "recordsPerPage": str(_PAGE)}
        for row in _rows(self._ask("GET", "10dlc/brand", params=params)):
            brand_id = str(row.get("brandId") or "")
            if brand_id and self._get(f"10dlc/brand/{brand_id}").get("webhookURL") == self._url_of(registration):
                return brand_id
        return ""

    def create_brand(self, registration: Registration) -> str:
        """Register the business, and return the id of its brand. Raises RefusedFormError."""
        made = self._send("POST", "10dlc/brand", brand_form(registration, self._url_of(registration)))
        return _id_of(made, "brandId")

    def update_brand(self, registration: Registration) -> None:
        """Send a mended business, whose brand was not verified. Raises RefusedFormError."""
        form = brand_form(registration, self._url_of(registration))
        self._send("PUT", f"10dlc/brand/{registration.brand_id}", form)

    def judge_brand(self, brand_id: str) -> Verdict:
        """Return what the registry says of a business."""
        brand = self._get(f"10dlc/brand/{brand_id}")
        if brand.get("identityStatus") in _VERIFIED:
            return Verdict("yes")
        if brand.get("status") != "REGISTRATION_FAILED" and brand.get("identityStatus") != "UNVERIFIED":
            return Verdict("waits")
        reasons = self._get(f"10dlc/brand/feedback/{brand_id}").get("category")
        found = [it for it in reasons if isinstance(it, dict)] if isinstance(reasons, list) else []
        words = " ".join(str(it.get("description") or "") for it in found) or str(brand.get("failureReasons") or "")
        return Verdict(
            "no", _clean(words), tuple(dict.fromkeys(it for row in found for it in our_fields(row.get("fields"))))
        )

    def find_campaign(self, brand_id: str, reference: str) -> str:
        """Return the id of the campaign of a brand that was made under our own name for it, or "" if none was."""
        params = {"brandId": brand_id, "recordsPerPage": str(_PAGE)}
        rows = _rows(self._ask("GET", "10dlc/campaign", params=params))
        return next((str(it["campaignId"]) for it in rows if it.get("referenceId") == reference), "")

    def create_campaign(self, registration: Registration) -> str:
        """Register what the business texts, and return the id of its campaign. Raises RefusedFormError."""
        made = self._send("POST", "10dlc/campaignBuilder", campaign_form(registration, self._url_of(registration)))
        return _id_of(made, "campaignId")

    def appeal(self, registration: Registration) -> None:
        """Send mended messages, and ask for another review. Raises RefusedFormError for what the carrier does not take.

        A campaign that is not rejected any more has been appealed before.
        """
        path = f"10dlc/campaign/{registration.campaign_id}"
        self._send("PUT", path, changed_campaign(registration))
        if self._get(path).get("campaignStatus") in _MENDED:
            self._send("POST", f"{path}/appeal", {"appeal_reason": "The examples and the opt-in were corrected."})

    def judge_campaign(self, campaign_id: str) -> Verdict:
        """Return what the carriers say of a campaign."""
        campaign = self._get(f"10dlc/campaign/{campaign_id}")
        word, reason = str(campaign.get("campaignStatus")), _clean(str(campaign.get("failureReasons") or ""))
        if word in _SUSPENDED or campaign.get("status") == _ENDED:
            return Verdict("suspended", reason)
        if word in (*_MENDED, *_FINAL):
            return Verdict("no", reason, is_final=word in _FINAL)
        return Verdict("yes" if word == _ALLOWED else "waits")

    def end_campaign(self, campaign_id: str) -> None:
        """End a campaign for good, unless it has ended or there is none."""
        if self._get(f"10dlc/campaign/{campaign_id}").get("status") in (None, _ENDED):
            return
        self._ask("DELETE", f"10dlc/campaign/{campaign_id}")

    def find_assignment(self, phone_number: str) -> tuple[str, str, str]:
        """Return the campaign that has a number, its status there, and why it failed; all "" if none has it."""
        found = self._get(f"10dlc/phone_number_campaigns/{phone_number}")
        named = ("campaignId", "assignmentStatus", "failureReasons")
        campaign_id, status, reason = (str(found.get(name) or "") for name in named)
        return campaign_id, status, _clean(reason)

    def assign(self, phone_number: str, campaign_id: str, *, instead: bool) -> None:
        """Have a campaign have a number, in place of another one if `instead`. Raises RefusedFormError."""
        body = {"phoneNumber": phone_number, "campaignId": campaign_id}
        path = "10dlc/phone_number_campaigns"
        self._send("PUT" if instead else "POST", f"{path}/{phone_number}" if instead else path, body)

    def unassign(self, phone_number: str) -> None:
        """Take a number out of its campaign; one that is in none is left."""
        try:
            self._provider.ask("DELETE", f"10dlc/phone_number_campaigns/{phone_number}")
        except ProviderRefusedError as refusal:
            if refusal.status != _GONE:
                raise report_refusal(refusal) from refusal

    def verify(self, registration: Registration, phone_number: str) -> Verdict:
        """Have a toll-free number verified with a registration; one that was refused for another form is sent again.

        Return what the reviewers say. Raises RefusedFormError.
        """
        path, form = "messaging_tollfree/verification/requests", verification_form(registration, phone_number)
        params = {"phone_number": phone_number, "page": "1", "page_size": "20"}
        found = _rows(self._ask("GET", path, params=params))
        if not found:
            self._send("POST", path, form)
            return Verdict("waits")
        newest = max(found, key=lambda it: str(it.get("createdAt") or ""))
        word = newest.get("verificationStatus")
        if word == "Verified":
            return Verdict("yes")
        if word not in ("Rejected", "Waiting For Customer"):
            return Verdict("waits")
        if any(newest.get(name) != value for name, value in form.items()):
            self._send("PATCH", f"{path}/{newest['id']}", form)
            return Verdict("waits")
        return Verdict("no", _clean(str(newest.get("reason") or "")))

    def _url_of(self, registration: Registration) -> str:
        return f"{self._webhook_url}?{urlencode({'registration': registration.registration_id})}"

    def _get(self, path: str) -> dict[str, Any]:
        """Return what is at a path, {} if nothing is."""
        try:
            return self._provider.ask("GET", path)
        except ProviderRefusedError as refusal:
            if refusal.status == _GONE:
                return {}
            raise report_refusal(refusal) from refusal

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            return self._provider.ask(method, path, **options)
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal

    def _send(self, method: str, path: str, form: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._provider.ask(method, path, json=form)
        except ProviderRefusedError as refusal:
            if refusal.status not in _REFUSALS:
                raise report_refusal(refusal) from refusal
            said = " ".join(str(it.get("detail") or it.get("title") or "") for it in read_errors(refusal.body))
            log().warning("carrier.registration.refused", extra={"path": path, "said": said[:300]})
            raise RefusedFormError(Verdict("no", _clean(said), our_fields(said.split()))) from refusal


def _rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    records = answer.get("records")
    return [row for row in records if isinstance(row, dict)] if isinstance(records, list) else []


def _id_of(made: dict[str, Any], name: str) -> str:
    if not made.get(name):
        raise ProviderDownError("the carrier's answer to a registration is unreadable")
    return str(made[name])


def _clean(words: str) -> str:
    return " ".join(words.split())[:500]
