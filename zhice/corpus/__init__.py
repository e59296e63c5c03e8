"""语料: the fact relations as Parquet files, so that DuckDB measures what PostgreSQL holds, or a nation's records that it does not.

`snapshot` writes a corpus from a source · `open_corpus` checks and opens one · `generate` makes one up from a seed, marked as such.
A corpus is a folder: one `<relation>.parquet` each, and `manifest.yaml` with its day, origin and the files' digests.
"""
