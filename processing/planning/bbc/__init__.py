"""The multi-year plan re-clustered: read from a layer or file, written as a table and a report."""
