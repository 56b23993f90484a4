"""Checks before a launch what people and companies outside of the code must have granted: `make preflight CONFIG=...`.

Each gate of `gates.py` says whom to ask, how long that takes and what fails without; most are checked by an API.
docs/launch.md is made from the same list.
"""
