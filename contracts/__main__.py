"""The command `python -m contracts`: writes what is promised from the classes, after a contract has grown.

published.json has the events of the services, published_webhooks.json the public events that webhooks carry.
"""

import json
from pathlib import Path

from contracts import event_catalogue, public_events

if __name__ == "__main__":
    promised = {"published": event_catalogue.schemas(), "published_webhooks": public_events.schemas()}
    for name, schemas in promised.items():
        text = json.dumps(schemas, indent=1, sort_keys=True) + "\n"
        Path(__file__).with_name(f"{name}.json").write_text(text, encoding="utf-8")
