"""读取: a plan document is read by the machine and confirmed by a person, number by number."""
