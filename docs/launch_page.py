"""The page of what people and companies must grant before a launch. Made from the code."""

from infra.preflight.gate import Gate
from infra.preflight.gates import GATES

_HEAD = """# Before the launch

Made from the code by `make docs`. Software is the smaller part of a phone service: these gates are opened by other
people, and some take weeks. Ask for the slow ones first.

```
make preflight CONFIG=my.json
```

checks the gates marked "by API" with your AWS credentials and the keys in the secrets. It reads and changes nothing,
prints what is closed and whom to ask, and ends with an error until every one of them is open. It needs the deployment's
config and secrets, not the deployment.
"""


def launch_page() -> str:
    """Return the text of docs/launch.md."""
    return "\n".join([_HEAD, *(line for part, gates in GATES.items() for line in _part(part, gates))])


def _part(part: str, gates: tuple[Gate, ...]) -> list[str]:
    rows = [
        f"| {gate.name} | {gate.ask} | {gate.takes} | {gate.without} | {'by API' if gate.check else 'by hand'} |"
        for gate in gates
    ]
    head = ["| gate | ask | takes | without it | checked |", "|---|---|---|---|---|"]
    return [f"## {part}", "", *head, *rows, ""]
