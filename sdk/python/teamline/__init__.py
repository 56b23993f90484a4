"""Teamline's API in Python: typed, signed in for as long as you use it, and safe to repeat.

>>> from teamline import Client
>>> client = Client("https://api.example.com")
>>> client.create_session({"phone_number": "+14155550123", "password": "..."})
>>> client.get_team()["name"]
"""

from .client import Client
from .problems import NoAnswerError, Problem
from .tokens import FileStore, MemoryStore, Tokens, TokenStore

__all__ = ["Client", "FileStore", "MemoryStore", "NoAnswerError", "Problem", "TokenStore", "Tokens"]
