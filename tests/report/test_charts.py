"""Charts: parts add up, words stay inside and apart, limits and notes stand where they belong."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.report.axes import Layer, month_labels, value_axis
from dr_desktop.report.charts import Bar, bars_chart, capacity_chart, consumption_chart, use_bar
from dr_desktop.report.look import ROLES
from dr_desktop.report.picture import Bounds, Box, Path, Picture, Text, Tip, bounds, shape_at, tip_text
from dr_desktop.report.picture_focus import entities

NAMES = ("Restore points, newest 30", "Weekly, monthly, yearly", "Copies from other targets", "Working space")
ROLE_NAMES = ("stack.points", "stack.archive", "stack.copies", "stack.working")


def months(start: date, count: int) -> list[date]:
    return [date(start.year + (start.month - 1 + i) // 12, (start.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def stack(*values: Sequence[float]) -> list[Layer]:
    return [Layer(name, role, part) for name, role, part in zip(NAMES, ROLE_NAMES, values, strict=False)]


SPAN = months(date(2027, 1, 1), 37)
LAYERS = stack(
    *([start + i * rise for i in range(37)] for start, rise in ((101, 1.1), (44, 0.8), (26, 0.3), (18, 0.1)))
)


def depot(**changes: object) -> Picture:
    stated: dict[str, object] = {
        "months": SPAN, "layers": LAYERS, "ceiling": 224.0, "usable": 280.0, "unit": "TiB",
        "run_out": date(2028, 4, 1), "order_by": date(2027, 12, 1), "worst_day": (date(2029, 10, 28), 276.7),
        "size": (852.0, 298.0), "title": "Depot external",
    }  # fmt: skip
    return capacity_chart(**(stated | changes))  # type: ignore[arg-type]  # a chart with some arguments changed


def words(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


def apart(one: Bounds, other: Bounds) -> bool:
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    return ax + aw <= bx + 0.01 or bx + bw <= ax + 0.01 or ay + ah <= by + 0.01 or by + bh <= ay + 0.01


def assert_well_set(picture: Picture) -> None:
    """Every word inside the picture, no word on another, every colour a role."""
    texts = [shape for shape in picture.shapes if isinstance(shape, Text) and shape.text]
    for text in texts:
        x, y, w, h = bounds(text)
        assert x >= 0, text
        assert y >= 0, text
        assert x + w <= picture.width, text
        assert y + h <= picture.height, text
    for one, other in combinations(texts, 2):
        assert apart(bounds(one), bounds(other)), (one, other)
    for shape in picture.shapes:
        named = (shape.role,) if isinstance(shape, Text) else (shape.fill, shape.line)
        assert {role for role in named if role} <= ROLES


def heights(picture: Picture) -> list[float]:
    """The height of each stacked area at its first month, from the lowest up."""
    found = []
    for shape in picture.shapes:
        if isinstance(shape, Path) and shape.closed and shape.fill in ROLE_NAMES:
            found.append(shape.points[0][1] - shape.points[-1][1])
    return found


def test_the_chart_of_the_mock_says_what_the_mock_says() -> None:
    picture = depot()
    for sentence in (
        "TiB", "320", "0", "Jan 2027", "Apr", "Jan 2030", "280 usable", "224 ceiling", "order by Dec 2027",
        "Runs out in Apr 2028", "month 15 · passes 224 TiB", "worst day 28 Oct 2029, 276.7 TiB", *NAMES,
    ):  # fmt: skip
        assert sentence in words(picture)
    assert words(picture).count("TiB") == 1
    assert_well_set(picture)


def test_the_areas_are_as_high_as_their_values() -> None:
    first = [layer.values[0] for layer in LAYERS]
    found = heights(depot())
    per_unit = found[0] / first[0]
    assert found == pytest.approx([value * per_unit for value in first])


def test_the_alternative_text_is_one_sentence_with_the_run_out() -> None:
    assert depot().alt == (
        "Depot external: 189.0 TiB in Jan 2027, 271.8 TiB in Jan 2030; passes the ceiling of 224 TiB in Apr 2028."
    )
    assert depot(run_out=None, ceiling=300.0).alt.endswith("stays below the ceiling of 300 TiB.")
    assert depot(run_out=None).alt.endswith("271.8 TiB in Jan 2030.")


def test_pointing_at_a_month_tells_its_worst_day_and_its_parts_the_topmost_first() -> None:
    picture = depot(worst_days=[month.replace(day=30 if month.month != 2 else 27) for month in SPAN])
    assert entities(picture)[0] == "month:2027-01"
    assert len(entities(picture)) == 37
    (area,) = (s for s in picture.shapes if isinstance(s, Box) and s.entity == "month:2027-05")
    hit = shape_at(picture, area.x + area.w / 2, area.y + area.h / 2)
    assert hit is not None
    assert isinstance(hit.tip, Tip)
    assert tip_text(hit.tip).splitlines()[:2] == ["May 2027, worst day 30 May, 198.2", "Working space 18.4"]
    assert [row.fill for row in hit.tip.rows] == list(reversed(ROLE_NAMES))
    assert sum(float(row.value) for row in hit.tip.rows) == pytest.approx(198.2, abs=0.21)


@pytest.mark.parametrize("place", range(0, 37, 3))
@pytest.mark.parametrize("size", [(852.0, 298.0), (420.0, 240.0), (1600.0, 500.0)])
def test_notes_stand_apart_wherever_the_target_runs_out(place: int, size: tuple[float, float]) -> None:
    run_out, order_by = SPAN[place], SPAN[max(0, place - 4)]
    total = sum(layer.values[place] for layer in LAYERS)
    picture = depot(
        run_out=run_out, order_by=order_by, ceiling=total, worst_day=(run_out, total + 1), usable=280, size=size
    )
    assert_well_set(picture)
    if size[0] > 800:
        said = [text for text in words(picture) if text.startswith(("order by", "Runs out", "worst day"))]
        assert len(said) == 3


VALUES = st.one_of(st.just(0.0), st.floats(0, 5e3), st.floats(0, 1e13))


@given(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=130),
    st.one_of(st.none(), VALUES),
    st.floats(360, 2000),
    st.floats(220, 900),
)
def test_any_capacity_can_be_charted(
    start: date, parts: list[tuple[float, float]], ceiling: float | None, width: float, height: float
) -> None:
    span = months(start.replace(day=1), len(parts))
    picture = depot(
        months=span, layers=stack([a for a, _ in parts], [b for _, b in parts]), ceiling=ceiling, usable=None,
        run_out=span[-1], order_by=span[0], worst_day=(span[len(span) // 2], max(map(sum, parts))),
        size=(width, height), marked_month=span[0],
    )  # fmt: skip
    assert_well_set(picture)
    assert (picture.width, picture.height) == (width, height)


def test_long_names_are_cut_and_the_legend_takes_more_rows() -> None:
    layers = [layer._replace(name=layer.name * 6) for layer in LAYERS]
    assert_well_set(depot(layers=layers, size=(420.0, 300.0)))


def test_without_months_there_is_a_sentence_and_no_frame() -> None:
    for picture in (depot(months=[]), consumption_chart([], [], "€", (300, 200), "Consumption")):
        assert words(picture) == ["Not known: there is no month to show."]
        assert len(picture.shapes) == 1


@given(st.floats(0.01, 1e15))
def test_the_value_axis_begins_at_zero_and_reaches_the_highest_in_four_or_five_equal_steps(highest: float) -> None:
    axis = value_axis(highest)
    steps = {round((b - a) / axis.marks[1], 9) for a, b in zip(axis.marks, axis.marks[1:], strict=False)}
    assert axis.marks[0] == 0
    assert steps == {1.0}
    assert len(axis.marks) in (5, 6)
    assert axis.marks[-1] >= highest * (1 - 1e-9)
    assert axis.marks[-2] < highest
    assert len(set(axis.labels)) == len(axis.labels)


@pytest.mark.parametrize(
    ("highest", "labels", "multiple"),
    [
        (280, ("0", "80", "160", "240", "320"), ""),
        (1, ("0.00", "0.25", "0.50", "0.75", "1.00"), ""),
        (12_000, ("0", "2,500", "5,000", "7,500", "10,000", "12,500"), ""),
        (0, ("0", "1", "2", "3", "4"), ""),
        (98e6, ("0", "25", "50", "75", "100"), "million "),
    ],
)
def test_steps_are_round(highest: float, labels: tuple[str, ...], multiple: str) -> None:
    axis = value_axis(highest)
    assert (axis.labels, axis.multiple) == (labels, multiple)


def test_every_third_month_is_labelled_and_the_year_stands_at_january() -> None:
    span = months(date(2027, 2, 1), 14)
    labels = [label for _, label in month_labels(span, [50.0 * i for i in range(14)], 800)]
    assert labels == ["Apr", "Jul", "Oct", "Jan 2028"]
    assert [label for _, label in month_labels(span[:3], [0.0, 300, 600], 800)] == ["Feb 2027", "Mar", "Apr"]


COMPONENT_NAMES = ("Protected instances", "Vault storage", "Replication fee", "Replica disks", "Egress")


@given(st.lists(st.tuples(*[VALUES] * 5), min_size=1, max_size=60), st.floats(360, 1600), st.floats(260, 800))
def test_columns_add_up_to_their_totals(values: list[tuple[float, ...]], width: float, height: float) -> None:
    span = months(date(2027, 1, 1), len(values))
    layers = [Layer(name, "", [month[place] for month in values]) for place, name in enumerate(COMPONENT_NAMES)]
    picture = consumption_chart(span, layers, "EUR a month", (width, height), "Steady state")
    assert_well_set(picture)
    base = max(y for s in picture.shapes if isinstance(s, Path) and s.line == "chart.axis" for _, y in s.points) - 4
    top = value_axis(max(map(sum, values))).marks[-1]
    axis_top = min(s.points[0][1] for s in picture.shapes if isinstance(s, Path) and s.line == "grid") - 0.5
    for place, month in enumerate(values):
        (area,) = (s for s in picture.shapes if s.entity == f"month:{span[place]:%Y-%m}" and isinstance(s, Box))
        parts = [
            s for s in picture.shapes
            if isinstance(s, Box) and s.fill and s.y >= axis_top - 1 and area.x <= s.x + s.w / 2 < area.x + area.w
        ]  # fmt: skip
        drawn = sum(s.h for s in parts)
        assert drawn == pytest.approx(sum(month) / top * (base - axis_top), abs=1.5)


def test_a_chosen_month_has_its_ground() -> None:
    layers = [Layer("Vault storage", "", [10.0, 20.0])]
    span = months(date(2027, 1, 1), 2)
    picture = consumption_chart(span, layers, "EUR", (400, 300), "Steady", span[1])
    (ground,) = (s for s in picture.shapes if isinstance(s, Box) and s.fill == "selection")
    (area,) = (s for s in picture.shapes if isinstance(s, Box) and s.entity == "month:2027-02")
    assert (ground.x, ground.w) == pytest.approx((area.x, area.w))


def test_bars_say_what_is_used_of_what_and_stand_for_their_store() -> None:
    picture = bars_chart(
        [
            Bar("Depot external", 188.4, 224, 280, "runs out Apr 2028", "condition.text", "target:1"),
            Bar("Vault", 74.6, entity="target:2"),
            Bar("Rack appliance in the stamp of the northern data centre", 70, 48, 60, "not supported"),
        ],
        "TiB",
        (420, 90),
        "Targets",
    )
    assert_well_set(picture)
    assert "188.4 of 280 TiB · ceiling 224" in words(picture)
    assert "74.6 TiB" in words(picture)
    hit = shape_at(picture, 30, 60)
    assert hit is not None
    assert hit.entity == "target:2"
    assert words(bars_chart([], "TiB", (420, 90), "Targets")) == ["Not known: there is nothing to compare."]


def test_a_bar_is_filled_in_proportion_and_says_when_there_is_too_much() -> None:
    track, used, tick = (s for s in use_bar(10, 5, 200, 70, 112, 140) if isinstance(s, Box))
    assert (track.w, used.w, tick.x) == (200, 100, 169)
    over = use_bar(10, 5, 200, 150, 112, 140)
    assert [s.fill for s in over if isinstance(s, Box)] == ["grid", "accent", "error.fill", "chart.ceiling"]
    assert len(use_bar(10, 5, 200, 0, None, 140)) == 1
