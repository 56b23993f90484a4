"""The layers of third-party packages, built by uv from uv.lock for the runtime that the config names."""

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import TemporaryDirectory

from infra import aws_data
from infra.config import Runtime

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"

# Where a function finds the layer's data.
MODELS = "/opt/aws/models"
ROOTS = "/opt/aws/roots.pem"
LANGUAGES = "/opt/languages"

# Files that no function needs; the packaging test imports every door with only this layer, so a used one is noticed.
_UNUSED = (
    "**/__pycache__",
    "**/tests",
    "**/*.pyi",
    "**/*.dist-info/[!Ml]*",  # all but METADATA, which says the version, and licenses, which fonts ask for
    "bin",
    "cffi",  # builds C modules; what was built needs only _cffi_backend
    "pycparser",
    "pydantic/experimental",
    "pydantic/v1",
    "pydantic/mypy.py",
    "tzdata/zoneinfo/*.*",  # the sources and tables that the zones were made from
    "urllib3/contrib/emscripten",
    "urllib3/contrib/pyopenssl.py",  # botocore would load all of pyOpenSSL for it where the factors' layer has that
    "charset_normalizer/cli",
    "charset_normalizer/*.so",  # the same modules compiled; providers say their charset, so that none is guessed
    "dns",  # email-validator would ask with it whether a domain takes mail; we ask the address itself, by a link
    "idna/cli.py",
    "phonenumbers/shortdata/region_*",  # short codes by country, read only for short codes
    "aws_lambda_powertools/event_handler",
    "aws_lambda_powertools/metrics/provider/datadog",
    *(
        f"aws_lambda_powertools/utilities/{part}"
        for part in (
            "auth_alpha",
            "batch",
            "circuit_breaker",
            "data_classes",
            "data_masking",
            "feature_flags",
            "idempotency",
            "kafka",
            "parameters",
            "parser",
            "streaming",
            "validation",
        )
    ),
)

# What a group needs too, and the layer of every function has already.
_IN_EVERY_LAYER = [
    f"--no-emit-package={name}"
    for name in (
        "certifi",
        "cffi",
        "charset-normalizer",
        "cryptography",
        "idna",
        "pycparser",
        "pyjwt",
        "requests",
        "typing-extensions",
        "urllib3",
    )
]

_LICENSES = "**/*.dist-info/licenses"  # only fonts ask that theirs go with them


class BuildError(Exception):
    """The layer cannot be built; the message says what to do."""


def layer(runtime: Runtime, group: str = "") -> Path:
    """Return the folder of a layer; build it unless it exists for this lock, this runtime and these rules.

    It holds the packages that every function needs, or those of one dependency group.
    """
    rules = [Path(__file__).read_bytes(), Path(aws_data.__file__).read_bytes(), repr(runtime).encode()]
    content = b"\0".join([(ROOT / "uv.lock").read_bytes(), *rules, *([] if group else catalogues().values())])
    folder = BUILD / f"{group or 'layer'}-{runtime.python.replace('.', '')}-{hashlib.sha256(content).hexdigest()[:16]}"
    if not folder.exists():
        BUILD.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=BUILD) as unfinished:
            _fill(Path(unfinished) / "layer" / "python", runtime, group)
            if not group:
                _fill_data(Path(unfinished) / "layer")
            move_into_place(Path(unfinished) / "layer", folder)
    return folder


def _fill(target: Path, runtime: Runtime, group: str) -> None:
    """Install the locked packages as wheels for the runtime; boto3 comes with the runtime."""
    uv = _uv()
    target.mkdir(parents=True)
    wanted = target.parent / "requirements.txt"
    chosen = ["--only-group", group, *_IN_EVERY_LAYER] if group else ["--no-default-groups"]
    _run(uv, "export", "--frozen", *chosen, "--no-emit-project", "--output-file", str(wanted))
    options = {
        "--requirement": str(wanted),
        "--only-binary": ":all:",
        "--target": str(target),
        "--python": sys.executable,
        "--link-mode": "copy",
        "--python-version": runtime.python,
        "--python-platform": runtime.platform,
    }
    _run(uv, "pip", "install", "--require-hashes", "--no-deps", *chain(*options.items()))
    wanted.unlink()
    for path in list(_matching(target, group)):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for metadata in target.glob("*.dist-info/METADATA"):
        metadata.write_text(metadata.read_text(encoding="utf-8").partition("\n\n")[0] + "\n", encoding="utf-8")
    if runtime.python == f"{sys.version_info.major}.{sys.version_info.minor}":
        _compile(target)


def _fill_data(target: Path) -> None:
    """Write what functions read: of the AWS client the models and roots, and what they say in other languages."""
    files = {f"{MODELS}/{name}": content for name, content in aws_data.models().items()}
    files |= {f"{LANGUAGES}/{name}": content for name, content in catalogues().items()}
    for name, content in (files | {ROOTS: aws_data.roots()}).items():
        file = target / Path(name).relative_to("/opt")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def catalogues() -> dict[str, bytes]:
    """Return the compiled catalogue of each language by its name (decision 095)."""
    return {file.name: file.read_bytes() for file in sorted((ROOT / "languages").glob("*.mo"))}


def _compile(target: Path) -> None:
    """Compile the packages, which halves a cold start; only the runtime's own version of Python can do it."""
    compileall.compile_dir(
        str(target),
        quiet=2,
        stripdir=str(target),
        prependdir="/opt/python",
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def _matching(target: Path, group: str) -> Iterator[Path]:
    for pattern in _UNUSED if group else (*_UNUSED, _LICENSES):
        yield from target.glob(pattern)


def move_into_place(unfinished: Path, folder: Path) -> None:
    """Move the finished folder to its place; keep the one of a parallel synth that finished first."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def _uv() -> str:
    near = (ROOT / ".tool" / "bin" / "uv", Path(sys.executable).with_name("uv"))
    found = os.environ.get("UV") or shutil.which("uv") or next((str(path) for path in near if path.exists()), None)
    if not found:
        raise BuildError("uv is needed to build the layer: install it, or set UV to its path")
    return found


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words)
    if done.returncode:
        raise BuildError(f"{' '.join(command[:3])} failed:\n{done.stderr.strip()}")
