"""The whole system: shared parts, then one line per service. `cdk deploy --all -c config=FILE`."""

import sys

from aws_cdk import App

from infra.billing import billing
from infra.config import Config, ConfigError
from infra.identity import identity
from infra.numbers import numbers
from infra.shared import Shared
from infra.teams import teams


def system(app: App, config: Config) -> None:
    """All stacks of an installation."""
    shared = Shared(app, config)
    services = [identity(app, shared), teams(app, shared), billing(app, shared), numbers(app, shared)]
    shared.serve_document(service.doors for service in services)


if __name__ == "__main__":
    app = App()
    try:
        system(app, Config.read(app.node.try_get_context("config")))
    except ConfigError as error:
        sys.exit(str(error))
    app.synth()
