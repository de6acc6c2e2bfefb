"""Calls of the tools as a program makes them, in this process."""

from typing import Any

from mcp import Client
from mcp.server.mcpserver import MCPServer


async def call(server: MCPServer, tool: str, **arguments: Any) -> dict[str, Any]:
    """The answer of a tool; fails if it is an error."""
    async with Client(server) as client:
        result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return result.structured_content


async def error_of(server: MCPServer, tool: str, **arguments: Any) -> str:
    """The sentence with which a tool refuses."""
    async with Client(server) as client:
        result = await client.call_tool(tool, arguments)
    assert result.is_error, result.structured_content
    return result.content[0].text
