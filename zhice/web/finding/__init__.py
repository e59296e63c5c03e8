"""The one search box: hits over all registers, narrowed and marked; suggestions; searches that people keep."""
