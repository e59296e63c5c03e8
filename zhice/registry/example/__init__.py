"""示例地区: an invented history of patents for a trial run, made from a fixed seed, never mistaken for records.

`invented` makes names and numbers, `history` what was filed and what became of it, `rows` the rows a source would carry,
`loading` stores them through the registry's own actions. Every name says 示例; numbers lie in ranges not yet given out.
"""
