"""The measures by which a layer is brought to units: their names, and what each one needs."""

MEASURES = (
    "count",
    "density",
    "sum",
    "mean",
    "median",
    "weighted_mean",
    "area_share",
    "length",
    "transfer_extensive",
    "transfer_intensive",
    "dominant",
    "distance_nearest",
    "share_within",
)
NEED_FIELD = ("sum", "mean", "median", "weighted_mean", "transfer_extensive", "transfer_intensive", "dominant")
TAKE_FIELD = (*NEED_FIELD, "density")
TAKE_POINTS = ("distance_nearest", "share_within")
DEFAULT_DISTANCE = 400.0
