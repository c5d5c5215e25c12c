"""Scores on public data that tests never see; each module runs alone: python -m bench.NAME --data DIR."""
