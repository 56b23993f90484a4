"""What people are notified of about number plans that they pay for in an app store (B9, E1)."""

from kernel.notices import Notice

STORE_NOTICES: dict[str, Notice] = {
    "store_plan_past_due": Notice(
        "An app store could not renew the subscription that a number plan is paid by",
        "the number's holder",
        "Your number's subscription was not renewed",
        "Your subscription in {store}, which pays for {number}, wasn't renewed, so the number is suspended. Update "
        "your payment in {store}: {manage}\n\nOr pay us instead: {portal}/billing. If nothing is paid by {last_try}, "
        "the plan ends.",
    ),
    "store_paid_unused": Notice(
        "An app store was paid for a subscription that pays for no number",
        "whose subscription it is",
        "Your subscription is paid, and pays for no number",
        "Your subscription in {store} is paid until {paid_through}, and no number uses it. Choose a number, or restore "
        "one that we keep for you: {portal}/numbers. If you don't want it anymore, cancel it in {store}: {manage}",
    ),
    "store_number_left": Notice(
        "A number whose plan is paid in an app store has moved to another carrier",
        "the number's holder",
        "Your subscription goes on without its number",
        "{number} has moved to another carrier. Your subscription in {store} is paid until {paid_through}: use it for "
        "another number until then ({portal}/numbers). It renews until you cancel it in {store}: {manage}",
    ),
}
