"""How trademarks come in: one declared format per kind of source, all giving `rows.TrademarkRow`."""
