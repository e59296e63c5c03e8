"""语料: folders of Parquet with a province's or the nation's records, registered with day and source, for what our own records cannot rank."""
