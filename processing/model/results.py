"""The layers of a result, and the fields that it adds to units: each name once."""

UNITS, CLUSTERS, INTEGRATED, STYLES = "units", "clusters", "integrated", "layer_styles"
LAYERS = (UNITS, CLUSTERS, INTEGRATED, STYLES)
"""Layers that an integrated map has of its own; the last one is where QGIS keeps looks."""

SURE, DOUBTFUL = "sure", "doubtful"
"""How two records of two registers match."""

FRINGE = "belonging"
"""Key of the layer that shows for which areas it is uncertain whether they belong to a cluster."""

GRID_CELL = "grid_cell"
"""Of the cells of a grid: what each is known by."""

INDEX = "challenge_index"
MISSING_SHARE = "missing_share"
DATA_AGE = "data_age_days"
Z_SCORE, P_VALUE, CLUSTER_TYPE, CLUSTER_ID = "z_score", "p_value", "cluster_type", "cluster_id"
CLUSTER_PROBABILITY, WORST_PROBABILITY = "cluster_probability", "worst_tenth_probability"
"""How probable it is that a unit belongs to a cluster; or, where a method tests no units, to the worst tenth of them."""

HECTARE = 10_000.0
"""In square metres: fields of areas are in the one, texts in the other."""

RESERVED = frozenset(
    (
        GRID_CELL,
        INDEX,
        MISSING_SHARE,
        DATA_AGE,
        Z_SCORE,
        P_VALUE,
        CLUSTER_TYPE,
        CLUSTER_ID,
        CLUSTER_PROBABILITY,
        WORST_PROBABILITY,
        "fid",
        "geom",
    )
)
"""Names that no indicator can have; the last two are a GeoPackage's own."""


def sector_field(sector: str) -> str:
    """Return the name of the field with a sector's sub-index."""
    return f"{sector}_index"


def score_field(indicator: str) -> str:
    """Return the name of the field with an indicator's need score."""
    return f"{indicator}_score"


def error_field(indicator: str) -> str:
    """Return the name of the field with the standard error of an indicator's value."""
    return f"{indicator}_se"


def base_field(indicator: str) -> str:
    """Return the name of the field with what an indicator's values are rates of, which weighs them in a mean over units."""
    return f"{indicator}_of"


def hidden_field(indicator: str) -> str:
    """Return the name of the field that says where an indicator's value is hidden, 1, because too few are counted."""
    return f"{indicator}_hidden"


def expected_field(indicator: str) -> str:
    """Return the name of the field with what is expected of an indicator where its value is hidden."""
    return f"{indicator}_expected"


def proposed_index_field(proposal: str) -> str:
    """Return the name of the field with the index as a proposal would have it."""
    return f"{proposal}_index"


def rank_change_field(proposal: str) -> str:
    """Return the name of the field with how many places a unit rises in the ranking by a proposal."""
    return f"{proposal}_rank_change"


def cluster_change_field(proposal: str) -> str:
    """Return the name of the field that says whether a unit joins or leaves the clusters by a proposal."""
    return f"{proposal}_cluster_change"


def proposal_fields(proposal: str) -> tuple[str, str, str]:
    """Return the names of all fields that a proposal adds to units."""
    return proposed_index_field(proposal), rank_change_field(proposal), cluster_change_field(proposal)
