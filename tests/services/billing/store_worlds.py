"""What tests of both app stores share: billing with settings of a store, its people, and what it knows."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import uuid4

from contracts.identity import AccountRegistered
from kernel import aws
from kernel.dynamodb.items import from_item
from services.billing.domain.store_subscription import StoreSubscription
from tests.in_process import InProcessServices, forget_what_is_cached
from tests.services.billing.harness import BillingHarness


def billing_with(billing: BillingHarness, settings: Mapping[str, str], secrets: Mapping[str, str]) -> BillingHarness:
    """Return billing with more settings and secrets."""
    surroundings = billing.world.surroundings["billing"] | settings
    client = aws.client("secretsmanager")
    kept = json.loads(client.get_secret_value(SecretId=surroundings["SECRET_NAME"])["SecretString"])
    secret = client.create_secret(Name=f"billing-{uuid4().hex}", SecretString=json.dumps(kept | secrets))
    world = InProcessServices({"billing": surroundings | {"SECRET_NAME": secret["Name"]}})
    world.delivered |= billing.world.delivered
    forget_what_is_cached("billing")
    return BillingHarness(world, billing.paypal)


def register(billing: BillingHarness, people: Mapping[str, str]) -> None:
    """Let billing know people, by the accounts' names."""
    for number, (account_id, name) in enumerate(people.items()):
        phone, email = f"+1415555018{number}", f"{name.lower()}@example.com"
        billing.deliver_event(AccountRegistered(account_id=account_id, phone_number=phone, name=name, email=email))
    billing.world.settle()


def known_to(billing: BillingHarness) -> list[StoreSubscription]:
    """Return all subscriptions as they are stored."""
    return [from_item(StoreSubscription, item) for item in billing.items("STORESUB")]


@contextmanager
def changed_settings(billing: BillingHarness, settings: Mapping[str, str]) -> Iterator[None]:
    """Change settings for a while."""
    where = billing.world.surroundings["billing"]
    before = dict(where)
    where.update(settings)
    forget_what_is_cached("billing")
    yield
    where.clear()
    where.update(before)
    forget_what_is_cached("billing")
