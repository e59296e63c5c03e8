"""法: every number that a law or an official definition fixes, by date, with the clause that fixes it.

Values stand in YAML (`<pillar>/<topic>.yaml`), logic in Python; `book` reads them, `calendar` counts days by them.
"""
