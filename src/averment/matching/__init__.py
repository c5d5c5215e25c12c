"""Floor 2: across reports, from claims to incidents and findings."""
