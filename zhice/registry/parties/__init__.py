"""权利人与主体: organisations and persons that hold rights, with the names and seats they had.

Rules: GB 32100-2015 (统一社会信用代码). A person's name is personal data: masked for whoever may not see
it, and reading it is journalled.
"""
