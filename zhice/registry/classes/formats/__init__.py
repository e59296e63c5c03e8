"""Tables of classes as their publishers write them; one file for each."""
