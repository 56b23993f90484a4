"""The start of every function that is deployed is measured, and has a bar."""

from bench.cold_start import functions
from tests.infra.assembly import BESIDES, Assembly

OURS = ("kernel.", "services.")


def test_the_table_of_cold_starts_has_every_function(assembly: Assembly) -> None:
    """A door that is missing from it could start as slowly as it likes; one that is gone would be measured for ever."""
    deployed = {function.properties["Handler"].removesuffix(".handler") for function in assembly.functions}
    services = [name for name in assembly.stacks if name not in BESIDES]
    measured = {function.module for function in functions(services) if function.bar}
    assert measured == {module for module in deployed if module.startswith(OURS)}
