"""The outbox: messages kept with what caused them, then handed to a mail server once each."""
