"""The paths and security headers of the one origin that serves portal and API; for CDN and laptop alike."""

API_PREFIXES = ("v1", "webhooks", ".well-known")
ASSETS = "assets"  # the portal's built files, each with its content's hash in its name

ANONYMOUS = "Anonymous"  # the Authorization of a request that came without: the authorizer's cache needs one (006)

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"


def csp(*storage: str) -> str:
    """Return the content security policy; `storage` are the origins of documents, recordings and pictures."""
    connect = " ".join(["'self'", *storage])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src {connect} data:; connect-src {connect}; media-src {connect}; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


PROTECTION = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
