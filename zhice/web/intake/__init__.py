"""The pages of intake: choose a format, send a file, look at the dry run, confirm, read the batch, take it back."""
