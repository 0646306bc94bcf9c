"""The API by which the systems of forces send notifications and fetch their receipts."""
