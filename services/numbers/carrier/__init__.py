"""The client of the carrier (Telnyx), the only folder that knows its JSON: stock and orders, port-ins, texts.

It exports nothing, so that a webhook's signature can be checked without loading the clients.
"""
