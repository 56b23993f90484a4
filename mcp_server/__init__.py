"""An MCP server for the Teamline API: a program of its own, on the computer of a customer (docs/mcp.md)."""
