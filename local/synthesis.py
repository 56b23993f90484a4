"""The cloud assembly of the laptop's system: what is synthesized, from which config, and when it is still good."""

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

from simulators.paypal.certificates import Certificates

ROOT = Path(__file__).parent.parent
STATE = ROOT / ".local"
TRUST = STATE / "trust"  # the simulators' root certificate, one for all systems of this checkout

_SOURCES = ("app.py", "cdk.json", "contracts", "infra", "kernel", "services", "uv.lock", "package-lock.json")
_WHEELS = {"Linux": "{machine}-manylinux_2_28", "Darwin": "{machine}-apple-darwin"}


class SynthesisError(Exception):
    """The stacks could not be made from the code; the message holds the CDK's own words."""


def config() -> dict[str, Any]:
    """The laptop's config: `local/config.json`, for the Python and the processor that run here."""
    said: dict[str, Any] = json.loads((ROOT / "local" / "config.json").read_text(encoding="utf-8"))
    machine = {"arm64": "aarch64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    runtime = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "architecture": "arm64" if machine == "aarch64" else "x86_64",
        "wheels": _WHEELS.get(platform.system(), "").format(machine=machine),
    }
    return said | {"runtime": runtime, "paypal": said["paypal"] | {"roots": Certificates(TRUST).trusted_root()}}


def config_file() -> Path:
    """The laptop's config, as a file to name to the CDK."""
    file = STATE / "config.json"
    text = json.dumps(config(), indent=2)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        STATE.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return file


def fingerprint() -> str:
    """One word for all that the stacks are made from: the same word, the same stacks."""
    said = hashlib.sha256(json.dumps(config(), sort_keys=True).encode())
    for file in _files():
        said.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return said.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for name in _SOURCES:
        path = ROOT / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]  # one that is not there yet adds nothing
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def environment() -> dict[str, str]:
    """What the CDK app runs with: this Python first, and the uv that builds the layer."""
    own_uv = ROOT / ".tool" / "bin" / "uv"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    quiet = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1", "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1"}
    return dict(os.environ) | quiet | {"PATH": path} | ({"UV": str(own_uv)} if own_uv.exists() else {})


def assembly() -> Path:
    """The folder with templates and assets for the code as it is now, synthesized unless it is there already."""
    folder = STATE / "assemblies" / fingerprint()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(dir=folder.parent))
        _synthesize(unfinished)
        shutil.rmtree(unfinished / "__pycache__", ignore_errors=True)
        _settle(unfinished, folder)
    return folder


def _synthesize(folder: Path) -> None:
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8")).get("context", {})
    said = environment() | {
        "CDK_OUTDIR": str(folder),
        "CDK_CONTEXT_JSON": json.dumps(context | {"config": str(config_file())}),
    }
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=said, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise SynthesisError(f"the stacks cannot be made:\n{done.stderr.strip()[-4000:]}")


def _settle(unfinished: Path, folder: Path) -> None:
    """Give it its name, and drop those of older code; another process that was quicker is as good."""
    try:
        unfinished.rename(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
    by_age = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in by_age[:-4]:
        shutil.rmtree(old, ignore_errors=True)
