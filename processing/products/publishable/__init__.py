"""The version of a layer that may be published: mended, without personal fields, with what others must know of it, in open formats."""
