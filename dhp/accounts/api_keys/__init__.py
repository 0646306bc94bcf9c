"""Forces' own systems and the keys with which they call the service."""
