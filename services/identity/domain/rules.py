"""The limits that the operator configures, and the key for hashes of secrets."""

from dataclasses import dataclass

SIGN_UP_PERCENT = 70  # of the day's codes

LOGIN_ID_CODES_PER_HOUR = 5  # of one account, for its next Login ID


@dataclass(frozen=True)
class Rules:
    """The operator's limits, and the key under which codes and networks are hashed."""

    countries: frozenset[str]
    codes_per_number_hour: int
    codes_per_address_hour: int
    codes_per_day: int
    codes_per_country_day: int
    key: str

    @property
    def codes_per_network_hour(self) -> tuple[int, int, int]:
        """Return how many codes may be requested per hour from an IPv4 address or IPv6 /64, from a /56 and a /48."""
        return self.codes_per_address_hour, 2 * self.codes_per_address_hour, 5 * self.codes_per_address_hour

    @property
    def sign_up_codes_per_day(self) -> int:
        """Return how many of a day's codes sign-ups may use; the rest is kept for people with an account."""
        return max(1, self.codes_per_day * SIGN_UP_PERCENT // 100)

    @property
    def codes_per_pair_hour(self) -> int:
        """Return how many codes one network may request for one number per hour.

        It is always one less than the number's limit, so that a stranger leaves at least one code to the owner.
        """
        return max(1, self.codes_per_number_hour - 1)

    @property
    def wrong_passwords_per_address_hour(self) -> int:
        """Return how many wrong passwords one network may enter per hour, over all numbers."""
        return 5 * self.codes_per_address_hour
