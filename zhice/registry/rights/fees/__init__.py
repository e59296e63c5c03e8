"""年费与续展: which fee of which right is due when, with the late fee, what was paid, and who is told before it is too late.

`calendar` and `spans` are pure; `providers` is where each kind of right says what of it is due.
Governed by `registry.annual_fees` and `registry.patent_terms` (专利法 42—44, 实施细则 5, 114, 115).
"""
