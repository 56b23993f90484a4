"""The emulated cloud: ministack on the loopback interface, in a folder of its own."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import boto3
import requests
from botocore.config import Config

from local.child_process import ChildProcess
from local.polling import wait_until

ACCOUNT = "000000000000"
REGION = "us-east-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}


class Emulator:
    """One emulator. What it holds lasts in its folder when it is stopped cleanly."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._child: ChildProcess | None = None

    def start(self, *, endpoint_of_functions: str | None = None, endpoint_of_mails: str | None = None) -> None:
        """Start it and wait until it answers.

        Functions call `endpoint_of_functions`, such as a proxy that injects faults, instead of the emulator; for mails
        `endpoint_of_mails`, which keeps the files that are sent with them.
        Raises RuntimeError with the end of its log if it ends, and TooLongError after 60 s.
        """
        self._delete_temporary_files()
        self._reset_stream_positions()
        (self.folder / "tmp").mkdir(parents=True)
        environment = self._environment()
        if endpoint_of_functions:
            environment["AWS_ENDPOINT_URL"] = endpoint_of_functions
        if endpoint_of_mails:
            environment["AWS_ENDPOINT_URL_SESV2"] = endpoint_of_mails
        self._child = ChildProcess.start("ministack", log=self.folder / "emulator.log", environment=environment)
        wait_until("the emulator", self._is_ready, limit=60)

    def stop(self) -> None:
        """Stop it cleanly, which writes its state, and delete its temporary files; do nothing if it was not started."""
        if self._child:
            self._child.stop()
            self._child = None
            self._delete_temporary_files()

    def client(self, service: str) -> Any:
        """Return a boto3 client of the emulator."""
        return boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 (opens the emulator only)
            config=Config(read_timeout=70, retries={"mode": "standard"}, max_pool_connections=20),
        )

    def api_url(self) -> str:
        """Return the URL of the deployed HTTP API, in the form that needs no name to be looked up."""
        (api,) = self.client("apigatewayv2").get_apis()["Items"]
        return f"{self.url}/_aws/execute-api/{api['ApiId']}"

    def _is_ready(self) -> bool:
        if self._child and self._child.has_ended:
            raise RuntimeError(f"the emulator ended:\n{self._child.log_tail()}")
        try:
            return requests.get(f"{self.url}/_ministack/ready", timeout=2).ok
        except requests.RequestException:
            return False

    def _environment(self) -> dict[str, str]:
        """Return all variables that it gets: functions inherit whatever the emulator has."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),  # so that no ~/.aws is read
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.folder / "tmp"),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "IOT_MTLS_ENABLED": "0",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.folder / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.folder / "s3"),
            "LAMBDA_WARM_TTL_SECONDS": "900",
            "LOG_LEVEL": "INFO",
        }

    def _reset_stream_positions(self) -> None:
        """Let every stream be read from its beginning, which is now.

        The emulator keeps how far a stream was read, but not the stream: the first events after a start would
        count as read, and never be relayed.
        """
        file = self.folder / "state" / "lambda.json"
        if file.exists():
            state = json.loads(file.read_text(encoding="utf-8"))
            state["payload"]["dynamodb_stream_positions"]["data"] = {}
            file.write_text(json.dumps(state), encoding="utf-8")

    def _delete_temporary_files(self) -> None:
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)
