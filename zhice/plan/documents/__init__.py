"""The plan reader: from a plan document to its targets, commitments, references and unclaimed numbers.

Pure Python. `reader.read_file(path)` and `reader.read_plan(text)` give a `Reading`; docs/plan-reader.md says what
each field means and how well the grammar does on plans it has not seen. Clause: 规划 as a whole.
"""
