"""Telling the database how much it holds, after an import that changed this at a stroke."""

from dhp.extensions import db

MANY = 1_000  # new deaths, from which on plans made for the old counts may be slow


def count_anew(new: int) -> None:
    """Let the database count its rows where an import kept `new` deaths and these are many.

    In a transaction of its own, after that of the import.
    """
    if new >= MANY:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
