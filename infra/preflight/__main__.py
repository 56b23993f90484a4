"""`make preflight CONFIG=my.json`: what of docs/launch.md is open, what is closed, what only people can say.

It reads, with your AWS credentials and the keys in the secrets, and changes nothing. It ends with 1 unless every gate
that an API can check is open.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from textwrap import fill

from infra.config import Config, ConfigError
from infra.preflight.gate import Finding, State, look_at
from infra.preflight.gates import GATES
from infra.preflight.site import Site

_WIDTH = 110
_MARKS = {State.OPEN: "ok      ", State.CLOSED: "CLOSED  ", State.UNREADABLE: "UNKNOWN ", State.BY_HAND: "by hand "}


def main(arguments: list[str] | None = None) -> int:
    """Check the config that is named, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(prog="make preflight", description=__doc__)
    parser.add_argument("--config", required=True)
    try:
        config = Config.read(parser.parse_args(arguments).config)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    import boto3

    return report(Site(config, boto3.Session().client))


def report(site: Site) -> int:
    """Print how each gate of a site was found, and return the exit code."""
    found = {part: [look_at(gate, site) for gate in gates] for part, gates in GATES.items()}
    sys.stdout.write("\n".join(_lines(found.items())) + "\n")
    is_ready = all(it.state in (State.OPEN, State.BY_HAND) for findings in found.values() for it in findings)
    return 0 if is_ready else 1


def _lines(found: Iterable[tuple[str, list[Finding]]]) -> Iterator[str]:
    for part, findings in found:
        yield part
        for finding in findings:
            yield f"  {_MARKS[finding.state]}{finding.gate.name}"
            yield from (_indented(fault) for fault in finding.faults)
            if finding.state is not State.OPEN:
                yield _indented(f"Ask {finding.gate.ask}; {finding.gate.takes}. Without it: {finding.gate.without}.")


def _indented(sentence: str) -> str:
    return fill(sentence, _WIDTH, initial_indent=" " * 10, subsequent_indent=" " * 10)


if __name__ == "__main__":
    sys.exit(main())
