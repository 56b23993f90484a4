"""The addresses of the portal: those that anyone can open, and those of a signed-in owner of a team."""

PUBLIC = ("/sign-in", "/sign-up", "/reset-password", "/recover", "/plans")
PLACES = (
    *("/", "/usage", "/users", "/numbers", "/numbers/new", "/numbers/port-ins", "/numbers/texting"),
    *("/calls", "/calls/voicemails", "/texts"),
    *("/billing", "/billing/payments", "/billing/statement", "/billing/settings", "/billing/plans"),
    *("/billing/approvals", "/activity", "/developer/webhooks", "/developer/api-keys", "/profile"),
)
