"""商标: one record for each mark and class, with its legal events (主要目标 b; 商标法 on term, renewal and what ends a mark).

一标多类 counts once for each class. The events are the only source of days, holders and seats; `life` folds them, so a
stock can be rebuilt for any day, by the region valid on it.
"""
