"""Is it the same firm, the same person? Names taken apart, compared by a table of weights, and the score says why.

Pure Python: no Django, no database. Regions come in as data (`places.PlaceWords`), so that this floor knows no
gazetteer. Below certainty the answer is "review": a person decides, and nothing is ever merged on a name alone.
Rules: GB 32100-2015 (统一社会信用代码); 企业名称登记管理规定 (行政区划 + 字号 + 行业 + 组织形式).
"""
