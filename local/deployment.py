"""Deploys the system to the emulator, and notes there what was deployed: unchanged code is not deployed again."""

import subprocess
from pathlib import Path

from local import app_stores, cloudformation, operator_setup, synthesis
from local.addresses import Addresses
from local.emulator import CREDENTIALS, Emulator
from local.synthesis import ROOT, trust_folder

_DEPLOYED = "/teamline/deployed"  # kept by the emulator with the stacks, so the two can never disagree


def deploy_with_cdk(emulator: Emulator, addresses: Addresses, state: Path) -> None:
    """Run `cdk deploy --all`, as an operator does. Raises DeploymentError with the end of what it printed."""
    cloudformation.bootstrap(emulator)
    operator_setup.set_up(emulator, synthesis.config(state), app_stores.secrets(trust_folder(state), addresses))
    log = state / "deploy.log"
    command = [str(ROOT / "node_modules" / ".bin" / "cdk"), "deploy", "--all", "--ci", "--no-notices"]
    command += ["--require-approval", "never", "--progress", "events", "--output", str(state / "cdk.out")]
    command += ["--context", f"config={synthesis.config_file(state, addresses)}"]
    environment = _environment(emulator, state / "tmp")
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise cloudformation.DeploymentError(f"cdk deploy failed ({log}):\n{_end_of(log)}")
    note_deployed(emulator, addresses, state)


def deploy_with_cloudformation(emulator: Emulator, addresses: Addresses, state: Path) -> None:
    """Create the same stacks without the CDK's command, with the ports of this system in place of the config's."""
    operator_setup.set_up(emulator, synthesis.config(state), app_stores.secrets(trust_folder(state), addresses))
    cloudformation.deploy(synthesis.assembly(state), emulator, addresses)
    note_deployed(emulator, addresses, state)


def note_deployed(emulator: Emulator, addresses: Addresses, state: Path) -> None:
    """Let the emulator keep which code it runs, and for which ports."""
    emulator.client("ssm").put_parameter(
        Name=_DEPLOYED, Value=_deployed_value(addresses, state), Type="String", Overwrite=True
    )


def is_current(emulator: Emulator, addresses: Addresses, state: Path) -> bool:
    """Return whether the emulator runs the code as it is now."""
    found = emulator.client("ssm").get_parameters(Names=[_DEPLOYED])["Parameters"]
    return bool(found) and found[0]["Value"] == _deployed_value(addresses, state)


def _deployed_value(addresses: Addresses, state: Path) -> str:
    return f"{synthesis.fingerprint(state)} {addresses}"


def _environment(emulator: Emulator, temporary: Path) -> dict[str, str]:
    temporary.mkdir(exist_ok=True)
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
            "TMPDIR": str(temporary),
        }
    )


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])
