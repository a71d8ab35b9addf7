from campaigns.models.campaigns import Campaign, ContentItem, Duty, ParticipantRule, Participation, Task
from campaigns.models.directives import Directive, DirectiveItem
from campaigns.models.indicators import Indicator, IndicatorTarget
from campaigns.models.periods import Extension, Period
from campaigns.models.submissions import (
    Evidence,
    IndicatorValue,
    Measure,
    Section,
    Snapshot,
    Submission,
    ValueChange,
)

__all__ = [
    "Campaign",
    "ContentItem",
    "Directive",
    "DirectiveItem",
    "Duty",
    "Evidence",
    "Extension",
    "Indicator",
    "IndicatorTarget",
    "IndicatorValue",
    "Measure",
    "ParticipantRule",
    "Participation",
    "Period",
    "Section",
    "Snapshot",
    "Submission",
    "Task",
    "ValueChange",
]
