"""The operator's settings for the App Store: Apple's own root in DER, its own API, and no environment to choose."""

import re
import ssl
from pathlib import Path
from typing import Any

import pytest

from infra.config import Config, ConfigError
from infra.stores import APPLE_ROOT_SHA256, Apple, Stores
from simulators.apple.certificates import Root
from tests.infra.test_config import read

_ROOT = Path(__file__).parents[2]
_APPLE = {"bundle_id": "com.example.phone", "app_apple_id": 1234567890, "issuer_id": "57246542", "key_id": "2X9R4HXF34"}


def _stores(root: Path, **apple: Any) -> dict[str, Any]:
    return {"products": {"phone.us.monthly": "local_monthly"}, "apple": _APPLE | {"root": str(root)} | apple}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the file of a root certificate that is not Apple's."""
    return Root(tmp_path).path


def test_a_deployment_may_have_no_store(tmp_path: Path) -> None:
    """Without the settings no store is served: its functions are given none of them."""
    stores = read(tmp_path, stores=...).stores
    assert (stores.apple, stores.google, stores.products) == (None, None, {})
    for door, given in stores.environment().items():
        assert {value for value in given.values() if value != "{}"} <= {""}, door


def test_another_root_than_apples_is_refused(tmp_path: Path, root: Path) -> None:
    """Only the emulator trusts another one; the message says where to look."""
    with pytest.raises(ConfigError, match=r"stores\.apple\.root: is not Apple Root CA - G3"):
        read(tmp_path, stores=_stores(root))
    assert read(tmp_path, stores=_stores(root), emulated=True, disposable=True).stores.apple
    assert APPLE_ROOT_SHA256.upper() in re.sub(r"[:\s]", "", (_ROOT / "docs/deploying.md").read_text("utf-8")).upper()


def test_a_root_in_pem_is_refused(tmp_path: Path, root: Path) -> None:
    """Apple's library would call all of Apple's mail forged (D9)."""
    root.write_text(ssl.DER_cert_to_PEM_cert(root.read_bytes()))
    with pytest.raises(ConfigError, match=r"stores\.apple\.root: is PEM"):
        read(tmp_path, stores=_stores(root), emulated=True)


@pytest.mark.parametrize("content", [b"", b"\x30\x82nothing"])
def test_a_root_that_is_no_certificate_is_refused(tmp_path: Path, root: Path, content: bytes) -> None:
    """So is a file that is not there."""
    root.write_bytes(content)
    with pytest.raises(ConfigError):
        read(tmp_path, stores=_stores(root), emulated=True)
    with pytest.raises(ConfigError, match="No such file"):
        read(tmp_path, stores=_stores(tmp_path / "none.cer"), emulated=True)


def test_only_the_emulator_has_another_app_store(root: Path) -> None:
    """Who answers in its place could say what was paid."""
    for name in ("url", "sandbox_url"):
        apple = Apple.model_validate(_APPLE | {"root": str(root), name: "https://example.com"})
        with pytest.raises(ValueError, match=r"stores\.apple"):
            Stores(apple=apple).require_the_stores_own()


@pytest.mark.parametrize("name", ["environment", "environments", "online_checks"])
def test_the_environment_is_no_setting(tmp_path: Path, root: Path, name: str) -> None:
    """In two of them Apple's library checks no signature: none can be chosen (D1)."""
    with pytest.raises(ConfigError, match=rf"stores\.apple\.{name}"):
        read(tmp_path, stores=_stores(root, **{name: "LocalTesting"}), emulated=True)


def test_a_product_is_of_a_plan(tmp_path: Path) -> None:
    """A plan that we do not have is refused by its name."""
    with pytest.raises(ConfigError, match="there is no plan local_weekly"):
        read(tmp_path, stores={"products": {"phone.us.weekly": "local_weekly"}})


def test_the_settings_reach_only_the_functions_that_need_them(tmp_path: Path, root: Path) -> None:
    """Those that verify what Apple has signed are given its root; the products, those and what opens and ends plans."""
    stores = read(tmp_path, stores=_stores(root), emulated=True, disposable=True).stores
    with_root = {door for door, given in stores.environment().items() if given.get("APP_STORE_ROOTS")}
    assert with_root == {"app_store_webhooks", "purchases", "store_events"}
    shown = {door for door, given in stores.environment().items() if "local_monthly" in given.get("STORE_PRODUCTS", "")}
    assert shown == with_root | {"planning"}


def test_no_code_names_the_environments_that_check_nothing() -> None:
    """Nothing that is deployed can ask for them (D1)."""
    deployed = [path for part in ("services", "kernel", "contracts", "infra") for path in (_ROOT / part).rglob("*.py")]
    assert len(deployed) > 100
    assert [path for path in deployed if re.search(r"\b(XCODE|LOCAL_TESTING)\b", path.read_text("utf-8"))] == []
    assert Config.model_fields["stores"].annotation is Stores
