"""Floor 1, what people keep by hand: tables with a source for each row, and the gazetteer."""
