"""What stands on the cover, and the choices that apply to the whole plan."""

from datetime import date

from pydantic import Field

from dr_desktop.plan.choices import Status, WorkingSpaceRule
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Date, LongText, Text


class Header(Entity):
    """The one header of a plan."""

    customer: Text = Field("", title="Customer", description="For whom the plan is made.")
    author: Text = Field("", title="Prepared by", description="Who prepared the plan.")
    author_role: Text = Field("", title="Role", description="In which role it was prepared.")
    classification: Text = Field("", title="Classification", description="Printed at the head of every page.")
    status: Status = Field("draft", title="Status", description="Draft, for decision or approved.")
    revision: Text = Field("1", title="Revision", description="Number or letter of this state.")
    review_date: Date = Field(None, title="Review on", description="Date of the review meeting.")
    decision_asked: LongText = Field("", title="Decision asked", description="What the meeting is asked to decide.")
    start_month: date = Field(
        date(2027, 1, 1), title="Start month", description="First month of the projection; its first day counts."
    )
    onboarding_from: Date = Field(
        None, title="First copies from", description="First night of onboarding; blank: the projection's first day."
    )
    currency: Text = Field("USD", title="Currency", description="Three letters; prices are converted by the rate.")
    region: Text = Field("westeurope", title="Price region", description="Azure region whose prices are used.")
    working_space_rule: WorkingSpaceRule = Field(
        "buckets", title="Working space", description="Room a backup target needs to build and merge fulls."
    )
