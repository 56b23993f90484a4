"""Builds what only the doors of exports need from the environment, on first use."""

from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import setting

if TYPE_CHECKING:
    from services.identity.stores.export_files import ExportFiles


@cache
def export_files() -> "ExportFiles":
    """Return the bucket of exports."""
    from kernel import aws
    from services.identity.stores.export_files import ExportFiles

    return ExportFiles(setting("EXPORTS_BUCKET"), aws.client("s3"))
