"""Life cycles of operations, orders, tasks, directives and alarms, as tables with one engine."""
