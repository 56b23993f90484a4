"""What differs at billing: it asks PayPal, hears its webhooks, mails receipts and sends notices."""

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
            sends_texts=True,
            sends_mails=True,
            packages={"documents": "documents"},
            alarms={
                "LedgerDifference": "a wallet is not the sum of its entries (B16); see the log of check_books",
                "ReconciliationDifference": "PayPal's money and ours differ (B17): RECONCILIATION#<day> in the table",
                "SecondCapture": "a payment was captured twice at PayPal; refund one of them",
                "PayPalDoesNotLetUsIn": "PayPal refuses the credentials in the secret, or their rights",
                "PayPalRefusesUs": "PayPal refuses what we ask, and no payer can help it; see the issue in the log",
                "PayPalEventUnreadable": "PayPal sent an event in a form that nobody knew; it is stored, see the log",
                "PaymentUnclear": "PayPal did not say what became of a payment; see the log of resolve_payments",
                "WebhookForged": "somebody sends webhooks that PayPal did not sign; they changed nothing",
                "PlanMoneyGoesBack": "a plan was paid twice or too late; the money goes back by itself",
                "RefundRefused": "PayPal refuses to give money of a failed number back; do it by hand, see the log",
                "WebhookUncheckable": "webhooks cannot be verified; PayPal sends them again for three days",
            },
        ),
    )
