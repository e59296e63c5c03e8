"""语料: folders of Parquet with the records of a province or the nation, registered with day and source; ranks come from them."""
