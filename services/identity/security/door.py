"""The API whose routes the modules of this package add."""

from kernel.http.api import Api
from services.identity import wiring

security = Api("identity", wiring.table)
