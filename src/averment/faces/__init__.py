"""Floor 4: what people see and call."""
