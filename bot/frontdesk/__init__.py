"""The front desk: the only door of every channel; behind it one window for each thing that people come for."""

from bot.frontdesk.desk import FrontDesk
from bot.frontdesk.window import Window

__all__ = ["FrontDesk", "Window"]
