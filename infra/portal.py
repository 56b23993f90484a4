"""The portal in the cloud: a private bucket and the API behind one CDN, so that browsers see one origin.

    browser, app, PayPal, carrier -> CDN -> /v1, /webhooks, /.well-known: the HTTP API, never cached
                                         -> everything else: the bucket with the built portal

On the emulator this stack is left out: the laptop's door (local/door) serves the same build under the same paths with
the same headers, and the emulator cannot run the upload.
"""

from pathlib import Path

from aws_cdk import Acknowledgment, App, CfnOutput, Duration, Stack, Validations
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3

from infra.firewall import Firewall, crosses_regions
from infra.keys import removal
from infra.one_origin import API_PREFIXES, ASSETS
from infra.protection import response_headers
from infra.shared import Shared, where
from infra.upload import upload
from kernel.http.cdn import KEY_HEADER

_CDN = Path(__file__).parent / "cdn"
_NOTED = {
    "AwsSolutions-CFR1": "people are served by their phone number's country (served_countries), and they travel",
}
_NO_DOMAIN = "without a domain of the operator's the CDN has a certificate of its own, whose minimum AWS sets"


class Portal(Stack):
    """The stack of the portal: bucket, CDN and files."""

    def __init__(self, app: App, shared: Shared, built: Path, storage: list[str], firewall: Firewall) -> None:
        config = shared.config
        super().__init__(
            app,
            f"{config.name}-portal",
            env=where(config),
            cross_region_references=crosses_regions(config),
            termination_protection=not config.disposable,
        )
        self._config = config
        self._headers = response_headers(self, storage)
        bucket = self._bucket()
        self._cdn = self._distribution(bucket, shared, firewall)
        upload(self, config, bucket, built)
        CfnOutput(self, "CdnDomain", value=self._cdn.distribution_domain_name)
        CfnOutput(self, "PortalBucket", value=bucket.bucket_name)

    def _bucket(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "Files",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            removal_policy=removal(self._config),
        )
        why = "only the CDN may read it, and the CDN logs every request"
        Validations.of(bucket).acknowledge(Acknowledgment(id="AwsSolutions-S1", reason=why))
        return bucket

    def _logs(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "AccessLog",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,  # the CDN delivers its log by ACL
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
            removal_policy=removal(self._config),
            auto_delete_objects=self._config.disposable,
        )
        why = "it holds the access log itself"
        Validations.of(bucket).acknowledge(Acknowledgment(id="AwsSolutions-S1", reason=why))
        return bucket

    def _distribution(self, bucket: s3.IBucket, shared: Shared, firewall: Firewall) -> cloudfront.Distribution:
        own = self._config.portal
        certificate = self._certificate(own.certificate_arn) if own else None
        # With permission to list, S3 answers 404 and not 403 for a missing file; no user can list: "/" is index.html.
        levels = [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST]
        files = origins.S3BucketOrigin.with_origin_access_control(bucket, origin_access_levels=levels)
        api = self._api_behavior(shared)
        distribution = cloudfront.Distribution(
            self,
            "Cdn",
            comment=f"{self._config.name}: portal and API",
            default_behavior=self._portal_behavior(files, self._function("screens")),
            additional_behaviors={
                f"/{ASSETS}/*": self._portal_behavior(files, None),
                **{f"/{prefix}/*": api for prefix in API_PREFIXES},
            },
            default_root_object="index.html",
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            log_bucket=self._logs(),
            web_acl_id=firewall.acl.attr_arn,
            domain_names=[own.domain] if own else None,
            certificate=certificate,
        )
        noted = _NOTED | ({} if own else {"AwsSolutions-CFR4": _NO_DOMAIN})
        for rule, why in noted.items():
            Validations.of(distribution).acknowledge(Acknowledgment(id=rule, reason=why))
        return distribution

    def _portal_behavior(
        self, files: cloudfront.IOrigin, screens: cloudfront.Function | None
    ) -> cloudfront.BehaviorOptions:
        """Return how the CDN serves files; each file's cache-control limits its caching (see `infra.upload`)."""
        return cloudfront.BehaviorOptions(
            origin=files,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            compress=True,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            response_headers_policy=self._headers,
            function_associations=[_before(screens)] if screens else None,
        )

    def _api_behavior(self, shared: Shared) -> cloudfront.BehaviorOptions:
        """Return how the CDN forwards requests, all but the host; plain http may carry a token, so it is refused."""
        host = f"{shared.front_door.api_id}.execute-api.{self._config.region}.amazonaws.com"
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(
                host,
                protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
                custom_headers={KEY_HEADER: shared.cdn_key},
            ),
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            response_headers_policy=self._headers,
            function_associations=[_before(self._function("caller"))],
        )

    def _certificate(self, arn: str) -> acm.ICertificate:
        return acm.Certificate.from_certificate_arn(self, "Certificate", arn)

    def _function(self, name: str) -> cloudfront.Function:
        return cloudfront.Function(
            self,
            name.capitalize(),
            code=cloudfront.FunctionCode.from_file(file_path=str(_CDN / f"{name}.js")),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )


def _before(function: cloudfront.Function) -> cloudfront.FunctionAssociation:
    return cloudfront.FunctionAssociation(function=function, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST)
