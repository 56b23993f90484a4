"""What a service says to differ from the shape of all services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aws_cdk import aws_iam as iam


@dataclass(frozen=True)
class ServiceConfig:
    """The settings of one service, further permissions of its doors, and its alarms."""

    environment: Mapping[str, str]
    door_environment: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # what few doors need besides
    secret: str = ""
    secret_readers: tuple[str, ...] = ()
    seals: bool = False
    unseals: tuple[str, ...] = ("consumer",)  # the doors that open what the service has sealed
    takes_documents: bool = False
    keeps_voicemail: bool = False
    keeps_media: bool = False
    sends_texts: bool = False
    sends_mails: bool = False
    senders: tuple[str, ...] = ("consumer",)  # the doors that send texts and mails
    mails_tagged: str = ""  # the service reacts when a mail with this tag fails
    also: Mapping[str, Sequence[iam.PolicyStatement]] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)  # the dependency group that a door needs besides
    alarms: Mapping[str, str] = field(default_factory=dict)
    attacks: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # as alarms, over so many in five minutes
    continuing: frozenset[str] = frozenset()  # events that run the next part of a long change, before what it caused
    sendings: frozenset[str] = frozenset()  # events that send messages: many at once must not delay the others
