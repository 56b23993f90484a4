"""The content of a function's zip: the modules that its handler can reach, staged by copying files."""

import ast
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import AssetHashType
from aws_cdk import aws_lambda as lambda_

from infra.dependencies import BUILD, ROOT, move_into_place
from infra.source import without_docs

_OURS = ("services", "kernel", "contracts")
_NEVER = {"published.json", "published_webhooks.json"}  # only tests read them


def function_code(handler: str, also: Mapping[str, bytes]) -> lambda_.Code:
    """Return the code of a handler with the files in `also`: its own service, kernel and contracts."""
    files = {
        path.relative_to(ROOT).as_posix(): _deployed(path) for path in files_imported_by(handler.rpartition(".")[0])
    }
    folder = stage_files(files | dict(also))
    return lambda_.Code.from_asset(str(folder), asset_hash=folder.name, asset_hash_type=AssetHashType.CUSTOM)


def files_imported_by(module: str) -> set[Path]:
    """Return the files of every module of ours that this one imports, directly or through others."""
    files: set[Path] = set()
    waiting = _with_packages(module)
    while waiting:
        file = _file(waiting.pop())
        if file and file not in files:
            files |= {file, *_beside(file)}
            waiting += _imported(file)
    return files


def stage_files(files: Mapping[str, bytes]) -> Path:
    """Return a folder with these files, named by their content, so that the same code is the same zip everywhere."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    folder = BUILD / "functions" / digest.hexdigest()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=BUILD) as unfinished:
            for name, content in files.items():
                target = Path(unfinished) / "code" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            move_into_place(Path(unfinished) / "code", folder)
    return folder


def _deployed(path: Path) -> bytes:
    """Return what is deployed of a file: a module without its docstrings and comments, anything else as it is."""
    content = path.read_bytes()
    return without_docs(content.decode()).encode() if path.suffix == ".py" else content


def _file(module: str) -> Path | None:
    """Return the path of a module of ours; None if it is no module or not ours."""
    path = ROOT / module.replace(".", "/")
    found = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return found if module.partition(".")[0] in _OURS and found.exists() else None


def _beside(file: Path) -> Iterator[Path]:
    """Yield the files of a package that are no modules, such as a font."""
    if file.name == "__init__.py":
        beside = (path for path in file.parent.iterdir() if path.is_file() and path.suffix != ".py")
        yield from (path for path in beside if path.name not in _NEVER)


@cache
def _imported(file: Path) -> list[str]:
    """Return the modules that a file imports, with their parent packages."""
    named: list[str] = []
    for node in _executed(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            named += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [module for name in named for module in _with_packages(name)]


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield every node below this one but those that only a type checker reads."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield child
            yield from _executed(child)


def _with_packages(module: str) -> list[str]:
    """Return `a.b.c` as `a`, `a.b` and `a.b.c`."""
    return list(accumulate(module.split("."), "{}.{}".format))
