"""The second wall: which rows PostgreSQL gives to whom, whatever the application asks for."""
