"""How many deaths of the last months are still to become known: estimated, bounded, and tested."""
