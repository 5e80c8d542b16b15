"""Why a price is what it is: whose it is, of which region and day, converted and discounted how, and what stands in."""

from __future__ import annotations

from dr_desktop.assessment.explanation import Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.price_book import USD, Currency, region_code
from dr_desktop.assessment.price_own import OwnPrice, own_price, own_prices
from dr_desktop.assessment.prices import MissingPrice, Price, price
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import HEADER


def explain_price(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The price of the key `subject.entity` as it is charged; `subject.part` is the region, "" the plan's.

    In the plan's currency for one unit of the meter. None before the first assessment, and for a key that neither
    the catalog nor the plan has.
    """
    memory = assessment.memory
    if not isinstance(memory, Memory):
        return None
    header, catalog = assessment.plan.header, memory.catalog
    region = subject.part or header.region
    own = own_prices(assessment.plan.price_overrides.values())
    currency = Currency(header.currency or USD.code, assessment.assumed.exchange_rate)
    found = price(catalog, subject.entity, region, own, currency)
    if isinstance(found, MissingPrice):
        known = subject.entity in catalog.prices.meters
        unit = f"{currency.code} per {catalog.prices.meters[subject.entity].unit}" if known else ""
        return Explanation(subject, found.label, None, unit, "", found.reason) if known else None
    discount = assessment.assumed.discount_percent if found.listed else 0.0
    stated = own_price(own, catalog.prices, subject.entity, region) if found.stated else None
    return Explanation(
        subject=subject,
        name=found.label,
        value=found.amount * (1 - discount / 100),
        unit=f"{found.currency} per {found.unit}",
        formula=_formula(found, stated, currency),
        reading=_reading(found, stated, region),
        inputs=tuple(_inputs(assessment, found, stated, currency)),
        sources=(found.source,),
    )


def _published_in_dollars(found: Price, stated: OwnPrice | None) -> bool:
    return stated is None or (stated.currency == USD.code and found.currency != USD.code)


def _formula(found: Price, stated: OwnPrice | None, currency: Currency) -> str:
    whose = "published price" if found.listed else "agreed price"
    rate = " × exchange rate" if _published_in_dollars(found, stated) and currency.code != USD.code else ""
    return f"{whose}{rate}" + (" × (1 − discount)" if found.listed else "")


def _reading(found: Price, stated: OwnPrice | None, region: str) -> str:
    said = []
    if found.assumed_region:
        said.append(f"No price is published for {region or 'no stated region'}: that of {found.region} stands in.")
    elif region_code(found.region) != region_code(region):
        said.append(f"It is the price of {found.region}, which holds in {region or 'no stated region'} too.")
    if stated is not None and not found.listed:
        said.append("The plan agreed it, so no discount is taken off.")
    if stated is not None and found.listed:
        said.append("It was imported into the plan as a list price.")
    if found.note:
        said.append(f"{found.note}.")
    return " ".join(said)


def _inputs(assessment: Assessment, found: Price, stated: OwnPrice | None, currency: Currency) -> list[Input]:
    origin: Origin = "catalog" if stated is None else "imported" if stated.listed else "stated"
    place = Place("price_overrides", stated.id, "price") if stated is not None else None
    in_dollars = _published_in_dollars(found, stated)
    amount = found.amount / currency.per_usd if in_dollars and stated is None else found.amount
    if stated is not None:
        amount = stated.amount
    code = USD.code if in_dollars else found.currency
    inputs = [
        Input("Price", amount, f"{code} per {found.unit}", origin, place),
        Input("Region", found.region, "", "stated", Place(HEADER, assessment.plan.header.id, "region")),
        Input("As of", found.source.as_of or None, "", origin, place and place._replace(field="as_of")),
    ]
    if in_dollars and currency.code != USD.code:
        inputs.append(_assumed("Exchange rate", currency.per_usd, f"{currency.code} per USD", "exchange_rate"))
    if found.listed and assessment.assumed.discount_percent:
        inputs.append(_assumed("Discount", assessment.assumed.discount_percent, "%", "discount_percent"))
    return inputs


def _assumed(name: str, value: float, unit: str, key: str) -> Input:
    return Input(name, value, unit, "assumed", Place("assumptions", key, "base"))
