"""The command `make conformance`, which replays the requests of the services' tests to moto on another DynamoDB."""
