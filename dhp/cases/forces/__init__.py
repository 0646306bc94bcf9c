"""Which forces have a part in a case, how a part is handed on, and to whom a case is restricted."""
