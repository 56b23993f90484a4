"""Builds what plans need of the app stores from the environment: which product pays for which plan."""

import json
import os
from collections.abc import Mapping


def products() -> Mapping[str, str]:
    """Return the number plans by the stores' products."""
    found: dict[str, str] = json.loads(os.environ.get("STORE_PRODUCTS") or "{}")
    return found
