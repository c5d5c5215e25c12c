"""How the embedded model was made; nothing here is shipped or imported by the product."""
