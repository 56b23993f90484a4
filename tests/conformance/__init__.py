"""`make conformance`: what the services ask moto in their tests is asked of another DynamoDB, and both must agree."""
