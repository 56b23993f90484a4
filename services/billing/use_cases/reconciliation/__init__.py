"""Compares PayPal's books with ours (B17)."""
