"""The whole system: shared parts, then one line per service. `cdk deploy --all -c config=FILE`."""

import sys
from pathlib import Path

from aws_cdk import App

from infra.billing import billing
from infra.config import Config, ConfigError
from infra.dependencies import BuildError
from infra.firewall import Firewall
from infra.identity import identity
from infra.lake import Lake
from infra.numbers import numbers
from infra.portal import Portal
from infra.shared import Shared
from infra.teams import teams

BUILT_PORTAL = Path(__file__).parent / "web" / "dist"


def system(app: App, config: Config, portal: Path = BUILT_PORTAL) -> None:
    """Create all stacks of an installation, with the built portal of a folder."""
    shared = Shared(app, config)
    services = [identity(app, shared), teams(app, shared), billing(app, shared), numbers(app, shared)]
    shared.serve_document(service.doors for service in services)
    if config.data_lake:
        Lake(app, shared, {service.name: service for service in services})
    if not config.emulated:  # there, the laptop's door serves the portal
        buckets = [bucket for it in services for bucket in (it.documents, it.voicemail, it.media) if bucket]
        storage = [f"https://{bucket.bucket_regional_domain_name}" for bucket in buckets]
        Portal(app, shared, portal, storage, Firewall(app, shared))


if __name__ == "__main__":
    app = App()
    try:
        system(app, Config.read(app.node.try_get_context("config")))
    except (ConfigError, BuildError) as error:
        sys.exit(str(error))
    app.synth()
