"""What holders of wallets are notified of about plans of numbers that change hands or leave (T12, N13)."""

from kernel.notices import Notice
from services.billing.domain.plans_ahead import MONTHS_AHEAD

NUMBER_NOTICES: dict[str, Notice] = {
    "number_yours": Notice(
        "A number of a team becomes a person's own",
        "the person",
        "A number is yours now",
        "{number} is yours now. It's paid until {paid_through}; from then on its plan costs {amount} USD "
        "{period}, which your PayPal wallet pays, or your team if you're on one. Connect a wallet, change the "
        "plan or cancel it: {portal}/numbers",
    ),
    "number_yours_unrenewed": Notice(
        "A number of a team becomes a person's own, and its plan is canceled",
        "the person",
        "A number is yours now",
        "{number} is yours now. It's paid until {paid_through}, and its plan is canceled: it costs nothing "
        "after that, and the number ends. To keep it, resume the plan: {portal}/numbers",
    ),
    "plans_taken_on": Notice(
        "A person with number plans of their own joins a team, which pays for them from their next renewal on",
        "the owner",
        "Your team pays for a new member's numbers",
        "{who} has joined your team with {own_plans}. Your PayPal wallet pays for them from their next renewal on, the "
        f"first on {{day}}: {{amount}} USD in the next {MONTHS_AHEAD} months. "
        "See each charge, or remove them from your team: "
        "{portal}/users/{person_id}",
    ),
    "unused_days": Notice(
        "A number has moved to another carrier, and days of its plan are not used",
        "the payer",
        "Unused days of your number's plan were credited",
        "{number} has moved to another carrier, so its plan has ended. We added {amount} USD for paid days that were "
        "not used to {whose} balance; what is owed is repaid first. Details: {portal}/billing",
    ),
}
