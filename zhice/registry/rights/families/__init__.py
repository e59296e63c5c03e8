"""同族: one invention published in several countries, counted once.

Clauses: 主要目标 b (创造), the class “在海外有同族” of high-value inventions. What other offices published is kept as
`ForeignPublication`; which of these and of our patents belong together is folded from their priorities and from the
family number that DOCDB gives (`folding`), never typed.
"""
