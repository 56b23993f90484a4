"""The command `python -m contracts`: writes published.json from the event classes after a contract has grown."""

import json
from pathlib import Path

from contracts import event_catalogue

if __name__ == "__main__":
    text = json.dumps(event_catalogue.schemas(), indent=1, sort_keys=True) + "\n"
    Path(__file__).with_name("published.json").write_text(text, encoding="utf-8")
