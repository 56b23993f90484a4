"""Measurements: what `make bench` prints and writes to bench/results.json."""
