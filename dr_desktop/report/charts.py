"""The charts of the program: each takes plain numbers and gives a Picture."""

from dr_desktop.report.axes import Layer
from dr_desktop.report.bars import Bar, bars_chart, use_bar
from dr_desktop.report.stacked_area import WorstDay, capacity_chart
from dr_desktop.report.stacked_columns import consumption_chart

__all__ = ["Bar", "Layer", "WorstDay", "bars_chart", "capacity_chart", "consumption_chart", "use_bar"]
