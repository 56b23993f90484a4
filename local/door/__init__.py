"""The door: one origin for the portal, the API and its reference, as the CDN is in the cloud."""
