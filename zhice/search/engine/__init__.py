"""The engine: normal form, grams, numbers, sounds, the query language, and the index itself. No Django, no records."""
