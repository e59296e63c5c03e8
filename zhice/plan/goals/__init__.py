"""目标: the plan as a document in force, its versions, its tree of objectives and what it promises of each indicator."""
