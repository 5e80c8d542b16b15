"""What the guidance says in sentences and figures stands in the review document."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.guidance import SWAPPED_CELLS
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.report.blocks import Bullets, Figure, Paragraph, Report, Table
from dr_desktop.report.picture import Picture, Text
from dr_desktop.report.review import review_of
from tests.assessment.quiet_estate import quiet_plan


@pytest.fixture(scope="module")
def review() -> Report:
    catalog = load_catalog()
    return review_of(assess(quiet_plan(), catalog), catalog, date(2027, 1, 15), "0" * 64)


def words(review: Report, section: str) -> str:
    found: list[str] = []
    for block in next(one for one in review.sections if one.key == section).blocks:
        match block:
            case Paragraph(words=said):
                found.append(said)
            case Bullets(items=items):
                found.extend(items)
            case Table(rows=rows, note=note):
                found.append(note)
                found.extend(str(cell) for row in rows for cell in row.cells)
            case _:
                pass
    return "\n".join(found)


def drawn(review: Report, key: str) -> Picture:
    figures = [block for one in review.sections for block in one.blocks if isinstance(block, Figure)]
    figure = next(one for one in figures if one.key == key)
    return figure.draw(figure.width_px, figure.width_px * figure.height_of_width)


def texts(picture: Picture) -> str:
    return "\n".join(shape.text for shape in picture.shapes if isinstance(shape, Text))


def test_recovering_the_infrastructure_is_said_to_bring_back_no_machines(review: Report) -> None:
    for section in ("scope", "duties"):
        assert "brings back no machines, storage accounts or databases" in words(review, section)


def test_who_recovers_the_infrastructure_and_who_the_applications_is_named(review: Report) -> None:
    said = words(review, "duties")
    assert "Operations" in said  # answers for the infrastructure of both stamps
    assert "B. de Vries" in said  # recovers the applications


def test_redundant_hardware_is_said_not_to_protect_against_the_loss_of_the_cloud(review: Report) -> None:
    assert "Two switches in the rack, several nodes and copies of every disk" in words(review, "scope")
    assert "nothing that takes the whole cloud" in words(review, "scope")


def test_the_editions_of_the_guidance_and_what_to_read_on_stand_with_their_dates(review: Report) -> None:
    said = words(review, "sources")
    assert all(edition in said for edition in ("2018-05-14", "2019-05-06", "2020-02-18"))
    assert all(
        where in said for where in ("architecture/resiliency", "backup-recover-data", "site-recovery", "/backup")
    )
    assert "services and products that protect machines have limits" in said
    assert SWAPPED_CELLS in said


def test_the_figure_of_sources_and_targets_is_drawn_for_the_plans_own_applications(review: Report) -> None:
    said = texts(drawn(review, "matrix"))
    assert all(name in said for name in ("Billing", "Portal", "Trading", "Grid"))


def test_the_figure_of_backup_and_restore_is_drawn_for_the_plans_own_sites_and_targets(review: Report) -> None:
    picture = drawn(review, "backup-flow")
    assert all(name in texts(picture) for name in ("North", "Depot vault", "South"))
    assert {"north", "vault", "south"} <= {shape.entity for shape in picture.shapes if shape.entity}


def test_the_figure_of_replication_and_failover_is_drawn_for_the_plans_own_sites(review: Report) -> None:
    said = texts(drawn(review, "failover-flow"))
    assert all(name in said for name in ("North", "South", "manual failover", "automatic failover", "active in both"))
