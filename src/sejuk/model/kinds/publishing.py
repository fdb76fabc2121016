"""What was published for everyone, so that nothing published later can give it away."""

from __future__ import annotations

from datetime import date

from sejuk.model.ids import AreaId, Digest
from sejuk.model.kinds.body import Body


class FiguresPublished(Body, frozen=True, kw_only=True, tag="figures_published"):
    """By the program, once for each week that is over: the figures are a document, kept."""

    area: AreaId
    """The district."""
    first: date
    until: date
    """A Monday, and the Monday after."""
    digest: Digest


PublishingBody = FiguresPublished
