"""The description of our addresses for programs: /openapi.json (OpenAPI 3.1).

addresses.py has a line for each address, schemas.py what their JSON looks like, document.py puts them together. A new
page goes into addresses.py; a test compares it with the routes of routes.py.
"""
