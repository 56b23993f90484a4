"""What lies in a function's zip: its own service, the kernel and the contracts, staged by copying files."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import AssetHashType
from aws_cdk import aws_lambda as lambda_

from infra.dependencies import BUILD, ROOT, settle

_EVERYWHERE = ("kernel", "contracts")
_NEVER = {"__pycache__", "__main__.py", "published.json"}


def service_code(name: str) -> lambda_.Code:
    """The code of every function of a service."""
    return _code(staged({"services/__init__.py": b"", **_files(f"services/{name}"), **_common()}))


def document_code(document: str) -> lambda_.Code:
    """The code of the function that serves the OpenAPI document, with the document."""
    return _code(staged({"openapi.json": document.encode(), **_common()}))


def staged(files: Mapping[str, bytes]) -> Path:
    """A folder with these files, named by what is in it, so that the same code is the same zip everywhere."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    folder = BUILD / "functions" / digest.hexdigest()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=BUILD) as unfinished:
            for name, content in files.items():
                target = Path(unfinished) / "code" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            settle(Path(unfinished) / "code", folder)
    return folder


def _code(folder: Path) -> lambda_.Code:
    return lambda_.Code.from_asset(str(folder), asset_hash=folder.name, asset_hash_type=AssetHashType.CUSTOM)


def _common() -> dict[str, bytes]:
    return {name: content for part in _EVERYWHERE for name, content in _files(part).items()}


def _files(part: str) -> dict[str, bytes]:
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in _walk(ROOT / part)}


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _NEVER & set(path.parts):
            yield path
