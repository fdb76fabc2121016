"""Who may act: accounts and devices. Passwords and tokens are elsewhere, never in the log."""

from __future__ import annotations

from sejuk.model.force import Agency
from sejuk.model.ids import Author, DeviceId, Reference
from sejuk.model.kinds.body import Body
from sejuk.model.role import AccountRole


class AccountOpened(Body, frozen=True, kw_only=True, tag="account_opened"):
    account: Author
    role: AccountRole
    agency: Agency
    area: Reference | None = None
    """None: everywhere."""


class AccountClosed(Body, frozen=True, kw_only=True, tag="account_closed"):
    account: Author


class DeviceEnrolled(Body, frozen=True, kw_only=True, tag="device_enrolled"):
    device: DeviceId
    account: Author


class DeviceRevoked(Body, frozen=True, kw_only=True, tag="device_revoked"):
    device: DeviceId


OfficeBody = AccountOpened | AccountClosed | DeviceEnrolled | DeviceRevoked
