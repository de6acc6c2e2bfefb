"""What was reported about outlets, and the messages that still have to be delivered.

The tables alerts, alert_messages and alert_deliveries, and what the table runs says about failing crawls. What is
reported when is decided in newsarchive/alerts; nothing here sends a message. A new fact about an alert goes into
alert_rows.py, one about a delivery into outbox.py.
"""
