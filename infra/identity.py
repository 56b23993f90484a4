"""The stack of identity: it signs access tokens, calls the carrier, and texts, mails and calls people."""

from aws_cdk import App

from infra.grants import allow
from infra.service import Service
from infra.service_config import ServiceConfig
from infra.shared import Shared


def identity(app: App, shared: Shared) -> Service:
    """Create the stack of identity."""
    config = shared.config
    key, factors_key = shared.signing_key, shared.factors_key
    sign = allow(key.key_arn, "kms:GetPublicKey", "kms:Sign")
    return Service(
        app,
        shared,
        "identity",
        ServiceConfig(
            environment={
                "SIGNING_KEY_ID": key.key_id,
                "TOKEN_ISSUER": config.portal_url,
                "FACTORS_KEY_ID": factors_key.key_id,
                "PORTAL_URL": config.portal_url,
                "CARRIER_URL": config.carrier.url,
                "CARRIER_VERIFY_PROFILE_ID": config.carrier.verify_profile_id,
                "SERVED_COUNTRIES": ",".join(config.served_countries),
                "TEXTS_PER_DAY": str(config.limits.texts_per_day),
                "TEXTS_PER_COUNTRY_DAY": str(config.limits.texts_per_country_day),
                "SIGNUPS_PER_NUMBER_HOUR": str(config.limits.signups_per_number_hour),
                "SIGNUPS_PER_ADDRESS_HOUR": str(config.limits.signups_per_address_hour),
            },
            secret=config.secrets.identity,
            secret_readers=("api", "consumer", "security"),
            packages={"security": "factors"},
            seals=True,
            sends_texts=True,
            sends_mails=True,
            mails_tagged="account",
            also={"api": [sign], "security": [sign, allow(factors_key.key_arn, "kms:Encrypt", "kms:Decrypt")]},
            attacks={
                "WrongPassword": (200, "someone guesses passwords; see the addresses in identity.password.wrong"),
                "Lockout": (50, "sign-ins are locked after wrong passwords; see identity.password.locked"),
                "WrongCode": (100, "someone guesses codes; see the addresses in identity.code.wrong"),
                "TokenReused": (10, "stolen refresh tokens, or an app that stores them wrongly; see the log"),
                "CodeRefused": (100, "codes are refused by a limit; see scopes and addresses in identity.code.refused"),
            },
            alarms={
                "TextBudgetHalfSpent": "half of today's texts are spent; more than usual at this time of day?",
                "TextBudgetNearlyExhausted": "most of today's texts are spent; is it fraud? raise limits.texts_per_day",
                "TextBudgetExhausted": "today's texts are spent, no one can sign up; see limits.texts_per_day",
            },
        ),
    )
