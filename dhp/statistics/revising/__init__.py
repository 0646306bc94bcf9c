"""How figures change between two instants, and why: every change has a cause, and the sum balances."""
