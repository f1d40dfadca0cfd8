"""Check exercises: show what is wrong with an answer on the smallest input that shows it.

`check` answers in any Python or notebook; `python -m xor_tutorial practice` lays files to edit and
checks them in a process of their own.
"""

from xor_tutorial.practice.diagnosis import Diagnosis, check, diagnose
from xor_tutorial.practice.exercise import Exercise, Slip
from xor_tutorial.practice.exercises import NAMES, load

__all__ = ["NAMES", "Diagnosis", "Exercise", "Slip", "check", "diagnose", "load"]
