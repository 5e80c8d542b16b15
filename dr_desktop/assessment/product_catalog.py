"""Products that back up or replicate: what sources state of them, and where the sources disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from dr_desktop.assessment.citation import Source, sources_from_json
from dr_desktop.plan.backup import BackupTarget


class Fact(NamedTuple):
    """What a source states of a product; `holds` is None where it depends."""

    holds: bool | None
    words: str
    source: Source


class Product(NamedTuple):
    """A product: `code` is the plan's word for its kind, `facts` are by topic, `limits` name figures of `Limits`.

    What no source states is in neither; nothing is objected to then.
    """

    key: str
    name: str
    code: str
    role: str
    facts: Mapping[str, Fact]
    limits: Mapping[str, str]

    def lacks(self, topic: str) -> Fact | None:
        """The fact that the product does not do something; None where it does, or where nothing is stated."""
        fact = self.facts.get(topic)
        return fact if fact is not None and fact.holds is False else None


class Disagreement(NamedTuple):
    """Two sources that say different things of one matter, and what a planner does about it."""

    key: str
    about: str
    one: Fact
    other: Fact
    remedy: str

    @property
    def sentence(self) -> str:
        """Both sources with their dates: 'A (2020-02-18): …. B (2025-01-24): ….'"""
        return " ".join(_quoted(said) for said in (self.one, self.other))


@dataclass(frozen=True, slots=True, eq=False)
class Products:
    """All products and disagreements by key."""

    by_key: Mapping[str, Product]
    disagreements: Mapping[str, Disagreement]
    as_of: str

    def named(self, text: str) -> Product | None:
        """The product that a person means by its key or name; None if the catalog has none."""
        wanted = text.strip().casefold()
        found = (one for one in self.by_key.values() if wanted in (one.key, one.name.casefold()))
        return next(found, None) if wanted else None

    def of(self, target: BackupTarget) -> Product:
        """What is known of the product of a target: of the one it names, else of its kind."""
        named = self.named(target.product_name)
        return named if named is not None and named.code == target.product else self.by_key[target.product]


def products_from_json(part: Mapping[str, Any]) -> Products:
    """The products of a parsed `products.json`; raises KeyError, TypeError or ValueError on a row that is wrong."""
    sources = sources_from_json(part)
    facts: dict[str, dict[str, Fact]] = {key: {} for key, *_ in part["products"]}
    limits: dict[str, dict[str, str]] = {key: {} for key in facts}
    for key, topic, holds, words, source in part["facts"]:
        facts[key][topic] = Fact(None if holds is None else bool(holds), words, sources[source])
    for key, what, figure in part["limits"]:
        limits[key][what] = figure
    return Products(
        by_key={
            key: Product(key, name, code, role, facts[key], limits[key]) for key, name, code, role in part["products"]
        },
        disagreements={
            key: Disagreement(key, about, Fact(None, one, sources[first]), Fact(None, other, sources[second]), remedy)
            for key, about, one, first, other, second, remedy in part["disagreements"]
        },
        as_of=part["as_of"],
    )


def _quoted(said: Fact) -> str:
    return f"{said.source.title} ({said.source.as_of}): {said.words}."
