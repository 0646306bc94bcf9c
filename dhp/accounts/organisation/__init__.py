"""Signing in with an account of one's own organisation, by OpenID Connect, where it is set up."""
