"""The size that a machine runs in: stated, or the cheapest that fits; nothing where it never runs in Azure."""

from dr_desktop.assessment.azure_choice import AzureChoice, azure_choice
from dr_desktop.plan.machine import Disk, Machine
from tests.assessment.cost_estates import BACKUP, REPLICA, RESTORE_IN_AZURE, assessed, cost_plan, machine


def _choice(application: dict[str, object], one: Machine) -> AzureChoice | None:
    return azure_choice(assessed(cost_plan(application, one)), one)


def test_the_cheapest_size_that_holds_processors_memory_and_disks_is_chosen_and_says_so():
    many = machine(vcpus=2, memory_gib=8.0, disks=tuple(Disk(size_gib=32.0) for _ in range(9)), os="linux")
    few = machine(vcpus=2, memory_gib=8.0, os="linux")
    small, large = _choice(REPLICA, few), _choice(REPLICA, many)
    assert small is not None
    assert large is not None
    assert small.words == "cheapest with 2 vCPU, 8 GiB, 0 data disks"
    assert large.words == "cheapest with 2 vCPU, 8 GiB, 8 data disks"
    assert small.size != large.size


def test_a_stated_size_overrules_the_choice():
    found = _choice(RESTORE_IN_AZURE, machine(azure_size="d4s v5"))
    assert found == AzureChoice("Standard_D4s_v5", "westeurope", "stated in the plan")
    assert AzureChoice("Standard_D4s_v5", "", "").size_words == "D4s v5"


def test_what_is_not_stated_is_left_out_of_the_choice_and_said():
    found = _choice(REPLICA, machine(vcpus=None, memory_gib=None))
    assert found is not None
    assert found.words.endswith("vCPU and memory not stated")


def test_a_machine_larger_than_any_size_fits_none():
    found = _choice(REPLICA, machine(vcpus=4_000))
    assert found is not None
    assert (found.size, found.size_words) == (None, "none fits")
    assert found.words.startswith("No size in the catalog has 4,000 vCPU")


def test_a_machine_that_recovers_elsewhere_or_is_unprotected_has_no_size():
    assert _choice(BACKUP, machine()) is None
    assert _choice(REPLICA, machine(protected="no")) is None
