"""How each kind of layer looks: a module a subject, each with its kinds in `LOOKS`."""

from ..style import Look
from . import access, clusters, coalition, demand, envelope, ground, need, quality, registers, sites

LOOKS: dict[str, Look] = {
    kind: look
    for subject in (need, clusters, sites, access, demand, envelope, coalition, quality, registers, ground)
    for kind, look in subject.LOOKS.items()
}
"""The looks of every kind of layer that the plugin makes: a map that was made before is styled again by the name of its kind."""
