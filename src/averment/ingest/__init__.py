"""Floor 2: from bytes to a Report with one text that every span refers to."""
