"""Erasing what a case says of people: asked by one lead, done by another, and what remains."""
