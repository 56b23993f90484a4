"""The zips and the layer: complete, small, and the same every time."""

import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.layers import BARS
from infra.config import Runtime
from infra.dependencies import layer
from infra.packaging import files_imported_by, stage_files
from tests.infra.assembly import ROOT, Assembly, Resource

FROM_THE_RUNTIME = ("boto3", "botocore", "s3transfer", "dateutil", "six", "jmespath", "urllib3")


_OF_APPLE = ("app_store_webhooks", "purchases", "store_events")
_PRINTING = ("documents", "letters")
_GROUPS = {"security": "factors"} | dict.fromkeys(_PRINTING, "documents") | dict.fromkeys(_OF_APPLE, "app-store")


def here() -> Runtime:
    """The runtime of this interpreter, so that what was packed for it can be imported."""
    machine = {"arm64": "aarch64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    system = {"Darwin": "apple-darwin"}.get(platform.system(), "manylinux_2_28")
    return Runtime(
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        architecture="arm64" if machine == "aarch64" else "x86_64",
        wheels=f"{machine}-{system}",
    )


@pytest.fixture(scope="module")
def runtimes_own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Lambda's runtime brings itself: boto3 and what that needs, and nothing of ours."""
    folder = tmp_path_factory.mktemp("runtime")
    for name in FROM_THE_RUNTIME:
        module = importlib.import_module(name)
        source = Path(str(module.__file__))
        source = source.parent if source.name == "__init__.py" else source
        (folder / source.name).symlink_to(source)
    return folder


def zip_folder(assembly: Assembly, function: Resource) -> Path:
    """The folder that a function's zip is made of."""
    key = function.properties["Code"]["S3Key"].removesuffix(".zip")
    return assembly.folder / f"asset.{key}"


def groups(function: Resource) -> tuple[str, ...]:
    """What a function's layers hold: every function's packages, and those of a dependency group."""
    return ("", _GROUPS.get(door_of(function), ""))[: len(function.properties["Layers"])]


def door_of(function: Resource) -> str:
    """The module of a function, such as `documents`."""
    return str(function.properties["Handler"]).split(".")[-2]


def alone(program: str, folder: Path, layers: tuple[str, ...], runtimes_own: Path) -> str:
    """What a program prints that has a function's zip, its layers and the runtime's own packages, and nothing else."""
    paths = [str(folder), *(str(layer(here(), group) / "python") for group in layers), str(runtimes_own)]
    program = f"import sys; sys.path[:0] = {paths!r}; sys.dont_write_bytecode = True\n{program}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_function_imports_with_its_zip_and_its_layers_alone(assembly: Assembly, runtimes_own: Path) -> None:
    """Nothing that a function needs is missing from what is deployed; the machine's own packages are out of reach."""
    packed = {
        (zip_folder(assembly, f), groups(f), f.properties["Handler"].rpartition(".")[0]) for f in assembly.functions
    }
    for folder, layers in {(folder, layers) for folder, layers, _ in packed}:
        modules = sorted(module for found, given, module in packed if (found, given) == (folder, layers))
        program = (
            f"import importlib, kernel.log, jwt, argon2, requests\n"
            f"kernel.log.log(); [importlib.import_module(name).handler for name in {modules!r}]"
        )
        alone(program, folder, layers, runtimes_own)


def test_a_pdf_is_made_with_what_is_deployed(assembly: Assembly, runtimes_own: Path) -> None:
    """By functions of their own, with the templates in their zips and the fonts in a layer; by no other function."""
    makers = {door_of(f): f for f in assembly.functions if groups(f)[-1] == "documents"}
    assert len({tuple(map(str, f.properties["Layers"])) for f in assembly.functions}) == 1 + len(_GROUPS)
    assert sorted(makers) == sorted(_PRINTING)
    receipts, letters = makers["documents"], makers["letters"]
    program = (
        "from datetime import UTC, datetime\n"
        "from services.billing.pdf.receipt import receipt_pdf\n"
        "from services.billing.domain.receipt import Line, Receipt\n"
        "at = datetime(2026, 11, 23, tzinfo=UTC)\n"
        "print(receipt_pdf(Receipt('1', at, 'Teamline', '山田 محمد', '', '', '', (Line('Credits', 1),)))[:8])"
    )
    assert alone(program, zip_folder(assembly, receipts), groups(receipts), runtimes_own) == "b'%PDF-1.7'\n"
    program = (
        "from datetime import UTC, datetime\n"
        "from services.numbers.domain.bill import Address, Bill\n"
        "from services.numbers.domain.letter import write_letter\n"
        "from services.numbers.domain.port_request import MainNumbers\n"
        "from services.numbers.domain.letter_signature import LetterSignature\n"
        "from services.numbers.pdf.letter import letter_pdf\n"
        "bill = Bill('Rosa', 'Rosa', Address('1 Main St', 'Austin', 'TX', '78701'), '', '')\n"
        "letter = write_letter(['+12125550143'], bill, MainNumbers('+12125550143', '', False), is_toll_free=False)\n"
        "at = datetime(2026, 11, 23, tzinfo=UTC)\n"
        "signed = LetterSignature('port_1', 'acc_1', 'Rosa', 'AT&T', at, 'UTC', '', '', '', '', True)\n"
        "print(letter_pdf(letter, signed, [((1, 1), (9, 9))])[:8])"
    )
    assert alone(program, zip_folder(assembly, letters), groups(letters), runtimes_own) == "b'%PDF-1.7'\n"


def test_what_apple_has_signed_is_verified_with_what_is_deployed(assembly: Assembly, runtimes_own: Path) -> None:
    """By the functions for it, and by no other one: nothing of Apple's library is in any other layer or zip."""
    verifying = [f for f in assembly.functions if groups(f)[-1] == "app-store"]
    assert sorted(map(door_of, verifying)) == sorted(_OF_APPLE)
    assert not [it for group in ("", "documents", "factors") for it in (layer(here(), group) / "python").glob("appst*")]
    program = (
        "from kernel.providers.errors import ForgedError\n"
        "from services.billing.app_store.signed_data import SignedData\n"
        "try: SignedData([], 'com.example.phone', 1).notification('a.b.c')\n"
        "except ForgedError as error: print(error)"
    )
    for function in verifying:
        assert (
            alone(program, zip_folder(assembly, function), groups(function), runtimes_own) == "VERIFICATION_FAILURE\n"
        )


@pytest.mark.parametrize("group", ["", "app-store", "documents"])
def test_the_layer_for_the_cloud_holds_what_the_layer_for_here_holds(group: str) -> None:
    """What was imported above is what is deployed, for another machine."""

    def packages(runtime: Runtime) -> set[str]:
        return {path.name for path in (layer(runtime, group) / "python").glob("*.dist-info")}

    assert packages(Runtime()) == packages(here())
    assert not [name for name in packages(Runtime()) if name.startswith(("boto3", "botocore"))]


def test_a_zip_is_small_and_holds_its_own_service_only(assembly: Assembly) -> None:
    """Under 150 KB each: of one service, the kernel and the contracts, what the handler can reach."""
    for function in assembly.functions:
        folder = zip_folder(assembly, function)
        top = {path.name for path in folder.iterdir()}
        services = {path.name for path in folder.glob("services/*") if path.is_dir()}
        handler = function.properties["Handler"]
        if handler.startswith("services."):
            assert top <= {"kernel", "contracts", "services"}
            assert services == {handler.split(".")[1]}
        else:
            assert top - {"contracts"} == {"kernel"} | ({"openapi.json"} if "document" in handler else set())
        assert zipped(folder) < 150_000


def zipped(folder: Path) -> int:
    archive = shutil.make_archive(str(folder.parent / f"zip-{folder.name}"), "zip", folder)
    try:
        return os.path.getsize(archive)
    finally:
        os.remove(archive)


def test_a_zip_holds_what_is_imported_late_and_what_lies_beside_it() -> None:
    """Imports inside functions count, and a package brings its data files."""
    held = {path.relative_to(ROOT).as_posix() for path in files_imported_by("services.identity.api")}
    assert {"services/__init__.py", "services/identity/__init__.py"} <= held
    assert {"services/identity/carrier/client.py", "kernel/bus/sealing.py"} <= held
    assert not [name for name in held if "services/teams" in name or "kernel/jobs" in name or ".pyc" in name]


@pytest.mark.parametrize(("group", "size"), BARS.items())
def test_a_layer_is_small(group: str, size: int) -> None:
    """Unpacked; compiled modules, which only the runtime's own Python can add, come on top. AWS allows 250 MB."""
    files = [path for path in layer(Runtime(), group).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in files) < size
    assert not [path for path in files if path.suffix == ".pyi"]


def test_a_layer_that_is_built_by_the_runtimes_own_python_is_compiled() -> None:
    """Then no cold start compiles it again."""
    modules = list((layer(here()) / "python" / "pydantic").glob("*.py"))
    assert all(list(path.parent.glob(f"__pycache__/{path.stem}.*.pyc")) for path in modules)


def test_the_layer_for_documents_brings_the_licenses_of_its_fonts() -> None:
    """The Open Font License asks that it comes with them."""
    folder = layer(Runtime(), "documents") / "python"
    packages = {path.relative_to(folder).parts[0] for end in ("ttf", "ttc") for path in folder.rglob(f"*.{end}")}
    licensed = [
        text for text in folder.glob("*.dist-info/licenses/LICENSE*") if "OPEN FONT LICENSE" in text.read_text()
    ]
    assert {text.parts[-3].partition("-")[0] for text in licensed} >= packages


def test_the_same_code_is_the_same_zip() -> None:
    """A zip is named by its content, so that a deployment without a change changes nothing."""
    files = {"a.py": b"1", "b/c.py": b"2"}
    assert stage_files(files) == stage_files(dict(reversed(files.items())))
    assert stage_files(files) != stage_files(files | {"a.py": b"3"})
    assert (stage_files(files) / "b" / "c.py").read_bytes() == b"2"


def test_the_document_is_that_of_every_route(assembly: Assembly) -> None:
    """The served OpenAPI document has the very routes of the API; HEAD goes to what answers GET."""
    document = json.loads(
        (zip_folder(assembly, assembly.function("shared", "kernel.http.document.handler")) / "openapi.json").read_text()
    )
    described = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    routes = {route.properties["RouteKey"] for route in assembly.all("AWS::ApiGatewayV2::Route")}
    heads = {route for route in routes if route.startswith("HEAD ")}
    assert described == routes - heads - {"$default", "GET /v1/openapi.json"}
    assert heads <= {route.replace("GET ", "HEAD ") for route in described | {"GET /v1/openapi.json"}}


def test_spanish_is_said_with_what_is_deployed(assembly: Assembly, runtimes_own: Path) -> None:
    """By a function with its zip and its layer alone: the catalogue is in the layer, for all of them."""
    function = assembly.function("identity", "services.identity.api.handler")
    program = (
        "import os\n"
        f"os.environ['LANGUAGES'] = {str(layer(here()) / 'languages')!r}\n"
        "from kernel.languages import in_language\n"
        "print(in_language('This account is closed.', 'es'))"
    )
    said = alone(program, zip_folder(assembly, function), groups(function), runtimes_own)
    assert said == "Esta cuenta está cerrada.\n"
