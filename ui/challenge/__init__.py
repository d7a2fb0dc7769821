"""A challenge in a dock: weigh its indicators while the map follows, see its clusters, save, compare and export it."""
