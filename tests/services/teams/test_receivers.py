"""Where webhooks go: to public addresses alone, whatever a name says, an answer asks for, or a server does (E8)."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from services.teams.receivers.addresses import accepts, is_public
from services.teams.receivers.receivers import Receivers
from services.teams.receivers.signing import headers_of, new_secret
from tests.receiver import receiver

HOST = "hooks.example.com"
PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1", "192.0.0.192",
    "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1", "100::1",
]  # fmt: skip


def resolver(*answers: list[str]) -> Any:
    """Return a resolver of names that says these addresses, one list for each time it is asked."""
    said = list(answers)

    def ask(_host: str, port: int) -> list[Any]:
        addresses = said.pop(0) if len(said) > 1 else said[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (it, port)) for it in addresses]

    return ask


def post(receivers: Receivers, url: str = f"https://{HOST}/hooks") -> str:
    """Send a webhook, and return the fault."""
    return receivers.post(url, {"webhook-id": "msg_1"}, b"{}").fault


@pytest.mark.parametrize("address", PRIVATE)
def test_nothing_is_sent_to_an_address_that_is_not_public(address: str) -> None:
    """Private, local, mapped, translated, tunneled and multicast addresses are refused, also among others."""
    assert not is_public(ip_address(address))
    assert post(Receivers(resolver=resolver([address]))) == "private_address"
    assert post(Receivers(resolver=resolver(["93.184.216.34", address]))) == "private_address"


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001:801::200e"])
def test_public_addresses_are_accepted(address: str) -> None:
    """An address of a host on the Internet is public."""
    assert is_public(ip_address(address))


def test_a_name_that_changes_is_refused_when_it_does() -> None:
    """Each attempt resolves anew: a name that was public leads nowhere once it says a private address."""
    asked = resolver(["10.0.0.1"], ["127.0.0.1"], ["::1"])
    receivers = Receivers(resolver=asked)
    assert [post(receivers) for _ in range(3)] == ["private_address"] * 3


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is resolved once for an attempt; what it says a moment later is not asked."""
    connected: list[Any] = []

    def connect(address: Any, *_: Any, **__: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert post(Receivers(resolver=resolver(["93.184.216.34"], ["127.0.0.1"]))) == "no_connection"
    assert connected == [("93.184.216.34", 443)]


def test_a_name_that_no_one_knows_is_a_fault() -> None:
    """A name without an address, or that cannot be resolved, is no reason to fail."""

    def unknown(host: str, port: int) -> list[Any]:
        raise socket.gaierror(host)

    assert post(Receivers(resolver=unknown)) == "unknown_host"
    assert post(Receivers(resolver=resolver([]))) == "unknown_host"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://", "https://localhost/", "https://127.0.0.1/",
        "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://printer.local/",
        "https://db.internal/", "https://user:secret@example.com/", "https://example.com:0/",
        "https://example.com:99999/", "https://example.com/#part", "https://exa mple.com/", "https://bücher.example/",
        "//example.com/", "https://host",
    ],
)  # fmt: skip
def test_an_endpoint_is_a_public_name_with_https(url: str) -> None:
    """Addresses in any notation, local names, other schemes, credentials and what is no URL are refused."""
    assert not accepts(url, to_loopback=False)
    assert post(Receivers(resolver=resolver(["93.184.216.34"])), url) == "private_address"


@pytest.mark.parametrize(
    "url", ["https://example.com", "https://hooks.example.com:8443/a?b=c", "https://xn--bcher-kva.de/"]
)
def test_public_names_are_accepted(url: str) -> None:
    """A public name may have a port, a path and a query."""
    assert accepts(url, to_loopback=False)


def test_this_computer_is_reached_by_the_operators_setting_alone() -> None:
    """Without the setting, a server on this computer gets nothing; with it, other private addresses still do not."""
    with receiver() as target:
        assert post(Receivers(), target.url) == "private_address"
        assert target.received == []
        assert Receivers(to_loopback=True).post(target.url, {}, b"{}").code == 204
        local = Receivers(to_loopback=True, resolver=resolver(["169.254.169.254"]))
        assert post(local) == "private_address"


def test_no_redirect_is_followed() -> None:
    """A redirect is a failure, wherever it leads."""
    with receiver() as hidden, receiver() as target:
        target.status, target.headers = 307, {"location": hidden.url, "retry-after": "120"}
        answer = Receivers(to_loopback=True).post(target.url, {}, b"{}")
        assert (answer.code, answer.retry_after, hidden.received) == (307, 120, [])


@contextmanager
def serving(speak: Any) -> Iterator[int]:
    """Run a server that speaks with each connection as it likes, and return its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                with suppress(OSError), connection:
                    speak(connection)

    threading.Thread(target=run, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()


def test_a_server_that_answers_byte_by_byte_is_cut_off() -> None:
    """The time limit is of the whole attempt, not of each byte."""
    done = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
        while not done.wait(0.05):
            connection.sendall(b"y")

    with serving(drip) as port:
        receivers = Receivers(to_loopback=True, most_seconds=0.4)
        answer = receivers.post(f"http://127.0.0.1:{port}/", {}, b"{}")
        done.set()
    assert answer.fault == "timeout"
    assert 300 < answer.ms < 5_000


def test_a_connection_that_comes_after_the_end_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attempt whose time is over while it connects sends nothing."""
    connect, arrived = socket.create_connection, threading.Event()

    def slowly(*given: Any, **more: Any) -> socket.socket:
        threading.Event().wait(0.3)
        return connect(*given, **more)

    monkeypatch.setattr(socket, "create_connection", slowly)
    with serving(lambda connection: arrived.set() if connection.recv(1) else None) as port:
        receivers = Receivers(to_loopback=True, most_seconds=0.1)
        assert post(receivers, f"http://127.0.0.1:{port}/") == "timeout"
    assert not arrived.is_set()


def test_a_name_that_takes_long_is_cut_off() -> None:
    """The time limit is of the lookup, too."""
    done = threading.Event()

    def slow(_host: str, _port: int) -> list[Any]:
        done.wait(10)
        return []

    answer = Receivers(resolver=slow, most_seconds=0.2).post(f"https://{HOST}/", {}, b"{}")
    done.set()
    assert answer.fault == "timeout"
    assert 150 < answer.ms < 5_000


def test_what_is_not_http_is_a_fault() -> None:
    """An answer that is none, or none at all, fails the attempt alone."""
    with serving(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")) as port:
        assert post(Receivers(to_loopback=True), f"http://127.0.0.1:{port}/") in {"not_http", "no_connection"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate of HOST that signs itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "host.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def test_the_certificate_must_be_the_names(certificate: Path) -> None:
    """TLS to the pinned address asks for the name (SNI, Host), and trusts its certificate and no other's."""
    heard: list[bytes] = []
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    names: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: names.append(name)

    def speak(connection: socket.socket) -> None:
        with server.wrap_socket(connection, server_side=True) as secure:
            read = b""
            while not read.endswith(b"{}"):
                read += secure.recv(4096)
            heard.append(read)
            secure.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with serving(speak) as port:
        trusting = ssl.create_default_context(cafile=str(certificate))
        told = resolver(["127.0.0.1"])
        good = Receivers(to_loopback=True, resolver=told, context=trusting)
        assert good.post(f"https://{HOST}:{port}/hooks?a=b", {"webhook-id": "msg_1"}, b"{}").code == 204
        assert names == [HOST]
        assert heard[0].startswith(b"POST /hooks?a=b HTTP/1.1\r\n")
        assert f"host: {HOST}:{port}\r\n".encode() in heard[0]
        assert post(good, f"https://other.example.com:{port}/") == "tls_failed"
        assert post(Receivers(to_loopback=True, resolver=told), f"https://{HOST}:{port}/") == "tls_failed"


def test_signatures_are_those_of_the_standard() -> None:
    """Headers verify with the library of Standard Webhooks, by each of the secrets."""
    from standardwebhooks import Webhook

    secrets = [new_secret(), new_secret()]
    headers = headers_of("msg_1", "{}", datetime.now(UTC), secrets)
    assert [Webhook(secret).verify("{}", headers) for secret in secrets] == [{}, {}]
    assert len(headers["webhook-signature"].split()) == 2
