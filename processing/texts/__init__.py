"""Texts in Dutch and English: the language, words that products share, HTML pages."""
