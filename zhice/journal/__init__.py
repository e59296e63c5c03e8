"""日志: one event for every write and every reading of personal data, chained by hash and anchored outside the database."""
