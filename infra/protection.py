"""The security headers that the CDN adds to every response."""

from aws_cdk import Duration
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from infra.one_origin import PROTECTION, csp

_NOT_OF_THE_STANDARD_SET = ("permissions-policy", "cross-origin-opener-policy")


def response_headers(scope: Construct, storage: list[str]) -> cloudfront.ResponseHeadersPolicy:
    """Create the policy with the same headers as the laptop's door, and with HSTS."""
    return cloudfront.ResponseHeadersPolicy(
        scope,
        "Protection",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            # an answer of the API may have a policy of its own, as at the door
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=csp(*storage), override=False
            ),
            content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
            frame_options=cloudfront.ResponseHeadersFrameOptions(
                frame_option=cloudfront.HeadersFrameOption[PROTECTION["x-frame-options"]], override=True
            ),
            referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                referrer_policy=cloudfront.HeadersReferrerPolicy[_constant(PROTECTION["referrer-policy"])],
                override=True,
            ),
            strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=Duration.days(730), include_subdomains=True, override=True
            ),
        ),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(header=name, value=PROTECTION[name], override=True)
                for name in _NOT_OF_THE_STANDARD_SET
            ]
        ),
    )


def _constant(word: str) -> str:
    return word.upper().replace("-", "_")
