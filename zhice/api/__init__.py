"""/api/v1: what the pages show, for programs. Same doors, same rows, same words; refusals are `{error, detail}`."""
