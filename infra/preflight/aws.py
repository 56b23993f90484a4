"""Checks what AWS grants an account only on request, and what an operator prepares in it before the deployment."""

from collections.abc import Iterator

from infra.preflight.site import MEMBERS, Site

_CODE_COSTS = 0.01  # USD that a verification text costs at least in the United States (SNS price list)
_FUNCTIONS_AT_ONCE = 1_000  # Lambda's regular quota; a new account may have 10
_BOOTSTRAP = "/cdk-bootstrap/hnb659fds/version"
_OLDEST_BOOTSTRAP = 21


def check_secrets(site: Site) -> Iterator[str]:
    """Yield each member that a service's secret lacks."""
    stores = site.config.stores
    of_stores = [
        *(["app_store_key"] if stores.apple else []),
        *(["google_service_account"] if stores.google else []),
    ]
    for service, members in MEMBERS.items():
        given = site.secrets[service]
        for member in [*members, *(of_stores if service == "billing" else [])]:
            if not given.get(member):
                yield f"The secret {getattr(site.config.secrets, service)} has no member {member}."


def check_mail_access(site: Site) -> Iterator[str]:
    """Yield why SES would not mail to everyone (SES API, GetAccount)."""
    account = site.aws("sesv2").get_account()
    if not account.get("ProductionAccessEnabled"):
        yield "SES is in its sandbox: it mails only to addresses that you have verified."
    if not account.get("SendingEnabled"):
        yield "SES has paused sending for this account."
    if account.get("EnforcementStatus", "HEALTHY") != "HEALTHY":
        yield f"SES has put this account under {account['EnforcementStatus']}."


def check_sender(site: Site) -> Iterator[str]:
    """Yield what is wrong with the identity that mails are sent under (SES API, GetEmailIdentity)."""
    name = site.config.mail.verified
    client = site.aws("sesv2")
    try:
        identity = client.get_email_identity(EmailIdentity=name)
    except client.exceptions.NotFoundException:
        yield f"SES does not know {name}: create the identity and verify it."
        return
    if not identity.get("VerifiedForSendingStatus"):
        yield f"SES has not verified {name}: set the DNS records that its page shows."
    if "@" not in name and identity.get("DkimAttributes", {}).get("Status") != "SUCCESS":
        yield f"Mails of {name} are not signed (DKIM): large mail providers refuse unsigned mail."


def check_text_access(site: Site) -> Iterator[str]:
    """Yield why SNS would not text codes to everyone (SNS API, GetSMSSandboxAccountStatus, GetSMSAttributes)."""
    client = site.aws("sns")
    if client.get_sms_sandbox_account_status()["IsInSandbox"]:
        yield "SNS is in its SMS sandbox: it texts only to numbers that you have verified."
    limit = float(client.get_sms_attributes(attributes=["MonthlySpendLimit"])["attributes"].get("MonthlySpendLimit", 1))
    a_day = site.config.limits.texts_per_day
    if limit < a_day * _CODE_COSTS:
        yield (
            f"SNS spends at most {limit:g} USD a month on texts, which is less than one day of "
            f"{a_day:,} codes (limits.texts_per_day): ask for a higher limit, or lower yours."
        )


def check_text_number(site: Site) -> Iterator[str]:
    """Yield whether SNS has no number to text the United States from (End User Messaging, DescribePhoneNumbers)."""
    if "US" not in site.config.served_countries:
        return
    pages = site.aws("pinpoint-sms-voice-v2").get_paginator("describe_phone_numbers").paginate()
    numbers = [number for page in pages for number in page["PhoneNumbers"]]
    if not any(it["IsoCountryCode"] == "US" and it["Status"] == "ACTIVE" for it in numbers):
        yield "No active number in the United States: codes to US phones are refused without a registered one."


def check_functions_at_once(site: Site) -> Iterator[str]:
    """Yield whether Lambda runs too few functions at once (Lambda API, GetAccountSettings)."""
    most = site.aws("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    if most < _FUNCTIONS_AT_ONCE:
        yield f"Lambda runs at most {most:,} functions at once here; {_FUNCTIONS_AT_ONCE:,} are usual."


def check_certificate(site: Site) -> Iterator[str]:
    """Yield what is wrong with the certificate of the portal's domain (ACM API, DescribeCertificate)."""
    portal = site.config.portal
    if portal is None:
        return
    client = site.aws("acm", "us-east-1")
    try:
        certificate = client.describe_certificate(CertificateArn=portal.certificate_arn)["Certificate"]
    except client.exceptions.ResourceNotFoundException:
        yield f"There is no certificate {portal.certificate_arn}."
        return
    if certificate.get("Status") != "ISSUED":
        yield f"The certificate of {portal.domain} is {certificate.get('Status')}, not ISSUED."
    names = {certificate.get("DomainName"), *certificate.get("SubjectAlternativeNames", ())}
    if not names & {portal.domain, f"*.{portal.domain.partition('.')[2]}"}:
        yield f"The certificate is not for {portal.domain}."


def check_bootstrap(site: Site) -> Iterator[str]:
    """Yield whether the CDK cannot deploy here: its bootstrap is missing or old."""
    client = site.aws("ssm")
    try:
        version = int(client.get_parameter(Name=_BOOTSTRAP)["Parameter"]["Value"])
    except client.exceptions.ParameterNotFound:
        yield "The account is not bootstrapped: npx cdk bootstrap."
        return
    if version < _OLDEST_BOOTSTRAP:
        yield f"The bootstrap is of version {version}, older than {_OLDEST_BOOTSTRAP}: npx cdk bootstrap."
