"""The two routes of `fastapi_app` behind our own HTTP door."""

from pydantic import BaseModel

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api


class Item(BaseModel):
    """A small body."""

    name: str
    size: int


_TABLE = Table("bench")
api = Api("bench", lambda: _TABLE)
handler = api.handler


@api.get("/v1/items/{name}", open=True)
def show_item(name: str, work: UnitOfWork) -> Item:
    """Read an item."""
    item = work.table.get(name, "ITEM") or {}
    return Item(name=item["name"], size=item["size"])


@api.post("/v1/items", status=201, open=True)
def create_item(body: Item, work: UnitOfWork) -> Item:
    """Create an item in a transaction."""
    work.save(put({"pk": body.name, "sk": "ITEM", "name": body.name, "size": body.size}))
    return body
