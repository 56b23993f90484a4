"""The app of the comparison: FastAPI + Mangum with a read route and a write route around the same table."""

from typing import Any

from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put


class Item(BaseModel):
    """A small body."""

    name: str
    size: int


app = FastAPI()
table = Table("bench")


@app.get("/v1/items/{name}")
def show_item(name: str) -> Item:
    """Read an item."""
    item = table.get(name, "ITEM") or {}
    return Item(name=item["name"], size=item["size"])


@app.post("/v1/items", status_code=201)
def create_item(body: Item) -> Item:
    """Create an item in a transaction."""
    table.commit([put({"pk": body.name, "sk": "ITEM", "name": body.name, "size": body.size})])
    return body


handler: Any = Mangum(app, lifespan="off")
