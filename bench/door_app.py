"""The two routes of `fastapi_app`, behind our own door."""

from pydantic import BaseModel

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api


class Thing(BaseModel):
    """A small answer."""

    name: str
    size: int


_TABLE = Table("bench")
api = Api("bench", lambda: _TABLE)
handler = api.handler


@api.get("/v1/things/{name}", open=True)
def see_thing(name: str, work: UnitOfWork) -> Thing:
    """One read."""
    item = work.table.get(name, "THING") or {}
    return Thing(name=item["name"], size=item["size"])


@api.post("/v1/things", status=201, open=True)
def make_thing(body: Thing, work: UnitOfWork) -> Thing:
    """One transaction."""
    work.save(put({"pk": body.name, "sk": "THING", "name": body.name, "size": body.size}))
    return body
