"""Settings: whatever a service's code asks of the environment, its functions are given."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from infra.packaging import files_imported_by
from tests.infra.assembly import ROOT, Assembly

ASKING = {"setting", "number_setting", "os.environ.get"}
LAMBDAS_OWN = {"AWS_LAMBDA_INITIALIZATION_TYPE"}  # set by the runtime
_OF_EACH = ("AWS_", "LANGUAGES", "POWERTOOLS_", "PYDANTIC_")  # what every function is given


def asked(files: Iterable[Path]) -> set[str]:
    """The variables that this code asks for by name, and SECRET_NAME where it reads a secret."""
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    named = [(ast.unparse(call.func), call.args[0]) for call in calls if call.args]
    names = {str(said.value) for how, said in named if how in ASKING and isinstance(said, ast.Constant)}
    return names | {"SECRET_NAME" for how, _ in named if how == "secret"}


def kernel_used_by(files: Iterable[Path]) -> Iterator[Path]:
    """The kernel's modules that this code imports."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kernel"):
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    path = ROOT / f"{name.replace('.', '/')}.py"
                    if path.exists() and path.name != "settings.py":
                        yield path


@cache
def asked_in(file: Path) -> frozenset[str]:
    """The variables that a module asks for, with the kernel's that it imports: each is parsed once."""
    return frozenset(asked([file]) | asked(kernel_used_by([file])))


def asked_by(module: str) -> set[str]:
    """The variables that a function's code asks for, in the modules of its service that it can reach."""
    code = [it for it in files_imported_by(module) if it.suffix == ".py" and "services" in it.parts]
    return set().union(*map(asked_in, code)) - LAMBDAS_OWN


def test_a_function_is_given_every_setting_that_its_code_asks_for(assembly: Assembly) -> None:
    """No function starts and then fails for want of a variable."""
    for function in assembly.functions:
        service = function.stack
        if function.properties["Handler"].startswith(f"services.{service}."):
            module = function.properties["Handler"].rpartition(".")[0]
            missing = asked_by(module) - set(function.properties["Environment"]["Variables"])
            assert not missing, f"{function.properties['Handler']} is not given {sorted(missing)}"


def test_the_relay_is_given_the_bus(assembly: Assembly) -> None:
    """And nothing else of the service's settings."""
    wanted = asked([ROOT / "kernel" / "bus" / "relay.py"])
    for function in assembly.functions:
        if function.properties["Handler"] == "kernel.bus.relay.handler":
            given = set(function.properties["Environment"]["Variables"])
            assert {name for name in given if not name.startswith(_OF_EACH)} == wanted


def test_an_alarm_on_a_count_names_what_the_code_counts(assembly: Assembly) -> None:
    """Each alarm watches a metric that the code counts."""
    for alarm in assembly.all("AWS::CloudWatch::Alarm"):
        if alarm.properties["Namespace"] == "Teamline":
            (dimension,) = alarm.properties["Dimensions"]
            assert dimension == {"Name": "service", "Value": alarm.stack}
            code = [*(ROOT / "services" / alarm.stack).rglob("*.py"), *(ROOT / "kernel" / "http").glob("*.py")]
            assert any(f'count("{alarm.properties["MetricName"]}"' in file.read_text() for file in code)


def test_settings_fit_and_hold_no_secret(assembly: Assembly) -> None:
    """Lambda takes 4 KB of environment; keys and passwords come from Secrets Manager."""
    for function in assembly.functions:
        variables = function.properties.get("Environment", {}).get("Variables", {})
        assert len(str(variables)) < 4096
        assert not [name for name in variables if name.endswith(("_PASSWORD", "_API_KEY", "_CLIENT_SECRET"))]


def test_the_functions_of_the_lake_are_given_their_delivery_stream(assembly: Assembly) -> None:
    """And nothing of their services' settings."""
    wanted = asked([ROOT / "kernel" / "lake.py"])
    functions = [it for it in assembly.functions if it.properties["Handler"].endswith(".lake.handler")]
    assert len(functions) == 2
    for function in functions:
        given = set(function.properties["Environment"]["Variables"])
        assert {name for name in given if not name.startswith(_OF_EACH)} == wanted
