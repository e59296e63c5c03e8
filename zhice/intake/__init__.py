"""采集: files come in. guard → child process → staging → preview → one transaction.

Nothing that a stranger wrote is parsed in the web server or the worker: `child` does it, under limits of
memory,
time and size. A file is refused as a whole with its reason (`Refused`), or asks a question (`Ask`), or gives
rows; a row is stored, is a duplicate, or goes to quarantine with its line, column and reason. Nothing is
lost:
rows = stored + duplicate + quarantined.

Pure, and importable without Django: everything except `models`, `pipeline` and `apps`.
What a column means stands with the records it fills, as a `format.Format`; how its rows are written, as a
`sinks.Sink`.
"""
