"""A part of the demo: a number is paid for in an app store, and moves to the web without losing a day."""

from local.demo.steps import DemoSteps
from local.people import Person
from local.polling import wait_until
from local.subscribers import chooses_number, plan_of, subscribes, subscription_of


class AppStoreDemo:
    """What a person does who has bought a number plan in Google Play, and pays on the web from then on (B9, B21)."""

    def __init__(self, steps: DemoSteps) -> None:
        self._steps = steps

    def run(self, person: Person) -> None:
        """Run all steps of this part; the demo also plays the store."""
        self._steps.step(f"{person.name} subscribes in Google Play, and chooses a number with it")
        person.signs_up()
        subscribes(person, "google_play")
        plan = chooses_number(person)
        self._steps.say(f"paid in the store through {plan['paid_through'][:10]}: nothing is charged to PayPal")
        self._steps.step("He moves to the web: first both calendars, then for good")
        quote = person.api.quote_move_store_subscriptions()
        self._steps.say(f"days paid twice: {sum(it['days_paid_twice'] for it in quote['items'])}")
        person.api.move_store_subscriptions()
        wait_until("the plan on the web", lambda: plan_of(person)["source"] == "web", limit=30)
        wait_until("the store's renewal to be off", lambda: not subscription_of(person)["renews_at"], limit=30)
        self._steps.say(f"still paid through {plan_of(person)['paid_through'][:10]}; Google Play charges no more")
