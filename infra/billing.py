"""The stack of billing: it calls PayPal, receives its webhooks, mails receipts and sends notices."""

from aws_cdk import App

from infra.service import Service
from infra.service_config import ServiceConfig
from infra.shared import Shared
from infra.stores import APPLE_DOORS, PLAN_DOORS

# A function takes 4 KB of settings: those for the app stores have Apple's certificate, and make no invoice.
_NO_INVOICES = {"SELLER": "", "TAX_RATES": "", "ACCOUNT_CODES": ""}


def billing(app: App, shared: Shared) -> Service:
    """Create the stack of billing."""
    config = shared.config
    return Service(
        app,
        shared,
        "billing",
        ServiceConfig(
            environment={
                "PAYPAL_URL": config.paypal.url,
                "PAYPAL_WEBHOOK_ID": config.paypal.webhook_id,
                "PAYPAL_CERT_HOSTS": ",".join(config.paypal.certificate_hosts),
                "PAYPAL_ROOTS": config.paypal.roots,
                "PORTAL_URL": config.portal_url,
                "APP_OPEN_LINK": config.app.open,
                "NEW_WALLET_USD": str(config.limits.new_wallet_usd),
                **config.invoicing.environment(),
                **config.accounting.environment(),
            },
            door_environment={
                door: {**({} if door in PLAN_DOORS else _NO_INVOICES), **own}
                for door, own in config.stores.environment().items()
            },
            secret=config.secrets.billing,
            secret_readers=(
                "api",
                "giving",
                "webhooks",
                "consumer",
                "bookkeeping",
                "planning",
                "wallet",
                "refunds",
                "schedule",
                "purchases",
                "store_events",
            ),
            sends_texts=True,
            sends_mails=True,
            senders=("notices", "mailing"),
            packages={"documents": "documents"} | dict.fromkeys(APPLE_DOORS, "app-store"),
            alarms={
                "LedgerDifference": "a wallet is not the sum of its entries (B16); see the log of check_books",
                "WalletNotVerified": "a wallet was too busy to be compared with its entries last night; see the log",
                "DeferredDifference": "what is deferred of a payment is not what its plans have not earned; see log",
                "TrialBalanceDifference": "accounts and wallets differ at a day's end (B19): BOOKS / CHECK#<day>",
                "ReconciliationDifference": "PayPal's money and ours differ (B17): see the report `reconciliation`",
                "ReconciliationLate": "PayPal was not compared for 36 hours (B17); see the dead letters of Books",
                "SecondCapture": "a payment was captured twice at PayPal; refund one of them",
                "PayPalDoesNotLetUsIn": "PayPal refuses the credentials in the secret, or their rights",
                "PayPalRefusesUs": "PayPal refuses our requests and no payer can fix it; see the issue in the log",
                "PayPalEventUnreadable": "PayPal sent an event in an unknown form; it is stored, see the log",
                "PaymentUnclear": "PayPal did not report the outcome of a payment; see the log of resolve_payments",
                "WebhookForged": "webhooks arrive that PayPal did not sign; they are refused and change nothing",
                "DebtOpened": "PayPal took back money that was spent; see billing.debt.opened in the log",
                "PlanMoneyGoesBack": "a plan was paid twice or too late; it is refunded automatically",
                "RefundRefused": "PayPal refuses a refund, or never answers: refund by hand, or release it, see log",
                "CallHoldOld": "credits are held for a call that must have ended: see the report `held_calls`",
                "StoreNotificationForged": "notifications arrive that no store signed; they are refused",
                "StoreNotificationUnreadable": "a store sends an unknown form; it is sent again for days, see log",
                "StoreOwnerDiffers": "a store names another owner than who claimed a purchase; see owner_differs",
                "StorePushUncheckable": "Google's keys cannot be had, so its pushes wait; it sends them again for days",
                "StoreRenewalNotStopped": "Google does not cancel what moved to the web; its user is reminded",
                "StoreNewsMissed": "a store's notification never came; the daily look found it, see the log of missed",
                "GooglePlayDoesNotLetUsIn": "Google refuses our service account or its rights: see stores.google",
                "AppStoreDoesNotLetUsIn": "the App Store refuses our key: see stores.apple and the secret",
                "WebhookUncheckable": "webhooks cannot be verified; PayPal sends them again for three days",
            },
        ),
    )
