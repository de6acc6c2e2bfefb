"""The tables, indexes, views and triggers of an archive, and the migrations from older schemas.

No queries: those are in the room of their subject. A changed table is a new migration at the end of migrations.py; a
number or index that must always be right is a trigger in triggers.py.
"""
