"""What the page itself says, in its language: ``{names}`` are filled in by the page."""

from __future__ import annotations

from ...texts.language import Language


def page_texts(language: Language) -> dict[str, str]:
    """Return the texts that the page's script writes."""
    t = language.tr
    return {
        "index": t("Need index (0-100)"),
        "need_index": t("Need index"),
        "no_data": t("too little data"),
        "hidden": t("hidden: too few counted"),
        "rank": t("rank {rank} of {count}"),
        "no_rank": t("not ranked: too little data"),
        "missing": t("no value"),
        "area": t("area"),
        "neighbourhood": t("neighbourhood"),
        "nothing_found": t("Nothing found"),
        "found": t("{count} found"),
        "units": t("{count} areas"),
        "hectares": t("{count} ha"),
        "certainty": t("mean certainty of the areas: {certainty}"),
        "certainty_weighted": t("mean certainty of the areas, weighted by {people}: {certainty}"),
        "in_cluster": t("in a cluster of need: {certainty}"),
        "weight_share": t("{share} % of the weight"),
        "weights_changed": t(
            "With these weights {count} of the {total} areas change rank; the clusters still follow the weights of the challenge."
        ),
        "weights_own": t("These are the weights of the challenge."),
        "weights_zero": t("Give at least one indicator a weight."),
        "rises": t("rises {count}"),
        "falls": t("falls {count}"),
        "copied": t("The link is copied: it opens the map as you see it now."),
        "copy_yourself": t("Copy the link from the address bar: it opens the map as you see it now."),
        "map_label": t("Map. Arrow keys move it, plus and minus zoom."),
        "no_webgl": t("This browser cannot draw the map (WebGL is off). Lists, weights and sources work."),
        "score": t("Need score (0-100). The line in each bar is the average of all areas."),
        "selected": t("{name} selected"),
        "close": t("Close"),
        "areas": t("Borders of neighbourhoods"),
        "water": t("Water"),
        "parks": t("Parks"),
        "roads": t("Roads"),
    }
