"""The limits that the operator configures, and the key that secrets are hashed under."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """What an operator sets, and the key under which what is secret is hashed."""

    countries: frozenset[str]
    codes_per_number_hour: int
    codes_per_address_hour: int
    codes_per_day: int
    key: str

    @property
    def codes_per_pair_hour(self) -> int:
        """How many codes one address may ask for one number: never all, so that a stranger leaves its owner one."""
        return max(1, self.codes_per_number_hour - 1)

    @property
    def wrong_passwords_per_address_hour(self) -> int:
        """How many wrong passwords one address may try, over all numbers."""
        return 5 * self.codes_per_address_hour
