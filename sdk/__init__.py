"""What makes the SDKs from the API's document: `python -m sdk` (decision 096)."""
