"""One step of the world, drawn from a seeded generator: the same seed is the same story, over the book or the table."""

from random import Random

from services.billing.domain.payment_fact import ChargeStatus
from tests.services.billing.laws.call_world import RATES, CallWorld
from tests.services.billing.laws.charge_world import LATE, LATE_REVIEW
from tests.services.billing.laws.grant_world import LAST_DAYS, GrantWorld
from tests.services.billing.laws.plan_world import PlanWorld
from tests.services.billing.laws.store_world import StoreWorld
from tests.services.billing.laws.world import PEOPLE, TEAM, Billing, World

CHARGED = [
    ChargeStatus.COMPLETED,
    ChargeStatus.COMPLETED,
    ChargeStatus.COMPLETED,
    ChargeStatus.PENDING,
    ChargeStatus.REFUSED,
]
AT_PAYPAL = ["complete", "deny", "refund", "reverse", "dispute"]
OF_INVITATIONS = ["again", "revoke", "expire", "join", "join"]
ASKED = [
    "allocate",
    "take_back",
    "spend",
    "spend",
    "text",
    "leave",
    "back",
    "grant",
    "grant",
    "grants_end",
    "more",
    "more",
]
KINDS = [
    "buy",
    "deliver",
    "deliver",
    "deliver",
    "paypal",
    "paypal",
    "dispute_ends",
    "invite",
    "invitation",
    "invitation",
    "ask",
    "ask",
    "ask_back",
    "ask_back",
    "fund",
    "collect",
    *[
        "call",
        *["store"] * 3,
    ]
    * 3,
    "plan",
    "plan",
    "plan",
    "plan",
]
CROSSING = [
    *["deliver"] * 6,
    *["buy"] * 2,
    *["paypal"] * 3,
    *["ask"] * 6,
    *["ask_back"] * 2,
    "invite",
    *["invitation"] * 2,
    "fund",
    *["collect"] * 2,
    *["plan"] * 3,
    *["call"] * 5,
    *["store"] * 3,
    *["leave"] * 2,
    *["back"] * 2,
]
GOING = [*["deliver"] * 8, *["leave"] * 4, *["back"] * 4, *["ask"] * 3, "invitation", "buy", "fund", "collect", "plan"]
PLANS = ["local_monthly", "local_yearly"]
COMES = [ChargeStatus.COMPLETED, ChargeStatus.COMPLETED, ChargeStatus.PENDING, ChargeStatus.REFUSED, LATE, LATE_REVIEW]
OF_STORES = [
    "subscribes",
    *["renews"] * 2,
    *["refunds"] * 2,
    "gives_back",
    "stops",
    *["web"] * 2,
    *["due"] * 3,
    "attach",
    "cancel",
    "lapse",
    "resume",
    "order_fails",
    "chooses",
]
OF_PLANS = ["open", "due", "due", "due", "attach", "order_fails", "cancel", "lapse", "resume", *PLANS]


def story(
    seed: int, steps: int, billing: Billing, *, crossing: bool = False, kinds: list[str] | None = None
) -> StoreWorld:
    """Return a world in which so many random steps, of these kinds or of all, have happened to billing.

    When they are `crossing`, steps are split: one reads and decides, others happen, and then it commits.
    """
    kinds = kinds or (CROSSING if crossing else KINDS)
    dice, world = Random(seed), StoreWorld(billing)
    if dice.random() < 0.5:
        open_team(world, dice)
    for _ in range(steps):
        if crossing:
            world.slow = dice.random() < 0.6
            if dice.random() < 0.4:
                billing.finish(dice.randrange(1_000))
            if dice.random() < 0.2:
                billing.notify()
        step(world, dice, kinds)
    world.slow = False
    return world


def open_team(world: PlanWorld, dice: Random) -> None:
    """Begin with a team that has given people credits: most of what goes wrong with debts needs that."""
    world.buy(TEAM, dice.randint(500, 5_000), ChargeStatus.COMPLETED)
    for account in PEOPLE[:2]:
        world.invite(1)
        world.join(list(world.invitations)[-1], account)
    while world.messages:
        world.deliver(0, again=False)
    for account in PEOPLE[:2]:
        world.allocate(account, dice.randint(100, 2_000))
        world.begin_shortfall(account, dice.randint(2_000, 8_000), dice.choice(COMES))


def step(world: StoreWorld, dice: Random, kinds: list[str]) -> None:
    """Do one random step, if it is possible."""
    cents = dice.choice([1, 7, 99, 500, dice.randint(1, 5_000)])
    disputes = [(pay, it) for pay, truth in world.paypal.items() for it in truth.disputes]
    match dice.choice(kinds):
        case "buy":
            world.buy(dice.choice([TEAM, TEAM, *PEOPLE]), cents, dice.choice(CHARGED))
        case "deliver":
            world.deliver(dice.randrange(1_000), again=dice.random() < 0.3)
        case "paypal" | "ask_back" as kind if world.paypal:
            payment_id = dice.choice(list(world.paypal))
            happen(world, payment_id, cents, kind if kind == "ask_back" else dice.choice(AT_PAYPAL))
        case "dispute_ends" if disputes:
            world.decide_dispute(*dice.choice(disputes), lost=dice.random() < 0.5)
        case "invite":
            world.invite(cents)
        case "invitation" if world.invitations:
            move(world, dice.choice(list(world.invitations)), cents, dice.choice(PEOPLE), dice.choice(OF_INVITATIONS))
        case "ask" | "leave" | "back" as kind:
            ask(world, dice.choice(PEOPLE), cents, dice.choice(ASKED) if kind == "ask" else kind)
        case "collect":
            world.collect()
        case "fund":
            world.billing.credits_arrived()
        case kind:
            {"call": call_step, "store": store_step}.get(kind, plan_step)(world, dice)


def call_step(world: CallWorld, dice: Random) -> None:
    """Let a call arrive, run on, or end."""
    running = [call_id for call_id, call in world.calls.items() if call.seconds is None]
    match dice.choice(["arrives", "runs_on", "ends"]):
        case "runs_on" if running:
            world.runs_on(dice.choice(running))
        case "ends" if running:
            world.ends(dice.choice(running), dice.choice([0, 30, dice.randint(1, 3_000)]))
        case _:
            world.arrives(dice.choice(PEOPLE), *dice.choice(RATES))


def store_step(world: StoreWorld, dice: Random) -> None:
    """Subscribe in a store, or have something happen to a subscription there, or to its plan."""
    what = dice.choice(OF_STORES) if world.stores else "subscribes"
    if what == "subscribes":
        world.subscribe(dice.choice(PEOPLE))
    else:
        move_store(world, dice.choice(list(world.stores)), what, dice.randrange(1_000), dice.choice(COMES))


def move_store(world: StoreWorld, name: str, what: str, at: int, comes: ChargeStatus | str) -> None:
    """Change one subscription in a store, or its plan."""
    match what:
        case "renews":
            world.store_renews(name)
        case "refunds":
            world.store_refunds(name, at, at % 31 or None)
        case "gives_back":
            world.store_gives_back(name, at)
        case "stops":
            world.store_stops(name, renews=at % 3 == 0)
        case "web":
            world.go_to_web(name)
        case "chooses":
            world.choose_again(name)
        case _:
            move_plan(world, world.stores[name].plan, what, comes)


def plan_step(world: PlanWorld, dice: Random) -> None:
    """Change a plan, open a new one, or refund what is due."""
    match dice.choice(["want", "plan", "plan", "plan", "pay_back"]):
        case "plan" if world.plans:
            move_plan(world, dice.choice(world.plans), dice.choice(OF_PLANS), dice.choice(COMES))
        case "pay_back":
            world.pay_back()
        case _:
            world.want(dice.choice([TEAM, *PEOPLE]), dice.choice(PLANS), dice.choice(COMES))


def move_plan(world: PlanWorld, plan: str, what: str, comes: ChargeStatus | str) -> None:
    """Change one plan."""
    match what:
        case "open":
            world.charge_first(plan, comes)
        case "due":
            world.plan_due(plan, comes)
        case "attach":
            world.try_now(plan, comes)
        case "order_fails":
            world.order_fails(plan)
        case _:
            world.plan_asked(plan, what)


def happen(world: World, payment_id: str, cents: int, what: str) -> None:
    """Change a payment at PayPal."""
    match what:
        case "complete":
            world.decide_pending(payment_id, ChargeStatus.COMPLETED)
        case "deny":
            world.decide_pending(payment_id, ChargeStatus.DENIED)
        case "dispute":
            world.dispute(payment_id, cents)
        case "ask_back":
            world.ask_back(payment_id, cents)
        case _:
            world.give_back(payment_id, cents, by_force=what == "reverse")


def move(world: World, invitation: str, cents: int, account: str, what: str) -> None:
    """Change an invitation."""
    match what:
        case "again":
            world.invite_again(invitation, cents)
        case "join":
            world.join(invitation, account)
        case "revoke":
            world.revoke(invitation)
        case _:
            world.expire(invitation)


def ask(world: GrantWorld, account: str, cents: int, what: str) -> None:
    """Send a request to billing, or have the operator grant credits, or let time go by until one of them expires."""
    match what:
        case "grant":
            world.grant(account, cents, LAST_DAYS[cents % len(LAST_DAYS)])
        case "grants_end":
            world.end_grants(LAST_DAYS[0] if cents % 4 else LAST_DAYS[cents % len(LAST_DAYS)])
        case "more":
            world.begin_shortfall(account, cents, COMES[cents % len(COMES)])
        case "leave":
            world.leave(account)
        case "back":
            world.come_back(account)
        case "take_back":
            world.take_back(account)
        case "spend":
            world.spend(account, cents)
        case "text":
            world.text(account)
        case _:
            world.allocate(account, cents)
