"""How patents come in: one declared format per kind of source, all giving `rows.PublicationRow`."""
