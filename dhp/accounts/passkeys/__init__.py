"""Passkeys and security keys: a second step at sign-in that cannot be given to a false page."""
