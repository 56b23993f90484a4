"""Compares the carrier's records of calls with ours (N9)."""
