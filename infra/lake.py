"""The data lake of usage, for what a table should not answer: streams to Parquet in S3, and saved queries (E5).

    billing's table -> stream -> function -> Firehose -> Parquet -> usage_records   \
                                                                                     > Athena, saved queries
    numbers' table  -> stream -> function -> Firehose -> Parquet -> carrier_costs   /

It is behind `data_lake` in the config, and writes nothing to the tables: usage costs no unit more with it. A row may be
there several times, as stream and Firehose deliver at least once; each query counts it once by its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from aws_cdk import App, CfnOutput, Duration, Size, Stack
from aws_cdk import aws_athena as athena
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_glue as glue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesisfirehose as firehose
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.buckets import acknowledge_all_objects, private_bucket
from infra.functions import Functions
from infra.grants import allow
from infra.service import Service
from infra.shared import Shared, where
from infra.stream import allow_follow, follow

_KEPT = Duration.days(7 * 365)  # as long as books are kept
_ANSWERS_KEPT = Duration.days(30)
_FIRST_DAY = "2026-11-01"
_MOST_SCANNED = 100 * 1_000_000_000  # bytes of one query: half a dollar
_QUERIES = Path(__file__).parent / "queries"
_REFUSED = "Firehose refused rows for hours; fix the cause, then load what the table holds since then again"


@dataclass(frozen=True)
class _Rows:
    """A table of the lake: the service that its rows come from, the keys of their items, and its columns."""

    name: str
    service: str
    keys: str
    columns: Mapping[str, str]


_USAGE = _Rows(
    "usage_records",
    "billing",
    "USAGE#",
    {
        "record_id": "string", "account_id": "string", "team_id": "string", "kind": "string", "number_id": "string",
        "country": "string", "place": "string", "deck": "string", "amount": "bigint", "seconds": "bigint",
        "units": "bigint", "at": "timestamp", "counted_at": "timestamp",
    },
)  # fmt: skip
_COSTS = _Rows(
    "carrier_costs",
    "numbers",
    "CALL#",
    {
        "leg_id": "string", "record_id": "string", "team_id": "string", "number_id": "string", "cost": "bigint",
        "started_at": "timestamp",
    },
)  # fmt: skip
TABLES = (_USAGE, _COSTS)


class Lake(Stack):
    """The stack of the data lake."""

    def __init__(self, app: App, shared: Shared, services: Mapping[str, Service]) -> None:
        config = shared.config
        super().__init__(app, f"{config.name}-lake", env=where(config), termination_protection=not config.disposable)
        self._shared = shared
        self._functions = Functions(self, config, shared.alarms, service="lake")
        self._bucket = private_bucket(self, "Rows", config, kept=_KEPT, unlogged="Firehose writes, and Athena reads")
        self._database = f"{config.name.replace('-', '_')}_usage"
        catalogue = glue.CfnDatabase(
            self,
            "Database",
            catalog_id=self.account,
            database_input=glue.CfnDatabase.DatabaseInputProperty(name=self._database),
        )
        for rows in TABLES:
            self._fill(rows, services[rows.service].table, catalogue)
        self._open_queries()

    def _fill(self, rows: _Rows, table: dynamodb.Table, catalogue: glue.CfnDatabase) -> None:
        name = "".join(word.capitalize() for word in rows.name.split("_"))
        part = Construct(self, name)
        columns = glue_table(part, rows, self._database, self._bucket)
        columns.add_resource_dependency(catalogue)
        writer = self._writer(part, rows)
        delivery = firehose.DeliveryStream(
            part,
            "Delivery",
            encryption=firehose.StreamEncryption.aws_owned_key(),
            destination=firehose.S3Bucket(
                self._bucket,
                role=writer.without_policy_updates(),  # the construct would let Firehose delete what it has written
                logging_config=cast(
                    firehose.ILoggingConfig, firehose.DisableLogging()
                ),  # what it refuses is in the bucket, under refused/
                buffering_interval=Duration.minutes(5),
                buffering_size=Size.mebibytes(64),
                data_output_prefix=f"{rows.name}/day=!{{timestamp:yyyy-MM-dd}}/",
                error_output_prefix=f"refused/{rows.name}/!{{firehose:error-output-type}}/",
                data_format_conversion=firehose.DataFormatConversionProps(
                    input_format=firehose.InputFormat.OPENX_JSON,
                    output_format=firehose.OutputFormat.PARQUET,
                    schema_configuration=firehose.SchemaConfiguration.from_cfn_table(columns),
                ),
            ),
        )
        delivery.node.add_dependency(writer)
        function = self._functions.add(
            f"Deliver{name}",
            f"services.{rows.service}.lake.handler",
            environment={"DELIVERY_STREAM": delivery.delivery_stream_name},
            permissions=[allow(delivery.delivery_stream_arn, "firehose:PutRecordBatch"), *allow_follow(table)],
            seconds=60,
        )
        follow(
            part, function, table, self._shared.config, self._shared.alarms,
            keys=rows.keys, changes=["INSERT", "MODIFY"], lost=_REFUSED,
        )  # fmt: skip

    def _writer(self, scope: Construct, rows: _Rows) -> iam.Role:
        """Create the role by which Firehose reads the columns of a table and writes its files, and no more."""
        role = iam.Role(scope, "Writer", assumed_by=iam.ServicePrincipal("firehose.amazonaws.com"))
        glue_names = ("catalog", f"database/{self._database}", f"table/{self._database}/{rows.name}")
        columns = [self.format_arn(service="glue", resource=name) for name in glue_names]
        for resource in columns:
            role.add_to_policy(allow(resource, "glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"))
        in_bucket = ("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads")
        role.add_to_policy(allow(self._bucket.bucket_arn, *in_bucket))
        role.add_to_policy(allow(self._bucket.arn_for_objects("*"), "s3:AbortMultipartUpload", "s3:PutObject"))
        acknowledge_all_objects(role, self._bucket, "files of rows, in a bucket that holds nothing else")
        return role

    def _open_queries(self) -> None:
        answers = private_bucket(
            self, "Answers", self._shared.config, kept=_ANSWERS_KEPT, unlogged="answers of queries, gone in a month"
        )
        group = athena.CfnWorkGroup(
            self,
            "Queries",
            name=self._database,
            recursive_delete_option=True,
            work_group_configuration=athena.CfnWorkGroup.WorkGroupConfigurationProperty(
                enforce_work_group_configuration=True,
                publish_cloud_watch_metrics_enabled=True,
                bytes_scanned_cutoff_per_query=_MOST_SCANNED,
                result_configuration=athena.CfnWorkGroup.ResultConfigurationProperty(
                    output_location=f"s3://{answers.bucket_name}/",
                    encryption_configuration=athena.CfnWorkGroup.EncryptionConfigurationProperty(
                        encryption_option="SSE_S3"
                    ),
                ),
            ),
        )
        for file in sorted(_QUERIES.glob("*.sql")):
            query = athena.CfnNamedQuery(
                self,
                file.stem,
                name=file.stem,
                database=self._database,
                query_string=file.read_text(encoding="utf-8"),
                work_group=group.name,
            )
            query.add_resource_dependency(group)
        CfnOutput(self, "WorkGroup", value=group.name)


def glue_table(scope: Construct, rows: _Rows, database: str, bucket: s3.Bucket) -> glue.CfnTable:
    """Create the table of rows over its folder of the bucket; its days are found by their names, without a crawler."""
    parquet = "org.apache.hadoop.hive.ql.io.parquet"
    location = f"s3://{bucket.bucket_name}/{rows.name}/"
    days = {
        "projection.enabled": "true",
        "projection.day.type": "date",
        "projection.day.format": "yyyy-MM-dd",
        "projection.day.range": f"{_FIRST_DAY},NOW",
        "storage.location.template": f"{location}day=${{day}}/",
    }
    return glue.CfnTable(
        scope,
        "Table",
        catalog_id=Stack.of(scope).account,
        database_name=database,
        table_input=glue.CfnTable.TableInputProperty(
            name=rows.name,
            table_type="EXTERNAL_TABLE",
            parameters={"classification": "parquet", **days},
            partition_keys=[glue.CfnTable.ColumnProperty(name="day", type="string")],
            storage_descriptor=glue.CfnTable.StorageDescriptorProperty(
                location=location,
                columns=[glue.CfnTable.ColumnProperty(name=name, type=kind) for name, kind in rows.columns.items()],
                input_format=f"{parquet}.MapredParquetInputFormat",
                output_format=f"{parquet}.MapredParquetOutputFormat",
                serde_info=glue.CfnTable.SerdeInfoProperty(serialization_library=f"{parquet}.serde.ParquetHiveSerDe"),
            ),
        ),
    )
