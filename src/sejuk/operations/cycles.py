"""All lives that there are, in the order of a night."""

from __future__ import annotations

from typing import Any

from sejuk.operations.alarm import ALARM
from sejuk.operations.answer import ANSWER
from sejuk.operations.claim import CLAIM
from sejuk.operations.concern import CONCERN
from sejuk.operations.cycle import Cycle
from sejuk.operations.directive import DIRECTIVE
from sejuk.operations.early_warning import EARLY_WARNING
from sejuk.operations.handover import HANDOVER
from sejuk.operations.objection import OBJECTION
from sejuk.operations.operation import OPERATION
from sejuk.operations.order import ORDER
from sejuk.operations.planning import PLANNING
from sejuk.operations.task import TASK

CYCLES: tuple[Cycle[Any], ...] = (
    *(OPERATION, PLANNING, ORDER, TASK, DIRECTIVE, ALARM, EARLY_WARNING, CONCERN, HANDOVER),
    *(CLAIM, ANSWER, OBJECTION),
)
