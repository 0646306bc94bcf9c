"""People, the forces they belong to, their roles, and how they sign in."""
