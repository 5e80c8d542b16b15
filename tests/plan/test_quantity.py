import subprocess
import sys
from typing import Annotated

import pytest
from pydantic import BaseModel, Field, ValidationError

from dr_desktop.plan.quantity import Unit

Small = Annotated[float, Field(le=10), Unit("GiB")]
Large = Annotated[float, Field(le=1_000), Unit("GiB")]


class Sizes(BaseModel):
    small: Small
    large: Large


def test_types_of_one_unit_and_kind_of_number_keep_their_own_bounds():
    assert Sizes(small=10, large=1_000).large == 1_000
    with pytest.raises(ValidationError, match="small"):
        Sizes(small=11, large=1)


def test_each_field_of_the_plan_is_checked_as_if_nothing_were_made_once_for_several():
    script = """
from dr_desktop.plan import quantity
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import TABLES

def schemas():
    kinds = [Header, *TABLES.values()]
    for kind in kinds:
        kind.model_rebuild(force=True)
    return [str(kind.__pydantic_core_schema__) for kind in kinds]

class Forgetting(dict):
    def get(self, key):
        return None

shared = schemas()
assert len(quantity._SCHEMAS) > 20
quantity._SCHEMAS = Forgetting()
print([one[:80] for one, alone in zip(shared, schemas(), strict=True) if one != alone])
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
