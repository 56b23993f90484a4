"""What differs at billing: it asks PayPal, hears PayPal's webhooks, and mails receipts."""

from aws_cdk import App

from infra.service import Differs, Service
from infra.shared import Shared


def billing(app: App, shared: Shared) -> Service:
    """The stack of billing."""
    config = shared.config
    return Service(
        app,
        shared,
        "billing",
        Differs(
            environment={
                "PAYPAL_URL": config.paypal.url,
                "PAYPAL_WEBHOOK_ID": config.paypal.webhook_id,
                "PAYPAL_CERT_HOSTS": ",".join(config.paypal.certificate_hosts),
                "PAYPAL_ROOTS": config.paypal.roots,
                "PORTAL_URL": config.portal_url,
                "MAIL_SENDER": config.mail.sender,
            },
            secret=config.secrets.billing,
            secret_readers=("api", "webhooks", "consumer", "schedule"),
            sends_mails=True,
        ),
    )
