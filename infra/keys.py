"""Keys in KMS: one pair signs access tokens, one pair a service seals what only its sender may read."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Config


def signing_key(scope: Construct, config: Config) -> kms.Key:
    """The key that signs access tokens.

    KMS rotates no asymmetric key. One that is replaced costs nobody their session: access tokens of the old
    one are refused, and the refresh tokens, which it did not sign, bring new ones.
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
    """The key that a service seals codes with, for its own sender alone."""
    return kms.Key(
        scope,
        "SealingKey",
        description=f"{config.name}: seals what {service} sends",
        key_spec=kms.KeySpec.RSA_2048,
        key_usage=kms.KeyUsage.ENCRYPT_DECRYPT,
        removal_policy=removal(config),
    )


def removal(config: Config) -> RemovalPolicy:
    """What becomes of data and keys when their stack is destroyed."""
    return RemovalPolicy.DESTROY if config.disposable else RemovalPolicy.RETAIN
