"""The functions of one stack: each with its own role, log, layer and alarms."""

from collections.abc import Mapping, Sequence
from typing import cast

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra import aws_data
from infra.alarms import METRICS, Alarms
from infra.config import Config, Runtime
from infra.dependencies import LANGUAGES, MODELS, ROOTS, catalogues, layer
from infra.grants import reasons_for_any_resource
from infra.keys import removal
from infra.packaging import function_code, stage_files


class Functions:
    """The factory of the functions of a stack."""

    def __init__(self, stack: Stack, config: Config, alarms: Alarms, *, service: str) -> None:
        self._stack = stack
        self._config = config
        self._alarms = alarms
        self._runtime = lambda_runtime(config.runtime)
        self._architecture = _architecture(config.runtime)
        self._environment = {
            "POWERTOOLS_SERVICE_NAME": service,
            "POWERTOOLS_METRICS_NAMESPACE": METRICS,
            "PYDANTIC_DISABLE_PLUGINS": "__all__",  # looking for plugins reads every package, at each cold start
            **(_emulator_settings() if config.emulated else _aws_client_settings(config)),
        }
        self._layers = [] if config.emulated else [self._dependencies(stack, "")]

    def add(
        self,
        name: str,
        handler: str,
        *,
        environment: Mapping[str, str],
        permissions: Sequence[iam.PolicyStatement],
        seconds: int,
        megabytes: int = 512,
        files: Mapping[str, bytes] | None = None,
        packages: str = "",
    ) -> lambda_.Function:
        """Create a function that runs `handler`, packed with `files`, and may use `permissions`, log and trace.

        `packages` is the dependency group of an additional layer for this function alone.
        """
        scope = Construct(self._stack, name)
        log = logs.LogGroup(
            scope, "Log", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=removal(self._config)
        )
        role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log.grant_write(role)
        for statement in permissions:
            role.add_to_policy(statement)
        Validations.of(role).acknowledge(
            Acknowledgment(id="AwsSolutions-IAM5[Resource::*]", reason=reasons_for_any_resource(permissions))
        )
        function = lambda_.Function(
            scope,
            "Function",
            code=function_code(handler, files or {}),
            handler=handler,
            runtime=self._runtime,
            architecture=self._architecture,
            layers=[*self._layers, *self._layer_of(scope, packages)],
            role=role,
            log_group=log,
            environment={**self._environment, **environment},
            timeout=Duration.seconds(seconds),
            memory_size=megabytes,
            tracing=lambda_.Tracing.ACTIVE,
            # The emulator knows text only; on AWS the runtime's own lines are JSON as ours are.
            logging_format=None if self._config.emulated else lambda_.LoggingFormat.JSON,
        )
        self._alarms.when(scope, "Errors", function.metric_errors(), f"{handler} raised or timed out; see its log")
        self._alarms.when(
            scope,
            "Throttles",
            function.metric_throttles(),
            f"{handler} is throttled; raise its concurrency",
        )
        return function

    def with_snap_start(self, function: lambda_.Function) -> lambda_.IFunction:
        """Return an alias that starts from a snapshot, or the function itself if config or emulator have none."""
        if self._config.emulated or not self._config.snap_start:
            return function
        resource = cast(lambda_.CfnFunction, function.node.default_child)
        resource.snap_start = lambda_.CfnFunction.SnapStartProperty(apply_on="PublishedVersions")
        return function.add_alias("live")

    def _layer_of(self, scope: Construct, packages: str) -> list[lambda_.LayerVersion]:
        return [self._dependencies(scope, packages)] if packages and not self._config.emulated else []

    def _dependencies(self, scope: Construct, group: str) -> lambda_.LayerVersion:
        """Create the layer of third-party packages, or of those of one dependency group.

        The emulator gets none: it would unpack a copy for every process, and it runs functions in its own Python,
        where the same packages are installed. The packaging test imports every function with its zip and its layers
        alone.
        """
        return lambda_.LayerVersion(
            scope,
            "Dependencies",
            code=lambda_.Code.from_asset(str(layer(self._config.runtime, group))),
            compatible_runtimes=[self._runtime],
            compatible_architectures=[self._architecture],
        )


def _aws_client_settings(config: Config) -> dict[str, str]:
    """Return the settings that make botocore start and call fast; see `infra/aws_data.py` and `kernel/aws.py`."""
    roots = {} if config.region.startswith("cn-") else {"AWS_CA_BUNDLE": ROOTS}  # others sign AWS's endpoints in China
    return {"AWS_DATA_PATH": MODELS, "AWS_PARAMETER_VALIDATION": "off", "LANGUAGES": LANGUAGES, **roots}


def _emulator_settings() -> dict[str, str]:
    """Return the settings without layer and TLS; functions read the same models, and check each parameter."""
    return {
        "POWERTOOLS_TRACE_DISABLED": "true",
        "AWS_DATA_PATH": str(stage_files(aws_data.models())),
        "LANGUAGES": str(stage_files(catalogues())),
    }


def lambda_runtime(runtime: Runtime) -> lambda_.Runtime:
    """Return the runtime as Lambda names it."""
    return lambda_.Runtime(f"python{runtime.python}", lambda_.RuntimeFamily.PYTHON, supports_inline_code=True)


def _architecture(runtime: Runtime) -> lambda_.Architecture:
    return lambda_.Architecture.ARM_64 if runtime.architecture == "arm64" else lambda_.Architecture.X86_64
