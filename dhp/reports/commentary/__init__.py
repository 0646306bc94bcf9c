"""What people of the unit say of a section, bound to the numbers of which they say it."""
