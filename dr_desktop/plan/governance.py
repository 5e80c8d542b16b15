"""What people accepted, decided, owe and signed; costs and prices of the planner's own; periods to avoid."""

from pydantic import Field

from dr_desktop.plan.choices import ActionState, CostPer, Likelihood, PeriodKind, SignVerdict
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Amount, ApplicationRef, Date, LongText, Money, Text, Units


class Acceptance(Entity):
    """One mechanism for an accepted finding, an unprotected machine and an exclusion."""

    entity: Text = Field("", title="For", description="Id of the machine, application or other entity.")
    rule: Text = Field("", title="Rule", description="The rule that is accepted; “unprotected” for a machine.")
    reason: Text = Field("", title="Reason", description="Why it is accepted.")
    by: Text = Field("", title="Accepted by", description="Who answers for it.")
    on: Date = Field(None, title="On", description="When it was accepted.")
    until: Date = Field(None, title="Until", description="When it must be looked at again.")


class CalendarPeriod(Entity):
    """A stretch of days in which drills and changes are avoided."""

    kind: PeriodKind = Field("freeze", title="Kind", description="Why it is avoided.")
    first_day: Date = Field(None, title="From", description="First day.")
    last_day: Date = Field(None, title="To", description="Last day.")


class CostLine(Entity):
    """A cost that has no meter: a managed service, licences."""

    amount: Money = Field(None, title="Amount", description="In the plan's currency.")
    per: CostPer = Field("month", title="For each", description="What the amount is multiplied by.")
    application: ApplicationRef = Field(None, title="Application", description="Blank: for the whole estate.")


class PriceOverride(Entity):
    """A price of the planner's own, in place of the catalog's."""

    key: Text = Field("", title="Price", description="The catalog's key of the price.")
    price: Amount = Field(None, title="Amount", description="For the catalog's unit.")
    currency: Text = Field("", title="Currency", description="Blank: the plan's; USD is converted by its rate.")
    region: Text = Field("", title="Region", description="Azure region or billing zone; blank: everywhere.")
    from_units: Units = Field(None, title="From units", description="Units a month from which it holds; blank: all.")
    list_price: bool = Field(
        False, title="List price", description="Published, not agreed: the plan's discount is granted on it."
    )
    source: Text = Field("", title="Source", description="Contract or offer that it comes from.")
    as_of: Date = Field(None, title="As of", description="Date of that source.")


class Risk(Entity):
    """What may go wrong and is not a finding of the program."""

    likelihood: Likelihood = Field("medium", title="Likelihood", description="How likely it is.")
    impact: Likelihood = Field("medium", title="Impact", description="How much it would hurt.")
    response: LongText = Field("", title="Response", description="What is done about it.")
    owner: Text = Field("", title="Owner", description="Who watches it.")


class Decision(Entity):
    """What was decided, by whom."""

    by: Text = Field("", title="Decided by", description="Who decided.")
    on: Date = Field(None, title="On", description="When.")


class Action(Entity):
    """What somebody owes until a day."""

    owner: Text = Field("", title="Owner", description="Who does it.")
    due: Date = Field(None, title="Due", description="Until when.")
    state: ActionState = Field("open", title="State", description="Open or done.")


class SignOff(Entity):
    """A line of the sign-off block; the name is the person's."""

    role: Text = Field("", title="Role", description="In which role the person signs.")
    verdict: SignVerdict = Field("open", title="Decision", description="What the person decided.")
    on: Date = Field(None, title="On", description="When it was signed.")
    conditions: LongText = Field("", title="Conditions", description="What must still be met.")


class Revision(Entity):
    """A frozen state of the plan that was shown."""

    number: Text = Field("", title="Revision", description="Number or letter.")
    on: Date = Field(None, title="On", description="When it was shown.")
    by: Text = Field("", title="By", description="Who prepared it.")
    digest: Text = Field("", title="Digest", description="Fingerprint of the plan's content.")
