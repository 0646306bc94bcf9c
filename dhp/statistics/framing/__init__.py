"""How a frame is made: what its columns are, and where their values come from."""
