"""The simulated carrier's detail records of texts: one for each text that has left, without our own id of it."""

from typing import Any

from aiohttp import web

from simulators.telnyx import answers

Json = dict[str, Any]
_FILTERS = {"record_type", "direction", "cli", "cld", "created_at][gte", "created_at][lt"}
_MOST = 50
_STATUSES = {"delivered": "delivered", "delivery_unconfirmed": "dlr_unconfirmed", "sent": "dlr_timeout"}


def list_text_records(request: web.Request, texts: dict[str, Json]) -> web.Response:
    """Answer a request for records of texts; an unknown filter or a page that is too large is refused."""
    asked = {name[7:-1]: value for name, value in request.query.items() if name.startswith("filter[")}
    size, page = int(request.query.get("page[size]", 20)), int(request.query.get("page[number]", 1))
    if asked.keys() - _FILTERS or not 1 <= size <= _MOST or page < 1:
        return answers.error(400, "10015", "Bad Request", "There is no such filter, or no such page.")
    found = [_record(text) for text in texts.values() if text["sent_at"]]
    found = [it for it in found if _fits(it, asked)]
    meta = {"page_number": page, "page_size": size, "total_results": len(found), "total_pages": -(-len(found) // size)}
    return web.json_response({"data": found[(page - 1) * size : page * size], "meta": meta})


def _record(text: Json) -> Json:
    """Build the record of a text."""
    to = text["to"][0]
    return {
        "record_type": "message_detail_record",
        "uuid": text["id"],
        "direction": text["direction"],
        "cli": text["from"]["phone_number"],
        "cld": to["phone_number"],
        "created_at": text["received_at"],
        "sent_at": text["sent_at"],
        "status": _STATUSES.get(to["status"], "failed"),
        "errors": [it["code"] for it in text["errors"]],
        "message_type": text["type"],
        "parts": text["parts"],
        "profile_id": text["messaging_profile_id"],
        "currency": "USD",
        "cost": text["cost"]["amount"],
    }


def _fits(record: Json, asked: Json) -> bool:
    same = all(record[name] == asked[name] for name in ("direction", "cli", "cld") if name in asked)
    at = record["created_at"][:23]
    since, until = asked.get("created_at][gte", "")[:23], asked.get("created_at][lt", "9")[:23]
    return bool(same and since <= at < until)
