"""Start the MCP server on standard input and output: `python -m mcp_server [--allow-writes]`.

TEAMLINE_URL is the address of the API, TEAMLINE_API_KEY an API key. The tools are made from the document of that API.
"""

import argparse
import os
import sys

import anyio
from mcp.server.stdio import stdio_server

from mcp_server.api import HttpApi
from mcp_server.server import create_server
from mcp_server.tools import Operation, operations_of


def main() -> None:
    """Read the environment and serve; exit with a sentence if something is missing."""
    parser = argparse.ArgumentParser(prog="mcp_server", description="Tools of the Teamline API for a model.")
    parser.add_argument("--allow-writes", action="store_true", help="offer tools that change something, too")
    arguments = parser.parse_args()
    address, key = os.environ.get("TEAMLINE_URL", ""), os.environ.get("TEAMLINE_API_KEY", "")
    if not address or not key:
        sys.exit("Set TEAMLINE_URL to the address of the API, and TEAMLINE_API_KEY to an API key.")
    try:
        api = HttpApi(address, key)
    except ValueError as error:
        sys.exit(str(error))
    document = api.send("GET", "/v1/openapi.json", query={}, body=None, headers={})
    if document.status != 200:
        sys.exit(f"{address} has no document of the API.")
    anyio.run(_serve, api, operations_of(document.body, allow_writes=arguments.allow_writes))


async def _serve(api: HttpApi, operations: dict[str, Operation]) -> None:
    server = create_server(api, operations)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


if __name__ == "__main__":
    main()
