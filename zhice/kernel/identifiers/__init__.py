"""Numbers by which the trade knows its things: each is read once, checked, and kept in one canonical form."""
