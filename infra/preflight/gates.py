"""Every gate of the launch. `ask` and `takes` are what the providers' own pages say; they change, so ask early."""

from infra.preflight import aws, carrier, paypal, stores
from infra.preflight.gate import Gate

_SUPPORT = "AWS Support"
_TELNYX = "Telnyx"
_PAYPAL = "PayPal"

GATES: dict[str, tuple[Gate, ...]] = {
    "AWS": (
        Gate("CDK bootstrap", "you", "minutes", "nothing can be deployed", aws.check_bootstrap),
        Gate("Secrets", "you", "minutes", "functions fail when they first need a key", aws.check_secrets),
        Gate(
            "Certificate of the portal's domain",
            "AWS Certificate Manager in us-east-1",
            "up to a day after the DNS records are set",
            "the portal has no address of your own",
            aws.check_certificate,
        ),
        Gate(
            "SES production access",
            f"{_SUPPORT}, from SES's account dashboard",
            "about a day",
            "mails reach only addresses that you have verified: no invitations, receipts or recovery codes",
            aws.check_mail_access,
        ),
        Gate(
            "SES sender identity with DKIM",
            "the administrator of your DNS",
            "up to three days",
            "no mail is sent, or large mail providers refuse it",
            aws.check_sender,
        ),
        Gate(
            "SNS out of the SMS sandbox, and its monthly limit",
            f"{_SUPPORT}, two requests: production access, and the monthly spending limit",
            "one to three days",
            "no one can sign up: codes reach only verified numbers, and stop when 1 USD a month is spent",
            aws.check_text_access,
        ),
        Gate(
            "A registered number to text codes from",
            "AWS End User Messaging: a toll-free number, or a 10DLC brand and campaign",
            "two to six weeks",
            "carriers in the United States drop the codes",
            aws.check_text_number,
        ),
        Gate(
            "Functions at once",
            f"{_SUPPORT}, Service Quotas: Lambda, concurrent executions",
            "minutes to a day",
            "requests are refused in the first busy minute: new accounts may run 10 functions at once",
            aws.check_functions_at_once,
        ),
    ),
    "The carrier (Telnyx)": (
        Gate(
            "Company verified, account level 2",
            f"{_TELNYX}, identity and company verification in its portal",
            "days; documents of the company and of a person",
            "at most 10 outbound calls an hour, each with an announcement in front, and no 10DLC registration",
        ),
        Gate(
            "Prepaid balance",
            f"{_TELNYX}, automatic payments",
            "minutes",
            "orders and calls fail for every customer",
            carrier.check_balance,
        ),
        Gate(
            "Voice application and outbound profile",
            "you, in its portal",
            "minutes",
            "calls are not connected, cost nothing in our books, or may be sold to toll fraud",
            carrier.check_voice_application,
        ),
        Gate(
            "Verify profile",
            "you, in its portal",
            "minutes",
            "codes are not spoken to landlines",
            carrier.check_verify_profile,
        ),
        Gate(
            "Channel limits",
            f"{_TELNYX} support: concurrent calls, calls a second, reservations of numbers",
            "days",
            "callers hear busy: 2 concurrent calls at first, 10 on level 2",
        ),
        Gate(
            "Notifications of orders and of numbers that leave",
            f"{_TELNYX}, notification settings (docs/deploying.md, docs/port-outs.md)",
            "minutes",
            "orders and port-outs are noticed by the daily comparison only",
        ),
        Gate(
            "Opt-outs by messaging profile",
            f"{_TELNYX} support: by default STOP to one of your numbers silences all of them",
            "days",
            "a person who stops one team's texts gets none of any other team's",
        ),
        Gate(
            "Registration of your customers' texts (10DLC) as their provider",
            f"{_TELNYX}: account level 2, and the terms for providers who register brands of others",
            "weeks at first, then days for each team",
            "no team can text the United States from a local number",
        ),
        Gate(
            "STIR/SHAKEN attestation A",
            f"{_TELNYX}: it signs for numbers that it knows as yours; ask for numbers that were ported in",
            "days",
            "calls of your customers are shown as possible spam",
        ),
        Gate(
            "Caller name (CNAM)",
            f"{_TELNYX}, per number",
            "one to three days",
            "phones show the number alone",
        ),
        Gate(
            "Emergency calls (911)",
            "your counsel: apps hand emergency calls to the phone's own dialer (product.md N11)",
            "weeks",
            "a service whose calls can reach 911 without a registered address breaks the law",
        ),
    ),
    "PayPal": (
        Gate(
            "The merchant's app",
            "you, in PayPal's developer pages",
            "minutes",
            "no payment works",
            paypal.check_credentials,
        ),
        Gate(
            "Saved wallets (Vault) and reference transactions",
            f"{_PAYPAL}, by your account manager or the app's settings",
            "days to weeks",
            "no owner can attach a wallet, so nothing can be sold",
            paypal.check_vaulting,
        ),
        Gate(
            "Webhook",
            "you, in PayPal's developer pages",
            "minutes",
            "payments that take time, disputes and removed wallets are noticed a day late",
            paypal.check_webhook,
        ),
        Gate(
            "Transaction Search",
            f"{_PAYPAL}, a feature of the app",
            "up to nine hours",
            "the nightly comparison of the books fails",
            paypal.check_transaction_search,
        ),
    ),
    "App stores, if the config has them": (
        Gate(
            "App Store Server API",
            "you, in App Store Connect: a key for In-App Purchase",
            "minutes",
            "purchases in the App Store are refused",
            stores.check_apple,
        ),
        Gate(
            "Google Play Developer API",
            "you, in the Play Console: rights of the service account",
            "up to a day",
            "purchases in Google Play are refused",
            stores.check_google,
        ),
    ),
    "Company and law": (
        Gate(
            "Registration as a provider of voice services",
            "the FCC: Form 499 filer id, robocall mitigation database; your counsel",
            "weeks",
            "other carriers must refuse your calls",
        ),
        Gate(
            "Taxes and fees of telecommunications",
            "your accountant: sales tax, universal service fund, 911 fees by state",
            "weeks",
            "you owe them yourself: `invoicing.taxes` in the config holds what customers are charged",
        ),
        Gate(
            "Know your customer",
            "your counsel, and Telnyx's terms for resellers",
            "days",
            "the carrier may suspend every number for one abusive customer",
        ),
    ),
}
