"""The HTTP API that all services share: its stage, its authorizer, and routes made from the code."""

import json
from collections.abc import Mapping

from aws_cdk import Acknowledgment, Stack, Tags, Validations
from aws_cdk import aws_apigatewayv2 as apigw
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.config import Config
from infra.keys import removal

_CACHED_SECONDS = 60  # how long API Gateway keeps what the authorizer answered of a token or an API key
_ACCESS_LOG = {
    "requestId": "$context.requestId",
    "at": "$context.requestTime",
    "ip": "$context.identity.sourceIp",
    "route": "$context.routeKey",
    "status": "$context.status",
    "ms": "$context.responseLatency",
    "account": "$context.authorizer.account_id",
    "refused": "$context.authorizer.error",
    "failed": "$context.integrationErrorMessage",
}


class FrontDoor(Construct):
    """The HTTP API; a request without a valid access token reaches only the routes that are open."""

    def __init__(self, scope: Construct, config: Config) -> None:
        super().__init__(scope, "FrontDoor")
        self.api = apigw.CfnApi(self, "Api", name=config.name, protocol_type="HTTP")
        if config.api_id:
            Tags.of(self.api).add("ms-custom-id", config.api_id)
        self._authorizer: apigw.CfnAuthorizer | None = None
        self._stage(config)

    @property
    def api_id(self) -> str:
        """Return the API's id."""
        return self.api.attr_api_id

    def _stage(self, config: Config) -> None:
        log = logs.LogGroup(
            self, "AccessLog", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=removal(config)
        )
        apigw.CfnStage(
            self,
            "Stage",
            api_id=self.api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=apigw.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(_ACCESS_LOG)
            ),
            default_route_settings=apigw.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=config.limits.requests_per_second,
                throttling_burst_limit=config.limits.requests_at_once,
            ),
        )

    def authorize_by(self, scope: Construct, function: lambda_.IFunction) -> None:
        """Use this function as the authorizer, which verifies access tokens and looks API keys up."""
        self._authorizer = apigw.CfnAuthorizer(
            scope,
            "FrontDoorAuthorizer",
            api_id=self.api_id,
            name="access-token",
            authorizer_type="REQUEST",
            authorizer_uri=f"arn:aws:apigateway:{Stack.of(scope).region}:lambda:path/2015-03-31/functions/"
            f"{function.function_arn}/invocations",
            authorizer_payload_format_version="2.0",
            enable_simple_responses=True,
            authorizer_result_ttl_in_seconds=_CACHED_SECONDS,
            identity_source=["$request.header.Authorization"],
        )
        self._let_call(function, "Authorizer", f"authorizers/{self._authorizer.ref}")

    def serve(self, scope: Construct, name: str, function: lambda_.IFunction, routes: Mapping[str, str | None]) -> None:
        """Route to a function, HEAD like GET; each route has the reason why it is open, or None if it needs a token."""
        integration = apigw.CfnIntegration(
            scope,
            f"{name}Integration",
            api_id=self.api_id,
            integration_type="AWS_PROXY",
            integration_uri=function.function_arn,
            payload_format_version="2.0",
        )
        heads = {key.replace("GET", "HEAD", 1): why for key, why in routes.items() if key.startswith("GET ")}
        for key, open_because in {**routes, **heads}.items():
            route = apigw.CfnRoute(
                scope,
                f"Route {key}",
                api_id=self.api_id,
                route_key=key,
                target=f"integrations/{integration.ref}",
                authorization_type="NONE" if open_because else self._guard,
                authorizer_id=self._authorizer.ref if self._authorizer and not open_because else None,
            )
            if open_because:
                Validations.of(route).acknowledge(Acknowledgment(id="AwsSolutions-APIG4", reason=open_because))
        self._let_call(function, name, "*/*")

    @property
    def _guard(self) -> str:
        """Return the type of authorizer; without an authorizer, AWS_IAM, which no user of ours passes."""
        return "CUSTOM" if self._authorizer else "AWS_IAM"

    def _let_call(self, function: lambda_.IFunction, name: str, part: str) -> None:
        arn = Stack.of(self).format_arn(service="execute-api", resource=self.api_id, resource_name=part)
        function.add_permission(
            f"{name}Call", principal=iam.ServicePrincipal("apigateway.amazonaws.com"), source_arn=arn
        )
