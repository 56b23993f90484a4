"""A synthesized installation, read back from its templates."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from app import system
from infra.config import Config

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "config.example.json"
BESIDES = ("shared", "portal", "firewall", "lake")  # the stacks that are no service


@dataclass(frozen=True)
class Resource:
    """One resource of one stack."""

    stack: str
    id: str
    type: str
    properties: dict[str, Any]
    whole: dict[str, Any]

    def refers_to(self, value: Any) -> bool:
        """Whether a value in a template of the same stack is this resource, or its ARN."""
        return value in ({"Ref": self.id}, {"Fn::GetAtt": [self.id, "Arn"]})


@dataclass(frozen=True)
class Assembly:
    """All stacks of an installation, by the name of the service (or `shared`)."""

    folder: Path
    refused: str

    @classmethod
    def of(cls, config: Config, folder: Path, *, checked: bool = False) -> "Assembly":
        """Synthesize it; `checked` has cdk-nag look at every resource, and `refused` say what it found."""
        app = App(outdir=str(folder), context=json.loads((ROOT / "cdk.json").read_text())["context"])
        if checked:
            Validations.of(app).add_plugins(AwsSolutionsChecks(app))
        system(app, config, built_portal(folder.with_name(f"{folder.name}-portal")))
        try:
            app.synth()
        except RuntimeError as error:
            if "ValidationFailed" not in str(error):
                raise
            return cls(folder, str(error))
        return cls(folder, "")

    @cached_property
    def stacks(self) -> dict[str, dict[str, Any]]:
        """The templates."""
        files = sorted(self.folder.glob("*.template.json"))
        return {file.name.split(".")[0].partition("-")[2]: json.loads(file.read_text()) for file in files}

    def all(self, type_: str, stack: str | None = None) -> list[Resource]:
        """The resources of a type."""
        return [found for found in self._resources() if found.type == type_ and stack in (None, found.stack)]

    def function(self, stack: str, handler: str) -> Resource:
        """The function with this handler. Raises ValueError unless there is one."""
        (found,) = (f for f in self.functions if f.stack == stack and f.properties["Handler"] == handler)
        return found

    @property
    def functions(self) -> list[Resource]:
        """Every function that runs code of ours; the CDK has one of its own, which uploads the portal."""
        ours = ("services.", "kernel.")
        return [f for f in self.all("AWS::Lambda::Function") if f.properties["Handler"].startswith(ours)]

    def allowed(self, function: Resource) -> list[dict[str, Any]]:
        """The statements of a function's role."""
        role = function.properties["Role"]["Fn::GetAtt"][0]
        return [
            statement
            for policy in self.all("AWS::IAM::Policy", function.stack)
            if {"Ref": role} in policy.properties["Roles"]
            for statement in policy.properties["PolicyDocument"]["Statement"]
        ]

    def _resources(self) -> Iterator[Resource]:
        for stack, template in self.stacks.items():
            for id_, whole in template["Resources"].items():
                yield Resource(stack, id_, whole["Type"], whole.get("Properties", {}), whole)


def built_portal(folder: Path) -> Path:
    """Return a folder like web/dist, so that the stacks can be synthesized without a built portal."""
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<!doctype html><title>Portal</title>")
    (folder / "assets" / "index-0123abcd.js").write_text("export {};")
    return folder


def many(value: Any) -> list[Any]:
    """Return a policy's value as a list, whether it is one or many."""
    return value if isinstance(value, list) else [value]
