"""Returns as a file: what is held is listed, and the force writes beside it whether it is so."""
