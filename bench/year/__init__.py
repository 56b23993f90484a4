"""A simulated year of number plans: bought, renewed, declined, cancelled and changed, with crashes in between."""
