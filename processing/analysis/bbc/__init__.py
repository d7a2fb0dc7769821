"""A municipality's multi-year plan, its actions brought together by challenge instead of by department."""
