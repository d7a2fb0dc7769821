"""Two registers of facilities with a planted truth: abbreviated, misspelt, moved, renamed, split, gone, with strangers next door."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from opgavenkaart.processing.analysis.registers import Register

KINDS = {
    "Basisschool": "BS",
    "Woonzorgcentrum": "WZC",
    "Kinderdagverblijf": "KDV",
    "Bibliotheek": "Bib",
    "Lokaal Dienstencentrum": "LDC",
    "Cultuurcentrum": "CC",
    "Sporthal": "Sporthal",
    "Apotheek": "Apotheek",
}
SAINTS = (
    "Sint-Jozef",
    "De Regenboog",
    "Ten Berge",
    "Ter Linden",
    "Sint-Vincentius",
    "Heilig Hart",
    "De Bron",
    "Klimop",
    "Mozaïek",
    "De Krekel",
)
QUARTERS = ("", "", "Noord", "Zuid", "Centrum", "Kouter", "Muide", "Ledeberg")
SYLLABLES = (
    "ber",
    "kens",
    "hoe",
    "ven",
    "mol",
    "aer",
    "wael",
    "roe",
    "lant",
    "schel",
    "wil",
    "lems",
    "coo",
    "bos",
    "der",
    "tim",
    "gra",
    "vel",
)
STREETS = {"straat": "str.", "laan": "ln", "steenweg": "stwg", "plein": "pl."}
CODES = ("9000", "9030", "9031", "9040", "9050")


@dataclass(frozen=True)
class Corpus:
    """Two registers, and which records are the same thing."""

    first: Register
    second: Register
    truth: frozenset[tuple[int, int]]


def make_corpus(
    count: int, seed: int, moved: float = 0.03, renamed: float = 0.02, split: float = 0.01, misspelt: float = 0.3, gone: float = 0.15
) -> Corpus:
    """Return registers of ``count`` facilities in a square of 10 km, drawn by a seed; the others are shares of them."""
    draw = random.Random(seed)
    streets = [coin(draw, 3) + draw.choice(list(STREETS)) for _ in range(max(50, count // 10))]
    first, second, truth = [], [], set()
    for number in range(count):
        own = coin(draw, 2) if draw.random() < 0.6 else ""
        name = " ".join(filter(None, (draw.choice(list(KINDS)), draw.choice(SAINTS), own, draw.choice(QUARTERS))))
        place = draw_place(draw, streets)
        first.append((name, f"{place[0]} {place[1]}, {place[2]} Gent", *place[3:]))
        if draw.random() < gone:
            continue
        chance = draw.random()
        if chance < moved:
            place = draw_place(draw, streets)
        elif chance < moved + renamed:
            name = f"{name.split()[0]} {draw.choice(SAINTS)} {coin(draw, 2)}"
        truth.add((number, len(second)))
        second.append(write_otherwise(draw, name, place, misspelt))
        if draw.random() < split:
            truth.add((number, len(second)))
            second.append(write_otherwise(draw, f"{name} 2", place, misspelt))
    for _ in range(int(count * gone)):
        name = f"{draw.choice(list(KINDS))} {draw.choice(SAINTS)} {coin(draw, 2)}"
        if draw.random() < 0.3:
            _, address, x, y = draw.choice(first)
            second.append((name, address, x, y))
        else:
            second.append(write_otherwise(draw, name, draw_place(draw, streets), 0.0))
    return Corpus(register_of(first), register_of(second), frozenset(truth))


def coin(draw: random.Random, most: int) -> str:
    """Return a name that nobody has."""
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(2, max(most, 2)))).capitalize()


def draw_place(draw: random.Random, streets: list[str]) -> tuple:
    """Return street, number, postal code and coordinates."""
    return draw.choice(streets), draw.randint(1, 200), draw.choice(CODES), draw.uniform(100_000, 110_000), draw.uniform(188_000, 198_000)


def write_otherwise(draw: random.Random, name: str, place: tuple, misspelt: float) -> tuple:
    """Return a facility as another clerk would write it."""
    street, number, code, x, y = place
    if draw.random() < 0.3:
        for whole, short in KINDS.items():
            name = name.replace(whole, short)
    if draw.random() < misspelt:
        name = misspell(draw, name)
    if draw.random() < 0.15:
        name += " vzw"
    if draw.random() < 0.3:
        street = next((street.removesuffix(end) + short for end, short in STREETS.items() if street.endswith(end)), street)
    if draw.random() < 0.1:
        street = misspell(draw, street)
    town = f", {code} Gent" if draw.random() < 0.7 else ""
    return name, f"{street} {number}{town}", x + draw.gauss(0, 8), y + draw.gauss(0, 8)


def misspell(draw: random.Random, text: str) -> str:
    """Return a text with one letter too few, too many, wrong or swapped."""
    place = draw.randint(1, len(text) - 2)
    letter = draw.choice("aeinrst")
    middle = draw.choice(
        (text[place + 1 : place + 2], letter + text[place : place + 2], letter + text[place + 1], text[place + 1] + text[place])
    )
    return text[:place] + middle + text[place + 2 :]


def register_of(records: list[tuple]) -> Register:
    """Return records of name, address and coordinates as a register."""
    names, addresses, *points = zip(*records, strict=True)
    return Register(names, addresses, np.column_stack(points))


def score(found: set[tuple[int, int]], truth: frozenset[tuple[int, int]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of some pairs."""
    right = len(found & truth)
    precision, recall = right / max(len(found), 1), right / len(truth)
    return precision, recall, 2 * right / (len(found) + len(truth))
