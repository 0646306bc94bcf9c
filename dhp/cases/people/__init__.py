"""The people of a death: who they are, how they are tied, what changes them and shows them."""
