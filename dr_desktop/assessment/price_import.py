"""What an import of published prices would change in a plan: each price before and after, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.price_book import USD, Currency, PriceBook, region_code
from dr_desktop.assessment.price_keys import PROTECTED_INSTANCE, SMALL_PROTECTED_INSTANCE
from dr_desktop.assessment.price_own import OwnPrices, meter_of, own_price, own_prices, step_key
from dr_desktop.assessment.price_rows import NOT_USED, RetailRow, left_out, matched, price_per
from dr_desktop.assessment.prices import Price, price
from dr_desktop.assessment.regions import region_named
from dr_desktop.plan.assumptions import assumed
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.governance import PriceOverride
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_date

_ELSEWHERE: Final = "A region that the plan does not use"
_LATER: Final = "In force only after the file was saved"
_OVER: Final = "No longer in force when the file was saved"
_UNIT: Final = "Its unit cannot be put into the catalog's"
_TIER: Final = "A volume tier of a meter that is reckoned without tiers"
_BETTER: Final = "An older row, or another meter, of a price that is taken"
_AGREED: Final = "The plan states a price of its own, which is not a list price"
_SMALL_SHARE: Final = 0.5


class PriceChange(NamedTuple):
    """A price that is taken over, for one of the catalog's units. `before` and `after` are in the plan's currency.

    `before` is None where there was no price. `region` blank holds everywhere; `amount` is in `currency` of the file.
    """

    key: str
    label: str
    unit: str
    region: str
    from_units: float | None
    before: float | None
    after: float
    amount: float
    currency: str
    since: date | None

    @property
    def percent(self) -> float | None:
        """How much higher it is, percent of before; None where that is not known or was nothing."""
        return None if not self.before else (self.after / self.before - 1) * 100


class LeftOut(NamedTuple):
    """Rows that are not taken over, with the reason, and one of them as an example."""

    reason: str
    rows: int
    example: str


class PriceProposal(NamedTuple):
    """What an import would do. `notes` are sentences to know before; nothing is in the plan yet."""

    changes: tuple[PriceChange, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    source: str
    as_of: date


class _Candidate(NamedTuple):
    key: str
    place: str
    from_units: float | None
    unit: str
    rank: int
    amount: float
    row: RetailRow


def price_proposal(
    plan: Plan, catalog: Catalog, rows: Iterable[RetailRow], source: str, saved: date
) -> PriceProposal | Problem:
    """What the published prices in `rows` change in a plan; `saved` is the day on which they were asked for.

    A Problem when no row is usable for a reason that the reader of the file can mend, which is its currency.
    """
    currency = _currency(plan)
    reasons: Counter[str] = Counter()
    examples: dict[str, str] = {}
    best: dict[tuple[str, str, float | None], _Candidate] = {}
    regions = _regions(plan, catalog)
    places = _places(catalog.prices, regions)
    seen: set[str] = set()

    def leave_out(reason: str, row: RetailRow) -> None:
        reasons[reason] += 1
        examples.setdefault(reason, _row_words(row))

    for row in rows:
        found = _candidate(row, catalog.prices, places, currency.code, saved)
        if isinstance(found, str):
            leave_out(found, row)
            continue
        seen.add(found.place)
        group = (found.key, found.place, found.from_units)
        known = best.get(group)
        if known is None:
            best[group] = found
            continue
        better = _preferred(found, currency.code) > _preferred(known, currency.code)
        best[group] = found if better else known
        leave_out(_BETTER, known.row if better else row)
    if not best and (foreign := [one for one in reasons if one.startswith(_CURRENCY)]):
        code = foreign[0].removeprefix(_CURRENCY).split(" ")[0]
        return Problem(
            f"The prices of {source} are in {code}; the plan is in {currency.code}.",
            f"Save the response in {currency.code} or in USD: currencyCode='{currency.code}' in its address.",
        )
    changes, own = [], own_prices(plan.price_overrides.values())
    for one in best.values():
        change = _change(one, own, catalog, currency, places[region_code(one.place)])
        if change is None:
            leave_out(_AGREED, one.row)
        else:
            changes.append(change)
    changes += [_small(one, own, catalog, currency, places) for one in changes if one.key == PROTECTED_INSTANCE]
    order = {key: number for number, key in enumerate(catalog.prices.meters)}
    changes.sort(key=lambda one: (order.get(one.key, len(order)), one.key, one.region, one.from_units or 0))
    return PriceProposal(
        tuple(changes),
        tuple(LeftOut(reason, count, examples[reason]) for reason, count in reasons.most_common()),
        tuple(_notes(changes, seen, regions, places, currency)),
        source,
        saved,
    )


def with_prices(plan: Plan, proposal: PriceProposal) -> Plan:
    """The plan with the proposed prices as list prices of its own; earlier imported ones for the same are renewed."""
    known = {(one.key, region_code(one.region), one.from_units or None): one for one in plan.price_overrides.values()}
    made = []
    for change in proposal.changes:
        earlier = known.get((change.key, region_code(change.region), change.from_units))
        made.append(
            PriceOverride(
                id=earlier.id if earlier is not None else _new_id(plan, change),
                name=earlier.name if earlier is not None else change.label,
                notes=earlier.notes if earlier is not None else "",
                tags=earlier.tags if earlier is not None else {},
                key=change.key,
                price=change.amount,
                currency=change.currency,
                region=change.region,
                from_units=change.from_units,
                list_price=True,
                source=proposal.source,
                as_of=proposal.as_of,
            )
        )
    return plan.put("price_overrides", *made) if made else plan


_CURRENCY: Final = "In "


def _currency(plan: Plan) -> Currency:
    return Currency(plan.header.currency or USD.code, assumed(plan.assumptions).exchange_rate)


def _regions(plan: Plan, catalog: Catalog) -> tuple[str, ...]:
    """The regions whose prices the plan is reckoned with, as the catalog spells them."""
    stated = [plan.header.region, *(site.azure_region for site in plan.sites.values())]
    named = [(found.name if (found := region_named(catalog.regions, one)) else one) for one in stated if one]
    return tuple({region_code(one): one for one in named}.values())


def _places(book: PriceBook, regions: Iterable[str]) -> Mapping[str, str]:
    """Code of each place whose rows are taken -> the region in which its price is looked up."""
    found = {}
    for region in reversed(tuple(regions)):
        code = region_code(region)
        found[""] = region
        if zone := book.zones_of.get(code):
            found[region_code(zone)] = region
        found[code] = region
    return found


def _candidate(
    row: RetailRow, book: PriceBook, places: Mapping[str, str], currency: str, saved: date
) -> _Candidate | str:
    """A row as a price of the plan's, or why it is left out."""
    if reason := left_out(row):
        return reason
    match = matched(row)
    if match is None:
        return NOT_USED
    key, from_units, tiers = match.key, row.from_units or None, book.ladders.get(match.key, ())
    meter = book.meters.get(key) or next((book.meters[step.key] for step in tiers), None)
    if meter is None:
        return NOT_USED
    if from_units or tiers:
        step = next((step for step in tiers if step.from_units == row.from_units), None)
        if not tiers:
            return _TIER
        if step is not None:
            key, from_units = step.key, None
    place = "" if region_code(row.region) in ("", "global") else row.region.strip()
    if region_code(place) not in places:
        return _ELSEWHERE
    if row.currency not in (currency, USD.code):
        return f"{_CURRENCY}{row.currency or 'no stated currency'} instead of {currency} or USD"
    if row.starts is not None and row.starts > saved:
        return _LATER
    if row.ends is not None and row.ends < saved:
        return _OVER
    amount = price_per(row, meter.unit)
    return _UNIT if amount is None else _Candidate(key, place, from_units, meter.unit, match.rank, amount, row)


def _preferred(one: _Candidate, currency: str) -> tuple[bool, int, date, bool, float]:
    """The plan's currency, the better meter, the newest, the region's main meter, at last the dearer one."""
    return (one.row.currency == currency, -one.rank, one.row.starts or date.min, one.row.primary, one.amount)


def _change(one: _Candidate, own: OwnPrices, catalog: Catalog, currency: Currency, region: str) -> PriceChange | None:
    """The price before and after; None where the plan's own agreed price stands in its way."""
    key = step_key(one.key, one.from_units) if one.from_units else one.key
    stated = own_price(own, catalog.prices, key, region)
    if stated is not None and not stated.listed:
        return None
    meter = meter_of(catalog.prices, key)
    return PriceChange(
        key=one.key,
        label=meter.label if meter is not None else key,
        unit=one.unit,
        region=one.place,
        from_units=one.from_units,
        before=_now(key, own, catalog, currency, region),
        after=one.amount * (currency.per_usd if one.row.currency != currency.code else 1),
        amount=one.amount,
        currency=one.row.currency,
        since=one.row.starts,
    )


def _small(
    whole: PriceChange, own: OwnPrices, catalog: Catalog, currency: Currency, places: Mapping[str, str]
) -> PriceChange:
    """Half an instance, as which a machine up to 50 GB is charged: the file has no meter of its own for it."""
    return whole._replace(
        key=SMALL_PROTECTED_INSTANCE,
        label=catalog.prices.meters[SMALL_PROTECTED_INSTANCE].label,
        before=_now(SMALL_PROTECTED_INSTANCE, own, catalog, currency, places[region_code(whole.region)]),
        after=whole.after * _SMALL_SHARE,
        amount=whole.amount * _SMALL_SHARE,
    )


def _now(key: str, own: OwnPrices, catalog: Catalog, currency: Currency, region: str) -> float | None:
    """The price that the plan is reckoned with; None where it has none, or one of another region stands in."""
    known = price(catalog, key, region, own, currency)
    return known.amount if isinstance(known, Price) and known.assumed_region is None else None


def _notes(
    changes: Iterable[PriceChange],
    seen: Iterable[str],
    regions: Iterable[str],
    places: Mapping[str, str],
    currency: Currency,
) -> Iterable[str]:
    found = {region_code(place) for place in seen}
    for region in regions:
        if region_code(region) not in found:
            yield f"The file has no price for {region}, which the plan uses: what it has now stays."
    if any(one.currency != currency.code for one in changes):
        rate = f"{currency.per_usd:g} {currency.code}"
        yield f"The file is in USD: amounts are converted at the plan's rate of {rate} for a dollar."
        if currency.per_usd == 1:
            yield "The plan's exchange rate is 1: state the rate of the day among the assumptions."


def _row_words(row: RetailRow) -> str:
    place = row.region or "everywhere"
    since = f", since {show_date(row.starts)}" if row.starts else ""
    return f"{row.product}: {row.meter} ({place}{since})"


def _new_id(plan: Plan, change: PriceChange) -> str:
    parts = [change.key, region_code(change.region), f"{change.from_units:g}" if change.from_units else ""]
    made = "price-" + "-".join(part for part in parts if part)
    while made in plan.price_overrides:
        made += "-2"
    return made
