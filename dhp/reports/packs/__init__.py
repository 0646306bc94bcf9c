"""The packs of a force, for its own contacts: read here, and by no other force."""
