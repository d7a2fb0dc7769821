"""What catalogues and services say of a layer, in the words of records."""
