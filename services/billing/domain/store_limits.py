"""How often a purchase in an app store may be claimed: apart, so that no other function carries it."""

from kernel.limits import DAY, REQUEST_COST, Limit
from services.billing.domain.store_problems import TooManyClaims

STORE_CLAIMS = (  # an app claims after a purchase or a restore; ids of purchases can be guessed, and each is asked for
    Limit("store_claims", "account", 50, DAY, TooManyClaims, "purchase in a store that is claimed", REQUEST_COST),
    Limit("store_claims", "address", 200, DAY, TooManyClaims, "purchase in a store that is claimed", REQUEST_COST),
)
