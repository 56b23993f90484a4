"""A year of number plans: bought, renewed, declined, cancelled and changed, with sweeps and charges killed midway."""
