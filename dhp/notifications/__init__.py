"""What a force sends: drafts, sending once, receipts, and the unit's acceptance."""
