"""A TLS server on the loopback interface that answers for every AWS endpoint, with a certificate of a CA of its own."""

import datetime
import http.server
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_REGION = "us-east-1"
_HOSTS = (f"*.{_REGION}.amazonaws.com", f"*.ddb.{_REGION}.amazonaws.com")
_NOTHING = b'{"Items": [], "Responses": {}, "Count": 0, "ScannedCount": 0}'
_HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Endpoint:
    """Where the server listens, and the PEM of the root that signs its certificate."""

    port: int
    root: str


@contextmanager
def endpoint(folder: Path, answers: Mapping[tuple[str, bytes], bytes] | None = None) -> Iterator[Endpoint]:
    """Answer requests while the block runs; the server's key lies in `folder`.

    `answers` has bodies by the header `x-amz-target` and the body of the request; any other finds nothing.
    """
    root, chain = _certificates()
    (folder / "chain.pem").write_text(chain)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "chain.pem")
    handler = type("Answering", (_Handler,), {"answers": answers or {}})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Endpoint(server.server_port, root)
        server.shutdown()


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers every POST."""

    protocol_version = "HTTP/1.1"
    answers: Mapping[tuple[str, bytes], bytes]

    def do_POST(self) -> None:
        """Read the request and answer 200."""
        asked = self.rfile.read(int(self.headers["content-length"]))
        answer = self.answers.get((self.headers["x-amz-target"], asked), _NOTHING)
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


def _certificates() -> tuple[str, str]:
    """Make a root, and the key and certificate that it signs for AWS's host names: RSA-2048, as AWS's are."""
    root_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    issuer = _name("Root of the bench")
    root = _builder(issuer, issuer, root_key).add_extension(x509.BasicConstraints(True, None), critical=True)
    leaf = (
        _builder(_name("Endpoint of the bench"), issuer, key)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in _HOSTS]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    pem = serialization.Encoding.PEM
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signed = [one.sign(root_key, hashes.SHA256()).public_bytes(pem).decode() for one in (root, leaf)]
    return signed[0], key.private_bytes(pem, *form).decode() + signed[1]


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _HOUR)
        .not_valid_after(now + 24 * _HOUR)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
