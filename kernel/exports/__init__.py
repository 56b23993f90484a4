"""Exports: what a service has of a person or a team, as rows of documented columns, in pieces in a bucket."""
