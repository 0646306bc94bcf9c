"""How good the record is: what is missing, late and contradictory, and how long each step took."""
