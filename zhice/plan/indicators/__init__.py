"""指标: definitions of how a figure is computed from records. An indicator belongs to no plan; plans set targets on it."""
