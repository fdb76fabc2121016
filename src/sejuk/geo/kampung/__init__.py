"""The sample district, synthetic and labelled so."""

from sejuk.geo.kampung.sample import Kampung, kampung

__all__ = ["Kampung", "kampung"]
