"""The cloud assembly of the laptop's system: from which config it is made, where it is kept, and when it is reused."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from local import app_stores
from local.addresses import DEFAULT_PORT, Addresses
from simulators.paypal.certificates import Certificates

ROOT = Path(__file__).parent.parent
STATE = ROOT / ".local"  # of `make up`; tests keep what can be used again here too

_SOURCES = ("app.py", "cdk.json", "contracts", "infra", "kernel", "services", "uv.lock", "package-lock.json")
_WHEELS = {"Linux": "{machine}-manylinux_2_28", "Darwin": "{machine}-apple-darwin"}


class SynthesisError(Exception):
    """The stacks could not be made from the code; the message holds the CDK's own words."""


def state_folder(port: int) -> Path:
    """Return the folder with all that `make up PORT=port` keeps; another port has another folder."""
    return STATE if port == DEFAULT_PORT else STATE.with_name(f"{STATE.name}-{port}")


def trust_folder(state: Path) -> Path:
    """Return where the simulators' root certificate is, which the deployed services trust."""
    return state / "trust"


def config(state: Path = STATE) -> dict[str, Any]:
    """Return `local/config.json` for the Python and the processor of this computer, with the trusted certificate."""
    settings: dict[str, Any] = json.loads((ROOT / "local" / "config.json").read_text(encoding="utf-8"))
    machine = {"arm64": "aarch64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    runtime = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "architecture": "arm64" if machine == "aarch64" else "x86_64",
        "wheels": _WHEELS.get(platform.system(), "").format(machine=machine),
    }
    root = Certificates(trust_folder(state)).trusted_root()
    stores = app_stores.config(trust_folder(state))
    return settings | {"runtime": runtime, "paypal": settings["paypal"] | {"roots": root}, "stores": stores}


def config_file(state: Path, addresses: Addresses) -> Path:
    """Write the config for these addresses to a file that the CDK can be pointed to, and return it."""
    file = state / "config.json"
    text = addresses.rewrite(json.dumps(config(state), indent=2))
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        state.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return file


def fingerprint(state: Path = STATE) -> str:
    """Return 16 hex digits over all that the stacks are made from: the same digits, the same stacks."""
    digest = hashlib.sha256(json.dumps(config(state), sort_keys=True).encode())
    for file in _files():
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for name in _SOURCES:
        path = ROOT / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]  # one that is not there yet adds nothing
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def environment() -> dict[str, str]:
    """Return what the CDK app runs with: this Python first, and the uv that builds the layer."""
    own_uv = ROOT / ".tool" / "bin" / "uv"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    quiet = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1", "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1"}
    return dict(os.environ) | quiet | {"PATH": path} | ({"UV": str(own_uv)} if own_uv.exists() else {})


def assembly(state: Path = STATE) -> Path:
    """Return the folder with templates and assets of the code as it is now; synthesize it unless it is there."""
    folder = state / "assemblies" / fingerprint(state)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(dir=folder.parent))
        _synthesize(unfinished, state)
        shutil.rmtree(unfinished / "__pycache__", ignore_errors=True)
        _move_into_place(unfinished, folder)
    return folder


def _synthesize(folder: Path, state: Path) -> None:
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8")).get("context", {})
    config_path = folder / "laptop-config.json"
    config_path.write_text(json.dumps(config(state)), encoding="utf-8")
    variables = environment() | {
        "CDK_OUTDIR": str(folder),
        "CDK_CONTEXT_JSON": json.dumps(context | {"config": str(config_path)}),
    }
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise SynthesisError(f"the stacks cannot be made:\n{done.stderr.strip()[-4000:]}")


def _move_into_place(unfinished: Path, folder: Path) -> None:
    """Give it its name, and drop those of older code; one that another process finished first is as good."""
    try:
        unfinished.rename(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
    by_age = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in by_age[:-4]:
        shutil.rmtree(old, ignore_errors=True)
