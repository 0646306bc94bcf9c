"""A new second factor for whoever lost theirs: asked for by one person, agreed to by another."""
