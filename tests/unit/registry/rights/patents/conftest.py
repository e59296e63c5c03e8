"""What a person answered once about the headings of a table from CNKI."""

CNKI_ANSWERS = {
    "author": "inventors",
    "com": "applicants",
    "sql": "filed_date",
    "quote": "published_date",
    "href": "link",
    "ChDiv_summary": "abstract",
    "claim_text": "claims",
}
