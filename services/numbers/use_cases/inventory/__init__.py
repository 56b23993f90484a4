"""Compares our numbers, orders and port-ins with the carrier's, every day (N16)."""
