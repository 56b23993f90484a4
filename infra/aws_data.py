"""Cut what the AWS client reads at a cold start down to what it needs, from the versions of uv.lock.

Botocore brings the models of 430 services, each with the documentation of every operation, and certifi 126 roots. To
read them takes as much as a third of a bare client's start. The functions get the models of what they call, and the
roots that sign AWS's endpoints.
"""

import json
import ssl
from collections.abc import Iterator, Mapping
from typing import Any

import certifi
from botocore.loaders import Loader

# Every operation that the functions call. A test holds it against the code; the emulator's functions read it too.
OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "dynamodb": ("BatchGetItem", "GetItem", "Query", "TransactGetItems", "TransactWriteItems", "UpdateItem"),
    "events": ("PutEvents",),
    "firehose": ("PutRecordBatch",),
    "kms": ("Decrypt", "Encrypt", "GetPublicKey", "Sign"),
    # botocore asks HeadBucket after a redirect, and reads CreateBucket to sign a form
    "s3": ("CreateBucket", "DeleteObject", "GetObject", "HeadBucket", "ListObjectsV2", "PutObject"),
    "secretsmanager": ("GetSecretValue",),
    "sesv2": ("SendEmail",),
    "sns": ("Publish",),
}
_ENDPOINT_PREFIXES = {*OPERATIONS, "email"}  # SES keeps the name of its first API in host names
_TABLES = ("_retry", "partitions", "sdk-default-configuration")

# Those that https://www.amazontrust.com/repository/ names for the endpoints of AWS outside China.
_ROOTS = (*(f"Amazon Root CA {number}" for number in range(1, 5)), "Starfield Services Root Certificate Authority - G2")


def models() -> dict[str, bytes]:
    """Return the files of a folder for AWS_DATA_PATH, by name."""
    loader = Loader()
    files = {f"{name}.json": loader.load_data(name) for name in _TABLES}
    files["endpoints.json"] = _our_endpoints(loader.load_data("endpoints"))
    for service, operations in OPERATIONS.items():
        folder = f"{service}/{loader.determine_latest_version(service, 'service-2')}"
        model = _without_documentation(loader.load_service_model(service, "service-2"))
        for parameter in model.get("clientContextParams", {}).values():
            parameter["documentation"] = ""  # botocore reads it when it resolves an endpoint of S3
        files[f"{folder}/service-2.json"] = _reachable(model, operations)
        rules = loader.load_service_model(service, "endpoint-rule-set-1")
        files[f"{folder}/endpoint-rule-set-1.json"] = _without_documentation(rules)
    return {name: json.dumps(content, separators=(",", ":")).encode() for name, content in files.items()}


def roots() -> bytes:
    """Return the PEM of the roots that sign AWS's endpoints, from certifi's. Raise ValueError if one is missing."""
    store = ssl.create_default_context(cafile=certifi.where())
    every = zip(store.get_ca_certs(), store.get_ca_certs(binary_form=True), strict=True)
    known = {_common_name(certificate): der for certificate, der in every}
    gone = [name for name in _ROOTS if name not in known]
    if gone:
        raise ValueError(f"certifi has no {', '.join(gone)} any more: see which roots sign AWS's endpoints now")
    return "".join(ssl.DER_cert_to_PEM_cert(known[name]) for name in _ROOTS).encode()


def _our_endpoints(endpoints: Mapping[str, Any]) -> dict[str, Any]:
    """Return every partition and region, with only the services that are called."""
    return {
        **endpoints,
        "partitions": [
            {
                **partition,
                "services": {
                    name: service for name, service in partition["services"].items() if name in _ENDPOINT_PREFIXES
                },
            }
            for partition in endpoints["partitions"]
        ],
    }


def _reachable(model: dict[str, Any], operations: tuple[str, ...]) -> dict[str, Any]:
    """Return the model with only these operations and the shapes that they need."""
    kept = {name: model["operations"][name] for name in operations}
    needed: set[str] = set()
    waiting = list(_shapes_in(kept))
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += _shapes_in(model["shapes"][name])
    shapes = {name: shape for name, shape in model["shapes"].items() if name in needed}
    return {**model, "operations": kept, "shapes": shapes}


def _shapes_in(part: Any) -> Iterator[str]:
    """Yield the names of the shapes in a part of a model."""
    if isinstance(part, dict):
        if isinstance(part.get("shape"), str):
            yield part["shape"]
        for member in part.values():
            yield from _shapes_in(member)
    elif isinstance(part, list):
        for member in part:
            yield from _shapes_in(member)


def _without_documentation(part: Any) -> Any:
    """Return the part of a model without texts; a member may be named `documentation`, so only texts are cut."""
    if isinstance(part, dict):
        texts = {name for name, member in part.items() if name == "documentation" and isinstance(member, str)}
        return {name: _without_documentation(member) for name, member in part.items() if name not in texts}
    return [_without_documentation(member) for member in part] if isinstance(part, list) else part


def _common_name(certificate: Mapping[str, Any]) -> str:
    """Return the common name in a certificate's subject, or an empty string."""
    return str(dict(pair for part in certificate["subject"] for pair in part).get("commonName", ""))
