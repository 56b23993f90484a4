"""What we compare with: FastAPI + Mangum with one read route and one write route, around the same table."""

from typing import Any

from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put


class Thing(BaseModel):
    """A small answer."""

    name: str
    size: int


app = FastAPI()
table = Table("bench")


@app.get("/v1/things/{name}")
def see_thing(name: str) -> Thing:
    """One read."""
    item = table.get(name, "THING") or {}
    return Thing(name=item["name"], size=item["size"])


@app.post("/v1/things", status_code=201)
def make_thing(body: Thing) -> Thing:
    """One transaction."""
    table.commit([put({"pk": body.name, "sk": "THING", "name": body.name, "size": body.size})])
    return body


handler: Any = Mangum(app, lifespan="off")
