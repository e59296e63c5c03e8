"""任务: what the plan orders to be done, who answers for it, until when, with what evidence; and the supervision of late ones."""
