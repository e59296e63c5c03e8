"""报告: the quarterly report, written from the plan, the figures and the tasks, with no typed number."""
