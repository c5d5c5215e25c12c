"""Floor 0, the nouns: frozen values that flow through every step. Standard library only."""
