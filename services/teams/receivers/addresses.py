"""Which addresses webhooks may go to: public ones only, whatever a name says at the moment of sending (E8).

A name is resolved once for each attempt, every address that it has is checked, and the connection goes to a checked
address: a name that says something else a moment later changes nothing (OWASP, Server-Side Request Forgery).
"""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

Resolve = Callable[[str, int], list[Any]]
_PORTS = {"https": 443, "http": 80}
_HIDDEN = (".localhost", ".local", ".internal", ".arpa", ".onion", ".test", ".invalid")  # names that are never public
_NOT_GLOBAL_4 = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24")))  # of the IETF; relays of 6to4 (RFC 7526)
_GLOBAL_6 = ip_network("2000::/3")  # all that IANA has assigned as global unicast: no mapped, NAT64 or local address
_TUNNELS_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))  # Teredo, 6to4, documents


class AddressRefusedError(Exception):
    """Nothing is sent to this address; `fault` is why, as the log of deliveries shows it."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def resolve(host: str, port: int) -> list[Any]:
    """Return the addresses of a name, as `socket.getaddrinfo` does."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def find_address(host: str, port: int, resolver: Resolve, *, to_loopback: bool) -> str:
    """Return the address to connect to. Raise AddressRefusedError if any of the name's addresses is not public.

    `to_loopback` is the operator's word, for a system on one computer: then addresses of that computer are good, too.
    """
    try:
        found = [ip_address(it[4][0].partition("%")[0]) for it in resolver(host, port)]
    except (OSError, UnicodeError, ValueError) as error:
        raise AddressRefusedError("unknown_host") from error
    if not found:
        raise AddressRefusedError("unknown_host")
    if not all(is_public(it) or (to_loopback and it.is_loopback) for it in found):
        raise AddressRefusedError("private_address")
    return str(next((it for it in found if it.version == 4), found[0]))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one host's on the public Internet."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv4Address):
        return not _is_in(address, _NOT_GLOBAL_4)
    return address in _GLOBAL_6 and not _is_in(address, _TUNNELS_6)


def accepts(url: str, *, to_loopback: bool) -> bool:
    """Return whether an endpoint may have this address, as far as it says by itself: HTTPS, to a public host's name.

    With `to_loopback` it may also be on this computer, without TLS.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment or port == 0 or not url.isascii() or " " in url:
        return False
    if to_loopback and host in {"localhost", "127.0.0.1", "::1"}:
        return parts.scheme in _PORTS
    return parts.scheme == "https" and _is_public_name(host)


def port_of(url: str) -> int:
    """Return the port of an endpoint's address."""
    parts = urlsplit(url)
    return parts.port or _PORTS[parts.scheme]


def _is_public_name(host: str) -> bool:
    """Return whether this is a name with a top-level domain; an address in any notation is none."""
    top = host.rpartition(".")[2]
    return "." in host and not top.isdigit() and not top.startswith("0x") and not f".{host}".endswith(_HIDDEN)


def _is_in(address: IPv4Address | IPv6Address, networks: Iterable[Any]) -> bool:
    return any(address in network for network in networks)
