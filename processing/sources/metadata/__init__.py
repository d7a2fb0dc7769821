"""Records as other people's catalogues read them: DCAT-AP, ISO 19139, OGC API Records."""
