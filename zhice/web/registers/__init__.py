"""What follows from a declared register: its pages, its exports, its import format, its API. The declaration itself is
`zhice.web.register`; here stands everything that no declaration repeats."""
