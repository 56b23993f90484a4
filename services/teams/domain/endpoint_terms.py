"""The terms of endpoints for webhooks, which problems, notices and the portal name (E8)."""

from datetime import timedelta

MOST_ENDPOINTS = 10  # of a team
OVERLAP = timedelta(hours=24)  # in which webhooks are signed with the former secret as well
FAILING_FOR = timedelta(days=3)  # without one success, before an endpoint is paused
UNHURRIED_AFTER = 2  # tries: the third, minutes after an event, has the whole time though the endpoint fails
