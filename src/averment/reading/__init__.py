"""Floor 2: from one Report to its Claims. Nothing above this floor imports spaCy."""
