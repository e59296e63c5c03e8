"""Certificates of the IP management standard (贯标, GB/T 29490): who was certified, from when to when, and what became of it."""
