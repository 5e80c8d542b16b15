"""An estate that is restored as a whole after the loss of its one site: for benchmarks and counting tests."""

from __future__ import annotations

from datetime import date
from random import Random

from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

TARGETS = 10
DEPOTS = 3
LOSS = Scenario(id="loss", name="Loss of North", kind="site_loss", lost_site="site-north")


def recovery_plan(machines: int, applications: int, streams: int, seed: int = 11) -> Plan:
    """So many machines of so many applications, all backed up to ten targets with so many restore streams each.

    Targets stand at three depots, each behind one link; every fifth application waits for the one before it. The
    recovery site is a region that takes everything, so that all of it is recovered.
    """
    random = Random(seed)
    plan = new_plan(date(2027, 1, 1), f"Loss of {machines} machines")
    plan = plan.put("sites", *_sites()).put("links", *_links())
    plan = plan.put(
        "tiers", *[Tier(id=f"tier-{n}", name=f"Tier {n}", rank=n, rto_minutes=n * 480.0) for n in (1, 2, 3, 4)]
    )
    plan = plan.put("backup_policies", BackupPolicy(id="daily", name="Daily", capture="stack_api"))
    plan = plan.put("backup_targets", *[_target(number, streams) for number in range(TARGETS)])
    plan = plan.put("applications", *[_application(number, random) for number in range(applications)])
    plan = plan.put("machines", *[_machine(number, applications, random) for number in range(machines)])
    return plan.put("scenarios", LOSS)


def _sites() -> list[Site]:
    depots = [
        Site(id=f"depot-{n}", name=f"Depot {n}", kind="datacenter", datacenter=f"Depot {n}") for n in range(DEPOTS)
    ]
    north = Site(id="site-north", name="North", datacenter="Quay 1")
    south = Site(id="site-south", name="South", kind="azure_region", azure_region="westeurope", parallel_starts=40)
    return [north, south, *depots]


def _links() -> list[Link]:
    return [
        Link(id=f"link-{n}", name=f"Depot {n} to South", from_site=f"depot-{n}", to_site="site-south", mbit_s=10_000.0)
        for n in range(DEPOTS)
    ]


def _target(number: int, streams: int) -> BackupTarget:
    return BackupTarget(
        id=f"target-{number}", name=f"Store {number}", site=f"depot-{number % DEPOTS}", placement="dedicated_external",
        write_mb_s=400.0, restore_mb_s=400.0, restore_streams=streams,
    )  # fmt: skip


def _application(number: int, random: Random) -> Application:
    return Application(
        id=f"app-{number:04}", name=f"Application {number}", tier=f"tier-{random.randint(1, 4)}",
        source_site="site-north", recovery_sites=("site-south",), scheme="backup_restore",
        backup_target=f"target-{random.randrange(TARGETS)}", backup_policy="daily", restore_scope="whole_machine",
        depends_on=(f"app-{number - 1:04}",) if number % 5 == 4 else (),
    )  # fmt: skip


def _machine(number: int, applications: int, random: Random) -> Machine:
    disks = tuple([Disk(size_gib=float(random.choice((127, 256, 512)))) for _ in range(random.choice((1, 2, 3)))])
    used = round(sum([disk.size_gib for disk in disks]) * random.uniform(0.3, 0.8), 2)
    return Machine(
        id=f"m-{number:05}", name=f"vm-{number:05}", application=f"app-{number % applications:04}",
        start_group=random.choice((1, 1, 2, 3)), vcpus=4, memory_gib=16.0, disks=disks, used_gib=used, protected="yes",
        power="on",
    )  # fmt: skip
