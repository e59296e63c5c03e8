"""测算值: figures computed from records on a day; and figures closed by two people, which never change silently."""
