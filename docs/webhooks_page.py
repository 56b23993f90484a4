"""The page of webhooks: how they are received, and each event with what it carries. Made from the code."""

from datetime import timedelta
from typing import Any

from contracts.public_event_types import VERSION, WHEN
from contracts.public_events import PUBLIC_EVENTS
from services.teams.domain.delivery import KEPT, WAITS
from services.teams.domain.endpoint_terms import FAILING_FOR, MOST_ENDPOINTS, OVERLAP
from services.teams.receivers.receivers import MOST_SECONDS

_HEAD = f"""# Webhooks

Made from the code by `make docs`. The owner of a team adds up to {MOST_ENDPOINTS} endpoints in the portal (Profile,
Webhooks) or by `POST /v1/team/webhooks`, chooses events, and gets a secret that is shown once. Teamline then sends each
event as a signed request, as [Standard Webhooks](https://www.standardwebhooks.com) describes it, so that its libraries
verify it. [examples/webhooks/receive.py](../examples/webhooks/receive.py) is a whole receiver, run by the tests.

```
POST /teamline HTTP/1.1
content-type: application/json
webhook-id: msg_01JDZ0Q5S0W2Z3Y4X5V6T7R8Q9
webhook-timestamp: 1796065569
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{{"type":"number.assigned","version":{VERSION},"timestamp":"2026-11-30T19:06:09.281000Z","data":{{"team_id":"team_01J...",
"number_id":"num_01J...","phone_number":"+14155550123","user_id":"acc_01J..."}}}}
```

- **Verify the body as it came**, before you parse it, and refuse a timestamp that is older than five minutes.
- **Answer 2xx within {MOST_SECONDS:.0f} seconds**, then do the work. Redirects aren't followed; 410 pauses it.
- **An event can arrive twice**, with the same `webhook-id`, and events can arrive in another order than they happened.
  Handle each id once; `timestamp` says when it happened.
- **Anything else is tried again**, {len(WAITS)} times. The waits between two tries are
  @WAITS@;
  they are longer if you answer with `Retry-After` in seconds. The log keeps each attempt for {KEPT.days} days, and any
  event can be sent again.
- **An endpoint that accepts nothing for {FAILING_FOR.days} days is paused**, and the owner gets a notice. What it
  misses is kept: resume it, then resend what it missed.
- **Secrets rotate without a gap**: for {OVERLAP // timedelta(hours=1)} hours both the new and the former one sign.
- **Endpoints are public**: https:// with a valid certificate, and a name whose addresses are all on the Internet. That
  is checked at every attempt, and the connection goes to the address that was checked.
- **Names, emails, texts and codes aren't sent**: ids are, and the API says more about them to those who may know it.

## Events, version {VERSION}

Fields are only added. `webhook.test` is what "Send test" sends. Amounts are in USD, as decimal strings.

| type | when | data besides `team_id` |
|---|---|---|"""


def webhooks_page() -> str:
    """Return the text of docs/webhooks.md."""
    head = _HEAD.replace("@WAITS@", ", ".join(map(_words, WAITS)))
    rows = [f"| `{it.name}` | {WHEN[it.name]} | {_fields(it.schema())} |" for it in PUBLIC_EVENTS]
    return "\n".join([head, *rows, ""])


def _fields(schema: dict[str, Any]) -> str:
    return ", ".join(f"`{name}`" for name in schema["properties"] if name != "team_id") or "-"


def _words(wait: timedelta) -> str:
    for size, name in ((timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if wait >= size:
            return f"{wait // size} {name}{'s' if wait > size else ''}"
    return f"{wait.seconds} seconds to a minute"
