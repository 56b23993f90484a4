"""Deploys the system to the emulator with the CDK's own command, as an operator does; not again if nothing changed."""

import subprocess
from pathlib import Path

from local import seeds, synthesis, upload
from local.addresses import Addresses
from local.emulator import CREDENTIALS, Emulator
from local.synthesis import ROOT, STATE

_DEPLOYED = "/teamline/deployed"  # kept by the emulator with the stacks, so the two can never disagree


def by_command(emulator: Emulator) -> None:
    """`cdk deploy --all`. Raises DeploymentError with the end of what it printed."""
    upload.prepare(emulator)
    seeds.plant(emulator, synthesis.config())
    log = STATE / "deploy.log"
    command = [
        str(ROOT / "node_modules" / ".bin" / "cdk"), "deploy", "--all", "--ci", "--require-approval", "never",
        "--no-notices", "--progress", "events", "--output", str(STATE / "cdk.out"),
        "--context", f"config={synthesis.config_file()}",
    ]  # fmt: skip
    with log.open("wb") as output:
        done = subprocess.run(
            command, cwd=ROOT, env=_environment(emulator), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise upload.DeploymentError(f"cdk deploy failed ({log}):\n{_end_of(log)}")
    note_deployed(emulator, Addresses())


def by_upload(emulator: Emulator, addresses: Addresses) -> None:
    """The same stacks without the command, with the ports of this system in place of those in the config."""
    seeds.plant(emulator, synthesis.config())
    upload.deploy(synthesis.assembly(), emulator, instead=addresses.in_place_of(Addresses()))
    note_deployed(emulator, addresses)


def note_deployed(emulator: Emulator, addresses: Addresses) -> None:
    """Let the emulator keep which code it runs, and for which ports."""
    emulator.client("ssm").put_parameter(Name=_DEPLOYED, Value=_what(addresses), Type="String", Overwrite=True)


def is_current(emulator: Emulator, addresses: Addresses) -> bool:
    """Whether the emulator runs the code as it is now."""
    found = emulator.client("ssm").get_parameters(Names=[_DEPLOYED])["Parameters"]
    return bool(found) and found[0]["Value"] == _what(addresses)


def _what(addresses: Addresses) -> str:
    return f"{synthesis.fingerprint()} {addresses}"


def _environment(emulator: Emulator) -> dict[str, str]:
    return (
        synthesis.environment()
        | CREDENTIALS
        | {
            "AWS_ENDPOINT_URL": emulator.url,
            "AWS_REGION": CREDENTIALS["AWS_DEFAULT_REGION"],
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "CDK_DISABLE_CLI_TELEMETRY": "1",
            "NO_COLOR": "1",
        }
    )


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])
