"""分类: industries (GB/T 4754), titles of the International Patent Classification, and the official concordances that lead
from a symbol to an industry or to a strategic emerging industry. All of them come by import; none is shipped.

The rules: law.md §2.3 and §2.6. 命中 and 待核 are never added up (`matching`).
"""
