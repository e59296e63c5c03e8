"""专利: invention, utility model and design, kept as what was published of them and what happened to them.

Clauses: 主要目标 1–3, a–c. Rules: 专利法 art. 42 (term), 44 (early end), 47 (invalidation); the region
is the seat of the first
applicant or patentee. A patent's dates, holders and stretches in force are never typed:
`life.rebuild_life` folds them from its
publications and legal events, so that any stock can be rebuilt for any day.
"""
