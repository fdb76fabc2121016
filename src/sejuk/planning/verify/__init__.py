"""The independent checker: recomputes a plan from its definition and lists what is wrong.

Nothing is published unchecked (PLANNING.md, stage G). This package shares no code with the
planner: it imports only the nouns of `sejuk.model`, so that a mistake there cannot hide here.
Each rule is one function, its name is the rule's code, and its docstring says what is required,
by which source, and which reading was taken where the source is silent. The table of all rules
is `docs/reference/checker.md`.

Not checked, because the arguments do not hold what it takes: the driven prefix of a re-plan,
which place-blocks were chosen for joint visits, and which streets are passed.
"""

from sejuk.planning.verify.check import Violation, verify
from sejuk.planning.verify.nights import verify_nights
from sejuk.planning.verify.rules import RULES

__all__ = ["RULES", "Violation", "verify", "verify_nights"]
