"""Many reports at once: sources to shards, shards to Parquet, Parquet to a ledger. bulk.py tells it in order."""
