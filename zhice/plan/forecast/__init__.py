"""预测: the value expected at the end of a target's period, with an 80 % interval and the probability of meeting the target.

`outlook` takes an indicator's definition and facts and finds the series; `forecast` works on a series alone; `sentence` says it in words.
Pure: no Django, no clock. The method, what it can and cannot see, and its backtest: docs/performance.md and bench/forecast.py.
"""
