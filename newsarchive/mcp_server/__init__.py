"""The archive for programs that read for people: a server of the Model Context Protocol (MCP) on standard input.

Only this package knows the package mcp (extra `mcp`). It reads and never writes, and takes no SQL. Each answer has
addresses to cite. A new tool is a method in `tools/`, with its answer in `answers.py` and a line in `server.py`.
"""
