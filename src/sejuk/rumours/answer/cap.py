"""Safety advice as a CAP 1.2 alert, for those who pass on warnings: radio, signs, other systems.

Common Alerting Protocol 1.2 (OASIS, 1 July 2010), section numbers at the fields. Only advice that
keeps people safe, such as a road under water or a shelter that is open: a verdict on a rumour is no
emergency, and there is no category here for security or for people.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from sejuk.model.answer import Answer, check_line, check_url, zone_label
from sejuk.rumours.answer.xml_text import HEAD, element, leaf

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MOST_INSTRUCTION, MOST_AREAS = 500, 50


class Hazard(StrEnum):
    """`category`, 3.2.2; Security, Rescue, CBRNE and Other are left out on purpose."""

    SAFETY = "Safety"
    FIRE = "Fire"
    HEALTH = "Health"
    MET = "Met"
    GEO = "Geo"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"


class Urgency(StrEnum):
    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class AlertStatus(StrEnum):
    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    TEST = "Test"


class SafetyAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer does not have and an alert needs."""

    hazard: Hazard
    event: str
    """What it is about, 1–120 characters: `Banjir`."""
    instruction: str
    """What to do to be safe, 1–500 characters in one line."""
    areas: tuple[str, ...]
    """As residents call them: `RW 03 Melati`."""
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    expires: datetime
    sender: str
    """Of the office, as others know it by: a domain such as `sejuk.melati.example`."""
    address: str = ""
    """Where there is more."""
    status: AlertStatus = AlertStatus.ACTUAL
    replaces: tuple[str, ...] = ()
    """`sender,identifier,sent` of earlier alerts that this one updates."""

    def __post_init__(self) -> None:
        check_line("event", self.event, 120)
        check_line("instruction", self.instruction, MOST_INSTRUCTION)
        if not 1 <= len(self.areas) <= MOST_AREAS:
            raise ValueError(f"an alert has 1 to {MOST_AREAS} areas")
        for area in self.areas:
            check_line("area", area, 120)
        check_line("sender", self.sender, 120)
        for name in (self.sender, *self.replaces):
            if any(sign in " <&\t" for sign in name) or ("," in self.sender):
                raise ValueError("no blank, comma, < or & in a sender or a reference")
        check_url(self.address)
        zone_label(self.expires)


def cap_alert(answer: Answer, advice: SafetyAdvice) -> str:
    """The alert. Raises ValueError when it would have expired before it is sent."""
    if advice.expires <= answer.issued:
        raise ValueError("an alert expires after it is sent")
    sent = answer.issued.isoformat()
    info = [
        leaf("language", {"id": "id-ID", "en": "en"}[answer.language]),
        leaf("category", advice.hazard.value),
        leaf("event", advice.event),
        leaf("urgency", advice.urgency.value),
        leaf("severity", advice.severity.value),
        leaf("certainty", advice.certainty.value),
        leaf("effective", sent),
        leaf("expires", advice.expires.isoformat()),
        leaf("senderName", answer.issued_by),
        leaf("headline", answer.short),
        leaf("description", answer.fact),
        leaf("instruction", advice.instruction),
        *([leaf("web", advice.address)] if advice.address else []),
        *(element("area", leaf("areaDesc", area)) for area in advice.areas),
    ]
    alert = [
        leaf("identifier", identifier(answer, advice)),
        leaf("sender", advice.sender),
        leaf("sent", sent),
        leaf("status", advice.status.value),
        leaf("msgType", "Update" if advice.replaces else "Alert"),
        leaf("scope", "Public"),
        *([leaf("references", " ".join(advice.replaces))] if advice.replaces else []),
        element("info", "\n" + "".join(info)),
    ]
    return HEAD + element("alert", "\n" + "".join(alert), xmlns=NAMESPACE)


def identifier(answer: Answer, advice: SafetyAdvice) -> str:
    """3.2.1: unique to the sender, without blanks, commas, `<` and `&`."""
    return f"{advice.sender}.{answer.about}.{answer.version}"


def reference(answer: Answer, advice: SafetyAdvice) -> str:
    """How a later alert names this one, 3.2.1 `references`."""
    return f"{advice.sender},{identifier(answer, advice)},{answer.issued.isoformat()}"
