"""行政区划: the regions that figures are attributed to, the codes they had and have, and how many people
live there.

Rules: GB/T 2260 (six digits); the denominator of every per-10,000 figure is the resident population
(常住人口) with year and source.
"""
