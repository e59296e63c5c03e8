"""Which parties are one: proposals that a person decides, and merges that can be undone to the last row.

Rules: a party is found by its code first, else by its exact name and region (rights/patents/storing.py); everything less
certain is a proposal here, and never merged by itself. `zhice.matching` compares; decision record 0021 says how a merge works.
"""
