"""Every file of the stores' samples has a test that says what it gives: one that no row names fails (issue 15)."""

import pytest

from tests.services.billing import test_apple_samples, test_google_samples
from tests.services.billing.apple_samples import SAMPLES

# By folder: the names that its tests go through, one by one, or by name.
_NAMED = {
    "apple/notifications": {*test_apple_samples._ALONE, "18_revoke_family", "19_test"},
    "apple/notifications_production": {
        "01_subscribed_initial_buy",
        "02_did_renew",
        "03_did_renew_after_move",
        "04_auto_renew_disabled",
        "07_refund_of_month_3",
        "19_test",
    },
    "apple/refuse": {
        "alg_hs256", "alg_none", "expired_leaf", "foreign_root", "inner_transaction_forged",
        "intermediate_without_marker", "leaf_without_marker", "no_x5c", "other_app_apple_id", "other_bundle",
        "production_at_sandbox_verifier", "sandbox_at_production_verifier", "swapped_chain", "tampered_payload",
        "tampered_signature", "two_certificates",
    },
    "apple/proofs": {
        "api_rate_limited", "api_transaction_history", "api_transaction_not_found", "proof_of_another_user",
        "proof_original_transaction_id", "proof_signed_transaction",
    },
    "google/pushes": {*test_google_samples._PERIODS, *test_google_samples._NO_PURCHASE},
    "google/refuse": {
        "alg_none", "email_not_verified", "expired", "no_token", "other_key_same_kid", "tampered", "unknown_kid",
        "wrong_account", "wrong_audience", "wrong_issuer",
    },
    "google": {"certs_v1", "certs_v3_jwks"},
    "": {"settings"},
}  # fmt: skip


def test_no_file_of_the_samples_is_left_out() -> None:
    """Each is of a folder that a test goes through, under a name that is expected; and none of these is missing."""
    if not SAMPLES.exists():
        pytest.skip(f"the samples of the stores are not here: {SAMPLES}")
    found: dict[str, set[str]] = {}
    for path in SAMPLES.rglob("*.json"):
        folder = path.parent.relative_to(SAMPLES).as_posix()
        found.setdefault("" if folder == "." else folder, set()).add(path.stem)
    assert found == _NAMED
