"""The check of `make check` that no start takes over 3 % more instructions than in docs/benchmarks.md.

Three functions represent all, since each takes seconds: the authorizer for the cost of the AWS client, the largest
api and consumer for that of our code. They are counted again only when their code or the lock has changed.
"""

import hashlib
import json
import sys

from bench import cold_start, kept
from bench.instructions import NoValgrindError, require_valgrind

SERVICES = ["identity", "billing"]
WATCHED = ("authorizer", "billing-api", "identity-consumer")
_MOST = 1.03
_SEEN = cold_start.ROOT / "build" / "starts.json"


def main() -> None:
    """Compare, and exit with 1 after a rise; without Valgrind, print that nothing is compared."""
    try:
        require_valgrind()
    except NoValgrindError as missing:
        print(f"Cold starts are not compared: {missing}")
        return
    rises = list(_rises(_counted()))
    print("\n".join(rises) or "No start of a function has risen by over 3 %.")
    sys.exit(1 if rises else 0)


def _rises(now: dict[str, float]) -> list[str]:
    """Return a sentence for each function whose instructions rose too far."""
    before = kept.column("cold_start", "function", "ratio")
    return [
        f"{name} starts with {ratio:.3f} times the instructions of a bare client, before {before[name]:.3f}: "
        "import less on its way, or keep the new figure with `make bench`"
        for name, ratio in now.items()
        if name in before and ratio > before[name] * _MOST
    ]


def _counted() -> dict[str, float]:
    """Return the ratios; those of the last run if the hash of their inputs is the same."""
    digest = _digest()
    seen = json.loads(_SEEN.read_text()) if _SEEN.exists() else {}
    if seen.get("of") != digest:
        seen = {"of": digest, "ratios": cold_start.ratios(SERVICES, WATCHED)}
        _SEEN.parent.mkdir(exist_ok=True)
        _SEEN.write_text(json.dumps(seen))
    ratios: dict[str, float] = seen["ratios"]
    return ratios


def _digest() -> str:
    """Return the hash of all code that the three functions may run and of the measuring code."""
    root, services = cold_start.ROOT, (f"services/{name}" for name in SERVICES)
    files = {file for folder in ("kernel", "contracts", "bench", *services) for file in (root / folder).rglob("*.py")}
    files |= {root / "uv.lock", root / "infra" / "aws_data.py"}
    whole = hashlib.sha256(sys.version.encode())
    for file in sorted(files):
        whole.update(file.as_posix().encode() + file.read_bytes())
    return whole.hexdigest()


if __name__ == "__main__":
    main()
