"""The base URLs that the simulators need, and what their application shares."""

from dataclasses import dataclass

from aiohttp import ClientSession, web

LARGEST_REQUEST = 40 * 1024 * 1024  # a document of 20 MB in base64, and one that is too large


@dataclass(frozen=True)
class BaseUrls:
    """Base URLs, each without a slash at its end."""

    emulator: str = "http://127.0.0.1:4566"
    door: str = "http://127.0.0.1:8080"
    public: str = "http://127.0.0.1:8090"  # how functions and browsers reach the simulators themselves


CLIENT = web.AppKey("client", ClientSession)
