"""规划: a policy document made executable. Its goals, indicators, tasks, figures, forecasts and reports."""
