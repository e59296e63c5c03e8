"""通知: what concerns a person, told once, on one page, with a bell that counts what is unread."""
