"""Keys in KMS: one signs access tokens, one encrypts second factors, one per service seals codes."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Config


def signing_key(scope: Construct, config: Config) -> kms.Key:
    """Create the key that signs access tokens.

    KMS rotates no asymmetric key. Replacing one ends no session: access tokens of the old key are refused, and the
    refresh tokens, which it did not sign, bring new ones.
    """
    return kms.Key(
        scope,
        "SigningKey",
        description=f"{config.name}: signs access tokens",
        key_spec=kms.KeySpec.RSA_2048,
        key_usage=kms.KeyUsage.SIGN_VERIFY,
        removal_policy=removal(config),
    )


def sealing_key(scope: Construct, config: Config, service: str) -> kms.Key:
    """Create the key that a service seals codes with; one door of it alone decrypts."""
    return kms.Key(
        scope,
        "SealingKey",
        description=f"{config.name}: seals what {service} sends",
        key_spec=kms.KeySpec.RSA_2048,
        key_usage=kms.KeyUsage.ENCRYPT_DECRYPT,
        removal_policy=removal(config),
    )


def factors_key(scope: Construct, config: Config) -> kms.Key:
    """Create the key that encrypts the secrets of authenticators; one door of identity alone may use it."""
    return kms.Key(
        scope,
        "FactorsKey",
        description=f"{config.name}: encrypts the secrets of second factors",
        enable_key_rotation=True,
        removal_policy=removal(config),
    )


def removal(config: Config) -> RemovalPolicy:
    """Return what happens to data and keys when their stack is destroyed."""
    return RemovalPolicy.DESTROY if config.disposable else RemovalPolicy.RETAIN
