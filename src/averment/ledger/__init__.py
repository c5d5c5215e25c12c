"""Floor 2: memory. Facts are added and never changed; views are derived."""
