"""What reading any kind of source needs: requests, downloads, tables, canonical fields."""
