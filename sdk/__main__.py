"""`python -m sdk` writes the parts of the SDKs that are made from the API's document: models, methods, and types."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sdk.document import each_operation, sdk_document
from sdk.methods import methods

_HERE = Path(__file__).parent
ROOT = _HERE.parent
PYTHON = _HERE / "python" / "teamline"
TYPESCRIPT = _HERE / "typescript" / "src"
GENERATED = (PYTHON / "models.py", PYTHON / "methods.py", TYPESCRIPT / "keyed.ts", TYPESCRIPT / "schema.ts")
_GENERATOR = ROOT / "web/node_modules/.bin/openapi-typescript"
_MODELS = (
    "--input-file-type openapi --output-model-type typing.TypedDict --target-python-version 3.11 --formatters builtin "
    "--use-schema-description --enum-field-as-literal all --disable-timestamp"
)


def write_sdks(build: Path) -> None:
    """Write the generated files; the document itself into `build`. Raises CalledProcessError."""
    described = sdk_document()
    build.mkdir(parents=True, exist_ok=True)
    file = build / "openapi.json"
    file.write_text(json.dumps(described, sort_keys=True), encoding="utf-8")
    schemas = build / "schemas.json"
    schemas.write_text(json.dumps(described | {"paths": {}}, sort_keys=True), encoding="utf-8")
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", str(schemas), *_MODELS.split()]
    _run([*command, "--output", str(GENERATED[0])])
    GENERATED[1].write_text(methods(described), encoding="utf-8")
    _run([sys.executable, "-m", "ruff", "format", "--no-respect-gitignore", *map(str, GENERATED[:2])])
    GENERATED[2].write_text(_keyed(described), encoding="utf-8")
    if _GENERATOR.exists():  # without the portal's packages there is no TypeScript either
        _run([str(_GENERATOR), str(file), "--output", str(GENERATED[3]), "--default-non-nullable=false"])


def _keyed(described: dict[str, Any]) -> str:
    """Return a module with the operations that take an Idempotency-Key."""
    found = [
        f'  "{method.upper()} {path}",'
        for method, path, operation in each_operation(described)
        if any(one["in"] == "header" for one in operation["parameters"])
    ]
    head = [
        "/** Made from the API's document by `make sdks`: do not edit. */",
        "export const KEYED = new Set<string>([",
    ]
    return "\n".join([*head, *sorted(found), "]);", ""])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=300)  # noqa: S603


if __name__ == "__main__":
    write_sdks(ROOT / "build" / "sdk")
