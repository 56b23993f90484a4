"""What the AWS client reads at a cold start: few models and few roots, and none that is needed is missing."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import certifi
import pytest
from botocore import xform_name
from botocore.loaders import Loader

from infra import aws_data
from infra.aws_data import OPERATIONS
from infra.dependencies import catalogues
from tests.infra.assembly import ROOT, Assembly
from tests.infra.test_packaging import here, layer

DEPLOYED = [*sorted((ROOT / "services").rglob("*.py")), *sorted((ROOT / "kernel").rglob("*.py"))]


def asked(files: list[Path]) -> set[str]:
    """The methods of an AWS client that this code calls."""
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    methods = [call.func for call in calls if isinstance(call.func, ast.Attribute)]
    return {method.attr for method in methods if "client" in ast.unparse(method.value)}


@pytest.mark.parametrize("service", OPERATIONS)
def test_every_operation_that_the_code_calls_is_in_the_models(service: str) -> None:
    """No function asks AWS for something that its model does not know."""
    known = Loader().load_service_model(service, "service-2")["operations"]
    methods = {xform_name(name): name for name in known}
    listed = {name for names in OPERATIONS.values() for name in names}
    assert {methods[name] for name in asked(DEPLOYED) & set(methods)} <= listed


def test_every_client_that_the_code_builds_has_a_model() -> None:
    """No function asks for a client that cannot be built."""
    calls = [node for file in DEPLOYED for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    built = {str(call.args[0].value) for call in calls if ast.unparse(call.func) == "aws.client"}  # type: ignore[attr-defined]
    assert built == set(OPERATIONS)


def test_a_client_of_each_service_works_from_these_models_alone(tmp_path: Path) -> None:
    """Each operation can be called, and each parameter that the whole model has is there."""
    for name, content in aws_data.models().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    program = (
        "import json; from kernel import aws\n"
        f"for service, names in {dict(OPERATIONS)!r}.items():\n"
        "    model = aws.client(service).meta.service_model\n"
        "    shapes = {name: model.operation_model(name) for name in names}\n"
        "    print(json.dumps([service, sorted(model.operation_names), aws.client(service).meta.endpoint_url,\n"
        "        {n: [sorted(getattr(s, 'members', {})) for s in (o.input_shape, o.output_shape) if s]"
        " for n, o in shapes.items()}]))"
    )
    environment = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "eu-south-2"}
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment | more,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for more in ({"AWS_DATA_PATH": str(tmp_path)}, {})
    ]
    for ours, whole in zip(*said, strict=True):
        service, names, url, members = json.loads(ours)
        assert names == sorted(OPERATIONS[service])
        assert [url, members] == json.loads(whole)[2:]


def test_the_roots_are_those_of_certifi_that_sign_for_aws() -> None:
    """Five of them, byte for byte."""
    every = Path(certifi.where()).read_text().replace("\r\n", "\n")
    roots = [
        f"{root}-----END CERTIFICATE-----" for root in aws_data.roots().decode().split("-----END CERTIFICATE-----")
    ]
    assert len(roots) - 1 == 5
    assert all(root.strip() in every for root in roots[:-1])


def test_functions_find_models_and_roots_in_their_layer(assembly: Assembly) -> None:
    """Each path that is named in their settings is a path in the layer."""
    for function in assembly.functions:
        settings = function.properties["Environment"]["Variables"]
        models, roots = (
            layer(here()) / Path(settings[name]).relative_to("/opt") for name in ("AWS_DATA_PATH", "AWS_CA_BUNDLE")
        )
        assert {path.name for path in models.iterdir() if path.is_dir()} == set(OPERATIONS)
        assert roots.read_bytes() == aws_data.roots()


def test_deployed_functions_do_not_check_parameters_and_emulated_ones_do(
    assembly: Assembly, disposable: Assembly
) -> None:
    """A parameter that is wrong fails a test, and costs nothing where it is right."""
    for installation, expected in ((assembly, {"off"}), (disposable, {None})):
        given = [function.properties["Environment"]["Variables"] for function in installation.functions]
        assert {settings.get("AWS_PARAMETER_VALIDATION") for settings in given} == expected


def test_urls_and_forms_of_a_bucket_are_signed_from_these_models_alone(tmp_path: Path) -> None:
    """Botocore reads members of the model for it that building a client and its operations do not need."""
    for name, content in aws_data.models().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    program = (
        "from kernel import aws\n"
        "print(aws.client('s3').generate_presigned_url('list_objects_v2', Params={'Bucket': 'papers'}))\n"
        "print(aws.client('s3').generate_presigned_post('papers', 'port_1/bill')['url'])\n"
    )
    environment = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "eu-south-2", "AWS_DATA_PATH": str(tmp_path)}
    environment |= {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "s", "AWS_PARAMETER_VALIDATION": "off"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line.partition("?")[0] for line in done.stdout.splitlines()] == [
        "https://papers.s3.eu-south-2.amazonaws.com/",
        "https://papers.s3.eu-south-2.amazonaws.com/",
    ]


def test_functions_find_what_they_say_in_other_languages(assembly: Assembly, disposable: Assembly) -> None:
    """In the layer, and on the emulator, which has no layers, in a folder: the very catalogues of the project."""
    for function in assembly.functions:
        folder = layer(here()) / Path(function.properties["Environment"]["Variables"]["LANGUAGES"]).relative_to("/opt")
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == catalogues()
    for function in disposable.functions:
        folder = Path(function.properties["Environment"]["Variables"]["LANGUAGES"])
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == catalogues()
    assert "es.mo" in catalogues()
