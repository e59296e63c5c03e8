"""登记: who (parties), where (regions), what (rights), and what every pillar may read of them.

Rooms: `regions` (regions with their earlier codes, resident population), `parties` (organisations and
persons with their names and
seats), `rights/patents` (patents, what the gazettes published of them, their legal events), `rights/pct`
(PCT international applications).
Clauses served: 主要目标 1–3, a–d of 济管市监〔2020〕61号.
"""
