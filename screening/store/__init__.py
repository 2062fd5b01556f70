"""The ledger on SQLite or PostgreSQL: what was seen, decided, intended and done."""
