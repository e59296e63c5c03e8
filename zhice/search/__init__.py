"""Finding: one index over all records, kept in step with the database, asked with the asker's own rights.

`engine/` is plain Python over tantivy and knows no records. Around it: what is declared to be found (`searchable`), how
records become entries (`reading`), how the index follows the database (`following`), how a person asks (`finding`).
"""
