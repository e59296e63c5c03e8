"""度量: measures return evidence rows, indicators fold them; a figure can never disagree with the list behind it.

    facts = Facts(PostgresSource(connection.cursor), territory, day=day)
    figure = fold(read_counts({"total": "creation.patent_grants"}), facts=facts, period=Period.year(2022), unit="件")
    figure.value, figure.why_not, figure.terms, figure.evidence.count(), list(figure.evidence.rows())

`facts` what is read · `source` where from (PostgreSQL, Parquet) · `measure` what is counted · `counts` the closed grammar · `definition`
a checked count with its unit · `fold` the figure · `evidence` its rows · `waterfall` how it came about · `history` month by month ·
`tabulate` by columns · `target` what was promised.
"""
