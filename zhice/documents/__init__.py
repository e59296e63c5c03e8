"""公文: an official document as content, and its renderings as .docx and PDF (GB/T 9704-2012)."""
