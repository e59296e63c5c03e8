"""区域对比: one or several indicators for the units of a province, from the records or from a registered corpus."""
