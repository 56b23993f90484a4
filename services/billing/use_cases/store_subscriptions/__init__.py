"""Subscriptions that people pay for in an app store (B9)."""
