"""驰名认定: that a mark is well known is a fact found in a case that needs it (商标法 2019 art. 14, 2026 art. 63), never a title.

So a record is the finding with its case, and no page shows it as an award.
"""
