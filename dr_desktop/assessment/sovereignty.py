"""Sovereignty: the countries and operators that an application's data may lie with, against where the plan puts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from dr_desktop.assessment.guidance import TABLE
from dr_desktop.assessment.regions import Region, region_named
from dr_desktop.assessment.results import Reason
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import named_with_place, stands_on
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.choices import Operator
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word

_EU: Final = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
#: Areas that people write where a country is asked for.
AREAS: Final = {"EU": _EU, "EEA": _EU | {"IS", "LI", "NO"}}

GEO_REDUNDANT: Final = ("grs", "ra_grs")
_DEFAULT_REDUNDANCY: Final = "Azure Backup, pricing (2025-09-19): vaults are geo-redundant unless set otherwise"


class _Holding(NamedTuple):
    """One place where data of the application would lie; "" and None are not known."""

    words: str
    country: str
    operator: Operator | None


def sovereignty_reasons(
    allowed_countries: tuple[str, ...],
    allowed_operators: tuple[Operator, ...],
    source: Site,
    recovery_sites: Iterable[Site],
    targets: Iterable[BackupTarget],
    around: Surroundings,
) -> Iterator[Reason]:
    """What an application's allowed countries and operators say against the places where its data would lie.

    Places are its recovery sites, the sites of its backup targets (of second copies too) and the paired regions that
    geo-redundant targets copy to. A place not allowed is not supported; one that cannot be checked is a condition.
    """
    if not allowed_countries and not allowed_operators:
        return
    countries = countries_of(allowed_countries)
    shown = ", ".join(allowed_countries)
    targets = tuple(targets)
    for holding in _holdings(source, recovery_sites, targets, around):
        if countries and not holding.country:
            sentence = f"Its data may lie in {shown} only, and the country is not known: {holding.words}."
            yield Reason("country-not-known", "condition", sentence, TABLE)
        elif countries and holding.country not in countries:
            sentence = f"Its data may lie in {shown} only, not in {holding.country}: {holding.words}."
            yield Reason("country-not-allowed", "not_supported", sentence, TABLE)
        yield from _operator_reasons(allowed_operators, holding)
    if countries:
        for target in targets:
            yield from _pair_reasons(target, countries, shown, around)


@lru_cache(maxsize=1024)
def countries_of(allowed: tuple[str, ...]) -> frozenset[str]:
    """The countries meant, ISO 3166-1 alpha-2 in capitals; EU and EEA stand for their members."""
    codes = [one.strip().upper() for one in allowed]
    return frozenset(country for code in codes for country in AREAS.get(code, (code,)) if country)


def country_of(site: Site, around: Surroundings) -> str:
    """The country of a site, else of its Azure region, in capitals; "" if not known."""
    if site.country:
        return site.country.upper()
    region = _region(site, around)
    return region.country if region else ""


def _holdings(
    source: Site, recovery_sites: Iterable[Site], targets: Iterable[BackupTarget], around: Surroundings
) -> Iterator[_Holding]:
    for site in recovery_sites:
        yield _Holding(f"it recovers at {named(site)}", country_of(site, around), _operator(site))
    for target in targets:
        at = source if stands_on(target, source) else around.sites.get(target.site or "")
        if at is None:
            operator: Operator | None = None
            if target.placement in ("azure", "service_provider"):
                operator = "microsoft" if target.placement == "azure" else "csp"
            yield _Holding(f"its backups lie at {named(target)}, whose site is not stated", "", operator)
        else:
            words = f"its backups lie at {named_with_place(target, at)}"
            yield _Holding(words, country_of(at, around), _operator(at))


def _operator(site: Site) -> Operator | None:
    return "microsoft" if site.kind == "azure_region" else site.operator


def _operator_reasons(allowed: tuple[Operator, ...], holding: _Holding) -> Iterator[Reason]:
    if not allowed or holding.operator in allowed:
        return
    shown = " or ".join(word("Operator", one) for one in allowed)
    if holding.operator is None:
        sentence = f"Its data may be held by {shown} only, and the operator is not stated: {holding.words}."
        yield Reason("holder-not-known", "condition", sentence, TABLE)
    else:
        holder = word("Operator", holding.operator)
        sentence = f"Its data may be held by {shown} only, not by {holder}: {holding.words}."
        yield Reason("operator-not-allowed", "not_supported", sentence, TABLE)


def _pair_reasons(
    target: BackupTarget, countries: frozenset[str], shown: str, around: Surroundings
) -> Iterator[Reason]:
    at = around.sites.get(target.site or "")
    region = _region(at, around) if at else None
    if region is None or target.redundancy in ("lrs", "zrs"):
        return
    pair = around.catalog.regions.get(region.pair) if region.pair else None
    source = f"{region.source.title} ({region.source.as_of})"
    geo_redundant = target.redundancy in GEO_REDUNDANT
    if pair is None:
        if geo_redundant:
            sentence = (
                f"{named(target)} is geo-redundant, and the catalog knows no paired region of {region.display_name}: "
                f"make sure that the copy stays in {shown}."
            )
            yield Reason("paired-region-not-known", "condition", sentence, source)
    elif pair.country not in countries:
        copied = f"{pair.display_name} ({pair.country or 'country not known'}), the pair of {region.display_name}"
        if geo_redundant:
            sentence = f"Its data may lie in {shown} only, and {named(target)} copies it on to {copied}."
            yield Reason("paired-region-not-allowed", "not_supported", sentence, source)
        elif at is not None and (target.placement == "azure" or at.kind == "azure_region"):
            sentence = (
                f"Its data may lie in {shown} only. State the redundancy of {named(target)}: "
                f"unless set otherwise it copies on to {copied}."
            )
            yield Reason("redundancy-not-stated", "condition", sentence, _DEFAULT_REDUNDANCY)


def _region(site: Site, around: Surroundings) -> Region | None:
    return region_named(around.catalog.regions, site.azure_region) if site.azure_region else None
